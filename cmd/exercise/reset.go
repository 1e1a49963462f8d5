package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"backprop/layers/layertest/bilingual"
)

// reset makes an exercise's file blank. It keeps the student's code beside it
// under another name.
func (t *tool) reset(e exercise) error {
	file := t.fileOf(e)
	name, path := exercisesFolder+file, filepath.Join(t.folder, file)
	written, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if string(written) == blankFile(e) {
		t.print("%s is already blank.", "%s: 이미 비어 있다.", name)
		return nil
	}
	for _, other := range sorted(declarations(os.DirFS(t.folder), file)) {
		if want := wanted[other].file; want != "" && want != e.name+".go" {
			return bilingual.Errorf("%s also holds %s: move that to another file, then reset %s",
				"%s에 %s도 있다. 다른 파일로 옮긴 다음 다시 실행해야 한다: reset %s", name, other, e.name)
		}
	}
	if err == nil {
		suffix := ""
		for n := 1; ; n++ {
			suffix = fmt.Sprintf(".kept%d", n)
			if _, err := os.Lstat(path + suffix); err != nil {
				break // there is no such file yet
			}
		}
		if err := os.Rename(path, path+suffix); err != nil {
			return err
		}
		t.print("Your code is in %s; rename this file to get it back.", "작성한 코드는 %s에 있다. 이름을 바꾸면 되돌릴 수 있다.", name+suffix)
	}
	if err := os.WriteFile(path, []byte(blankFile(e)), 0o666); err != nil {
		return err
	}
	t.print("%s is blank again.", "%s: 다시 비어 있다.", name)
	return nil
}
