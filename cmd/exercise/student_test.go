package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"backprop/layers/layertest/bilingual"
)

// A student is the tool with other files instead of those in chapter5/exercises.
type student struct {
	*tool
	t      *testing.T
	screen *bytes.Buffer
}

// newStudent returns a student with some written files. The other exercises are
// blank.
func newStudent(t *testing.T, written map[string]string) student {
	t.Helper()
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("there is no go command to build with")
	}
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	screen := &bytes.Buffer{}
	dir := t.TempDir()
	s := student{newTool(options{}, screen), t, screen}
	s.root, s.program = root, filepath.Join(dir, "runner.exe")
	s.folder = filepath.Join(dir, "exercises")
	s.limit = time.Minute // this machine may be busy
	if err := os.Mkdir(s.folder, 0o777); err != nil {
		t.Fatal(err)
	}
	for _, e := range list {
		s.write(e.name+".go", blankFile(e))
	}
	for name, code := range written {
		s.write(name, code)
	}
	s.overlay()
	return s
}

// write writes a file of the student's; the file is removed if code is "".
func (s student) write(name, code string) {
	s.t.Helper()
	path := filepath.Join(s.folder, name)
	err := os.WriteFile(path, []byte(withImports(code)), 0o666)
	if code == "" {
		err = os.Remove(path)
	}
	if err != nil {
		s.t.Fatal(err)
	}
}

// overlay lets the go command read the student's files instead of those in
// chapter5/exercises.
func (s *student) overlay() {
	s.t.Helper()
	real := filepath.Join(s.root, "chapter5", "exercises")
	replace := map[string]string{}
	theirs, err := filepath.Glob(filepath.Join(real, "*.go"))
	if err != nil {
		s.t.Fatal(err)
	}
	for _, path := range theirs {
		replace[path] = "" // not there
	}
	delete(replace, filepath.Join(real, "exercises.go"))
	written, err := filepath.Glob(filepath.Join(s.folder, "*.go"))
	if err != nil {
		s.t.Fatal(err)
	}
	for _, path := range written {
		replace[filepath.Join(real, filepath.Base(path))] = path
	}
	text, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		s.t.Fatal(err)
	}
	path := filepath.Join(filepath.Dir(s.folder), "overlay.json")
	if err := os.WriteFile(path, text, 0o666); err != nil {
		s.t.Fatal(err)
	}
	s.buildFlags = []string{"-overlay", path}
}

// do carries out a command line and returns what it prints, its error included.
func (s student) do(args string) (printed string, right bool) {
	s.t.Helper()
	var err error
	if s.options, err = parse(strings.Fields(args), func(string) string { return "" }); err != nil {
		s.t.Fatal(err)
	}
	s.screen.Reset()
	if right, err = s.tool.do(strings.NewReader("")); err != nil {
		fmt.Fprintln(s.screen, bilingual.Message(err, s.language))
	}
	return s.screen.String(), right
}

// withImports writes the package clause and the imports before a file's code.
func withImports(code string) string {
	if strings.HasPrefix(code, "package ") {
		return code
	}
	head := "package exercises; "
	for _, p := range []string{"backprop/chapter5", "backprop/layers", "backprop/tensor", "backprop/tensor/random", "fmt", "os", "slices"} {
		if regexp.MustCompile(`\b` + p[strings.LastIndex(p, "/")+1:] + `\.`).MatchString(code) {
			head += "import \"" + p + "\"; "
		}
	}
	return head + "\n" + code
}
