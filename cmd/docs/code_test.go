package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// module writes files, by name, in a new folder with a go.mod.
func module(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	put := func(name, text string) {
		path := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	put("go.mod", "module m\n\ngo 1.23\n")
	for name, text := range files {
		put(name, text)
	}
	return root
}

const source = `// Package a.
package a

// F is documented.
func F() int {
	// inside
	if true {
		return 1 // here
	}
	return 2
}

// T is a type.
type T[E any] struct {
	a int // its field
}

// M is a method.
func (t *T[E]) M() {}

// V is one by hand.
func (T[E]) V() {}

func one() {}

const alone = 3 // three

// A group.
const (
	// first is documented.
	first = iota + 1 // one
	second
)

var (
	table = map[string]int{
		"a": 1,
	}
	x, y = 1, 2
)

type (
	inner struct {
		b int
	}
)
`

func TestExcerpts(t *testing.T) {
	root := module(t, map[string]string{
		"a/a.go":          source,
		"a/a_test.go":     "package a_test\n\nfunc one() { return }\n\nfunc Example() {}\n",
		"a/a_linux.go":    "package a\n\nfunc both() {}\n",
		"a/a_windows.go":  "package a\n\nfunc both() {}\n",
		"windows/main.go": "package main\r\n\r\nfunc main() {\r\n\tf()\r\n}\r\n",
		"broken/main.go":  "package main\n\nfunc {\n",
		"empty/README.md": "",
	})
	for _, c := range []struct{ words, want string }{
		{"a F", "func F() int {\n    // inside\n    if true {\n        return 1 // here\n    }\n    return 2\n}"},
		{"a T", "type T[E any] struct {\n    a int // its field\n}"},
		{"a T.V T.M", "func (T[E]) V() {}\n\nfunc (t *T[E]) M() {}"},
		{"a alone", "const alone = 3 // three"},
		{"a first", "const first = iota + 1 // one"},
		{"a second", "const second"},
		{"a table", "var table = map[string]int{\n    \"a\": 1,\n}"},
		{"a y", "var x, y = 1, 2"},
		{"a inner", "type inner struct {\n    b int\n}"},
		{"a one", "func one() {}"},
		{"a Example", "func Example() {}"},
		{"windows main", "func main() {\n    f()\n}"},
	} {
		got, err := newCode(root).excerpt(c.words)
		if err != nil || strings.Join(got, "\n") != c.want {
			t.Errorf("code %s: %q, %v, want %q", c.words, strings.Join(got, "\n"), err, c.want)
		}
	}
	for _, c := range []struct{ words, want string }{
		{"a", `this directive needs a folder and at least one name, and has "a"`},
		{"a one.M", "there is no one.M in a; the nearest are one, T.M, T.V"},
		{"windows Main", "there is no Main in windows; the nearest are main"},
		{"window main", "there is no folder window with Go files; the nearest are windows, a, broken"},
		{"empty main", "there is no folder empty with Go files; the nearest are a, broken, windows"},
		{"a both", "2 files of a declare both, and which is meant is not clear"},
		{"broken main", "the code in broken cannot be read: main.go:3:6: expected 'IDENT', found '{'"},
	} {
		if got, err := newCode(root).excerpt(c.words); err == nil || err.Error() != c.want {
			t.Errorf("code %s: %q, error %v, want %s", c.words, got, err, c.want)
		}
	}
}

func TestEdits(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"abc", "", 3}, {"", "abc", 3}, {"kitten", "sitting", 3}, {"Mul", "mul", 1}, {"ab", "ba", 2},
	} {
		if got := edits(c.a, c.b); got != c.want {
			t.Errorf("edits(%q, %q) = %d, want %d", c.a, c.b, got, c.want)
		}
	}
}
