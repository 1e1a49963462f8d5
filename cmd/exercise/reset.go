package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// reset makes an exercise's file blank. What the student wrote is kept beside
// it under another name.
func (t *tool) reset(e exercise) error {
	name := t.fileOf(e)
	path := filepath.Join(t.folder, filepath.Base(name))
	blank := filepath.Join(t.folder, e.name+".go")
	written, err := os.ReadFile(path)
	switch {
	case err == nil && string(written) == blankFile(e):
		t.say("%s is blank already.", "%s: 이미 비어 있다.", name)
		return nil
	case err == nil:
		for other := range declarations(map[string]string{path: string(written)}) {
			if wanted, ok := wanted(list...)[other]; ok && wanted.file != e.name+".go" {
				return fmt.Errorf(t.in("%s also holds %s: move that to a file of its own, then reset %s", "%s에 %s도 있다. 다른 파일로 옮긴 다음 %s: reset"), name, other, e.name)
			}
		}
	case !os.IsNotExist(err):
		return err
	}
	kept := ""
	if err == nil {
		for n := 1; kept == ""; n++ {
			free := fmt.Sprintf("%s.kept%d", path, n)
			if _, err := os.Lstat(free); os.IsNotExist(err) {
				kept = free
			}
		}
		if err := os.Rename(path, kept); err != nil {
			return err
		}
	}
	if err := os.WriteFile(blank, []byte(blankFile(e)), 0o666); err != nil {
		if kept != "" {
			os.Rename(kept, path)
		}
		return err
	}
	t.say("%s is blank again.", "%s: 다시 비어 있다.", exercisesFolder+e.name+".go")
	if kept != "" {
		t.say("What you wrote is in %s; rename it to take it back.", "쓴 것은 %s에 있다. 이름을 바꾸면 되돌릴 수 있다.",
			strings.TrimPrefix(filepath.ToSlash(kept), filepath.ToSlash(t.root)+"/"))
	}
	return nil
}
