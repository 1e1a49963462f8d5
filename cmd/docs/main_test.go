package main

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestFlags(t *testing.T) {
	for _, c := range []struct{ args, want string }{
		{"-write", "docs: flag provided but not defined: -write"},
		{"-check=maybe", `docs: invalid boolean value "maybe" for -check: want true or false`},
		{"en", `docs: unexpected argument "en"`},
	} {
		var stderr bytes.Buffer
		_, err := parse(strings.Fields(c.args), &stderr)
		first, rest, _ := strings.Cut(stderr.String(), "\n")
		if err == nil || first != c.want || rest != "Run with -h to see the flags.\n" {
			t.Errorf("%s: error %v, stderr %q, want %q", c.args, err, stderr.String(), c.want)
		}
	}
	var stderr bytes.Buffer
	if _, err := parse([]string{"-h"}, &stderr); !errors.Is(err, flag.ErrHelp) || stderr.String() != usage {
		t.Errorf("-h: error %v, stderr %q", err, stderr.String())
	}
	for _, line := range strings.Split(usage, "\n") {
		if len(line) > 80 {
			t.Errorf("-h: longer than 80 columns: %s", line)
		}
	}
	if check, err := parse([]string{"-check"}, &stderr); !check || err != nil {
		t.Errorf("-check: %v, %v", check, err)
	}
}

func TestFindRoot(t *testing.T) {
	root := module(t, map[string]string{"a/b/c.txt": ""})
	for _, dir := range []string{root, filepath.Join(root, "a", "b")} {
		if got, err := findRoot(dir); got != root || err != nil {
			t.Errorf("findRoot(%s) = %s, %v, want %s", dir, got, err, root)
		}
	}
	outside := t.TempDir()
	want := "there is no go.mod in " + outside + " or above it: run this inside the module"
	if _, err := findRoot(outside); err == nil || err.Error() != want {
		t.Errorf("findRoot outside: %v, want %s", err, want)
	}
}

// book is a module with a page in both languages, not yet filled in.
func book(t *testing.T) (string, []figure) {
	const page = "# A\r\n\r\n![a](../figures/1.LANG.svg)\r\n\r\n" +
		"<!-- code a main -->\r\n```go\r\n...\r\n```\r\n<!-- output go run ./a -->\r\n```console\r\n...\r\n```\r\nend  \r\n"
	root := module(t, map[string]string{
		"README.md": "# B\n\n[docs](docs/en/a.md)", "README.ko.md": "# B\n",
		"docs/en/a.md":       strings.ReplaceAll(page, "LANG", "en"),
		"docs/ko/a.md":       strings.ReplaceAll(page, "LANG", "ko"),
		"docs/figures/x.svg": "old",
		"a/main.go":          "package main\n\nfunc main() {\n\tprintln(1)\n}\n",
	})
	draw := func(text string) func() ([]byte, error) { return func() ([]byte, error) { return []byte(text), nil } }
	return root, []figure{{"1.en.svg", draw("one")}, {"1.ko.svg", draw("하나")}}
}

// update runs the tool and returns what it prints.
func update(root string, figures []figure, check bool) (stdout, stderr string, ok bool) {
	var out, err bytes.Buffer
	d := &docs{root: root, figures: figures, check: check}
	ok = d.update(&out, &err)
	return out.String(), err.String(), ok
}

func TestWriteAndCheck(t *testing.T) {
	root, figures := book(t)
	before := tree(t, root)
	stdout, stderr, ok := update(root, figures, true)
	const stale = `docs/en/a.md:7: this block is stale: it has "...", and it should be "func main() {"
docs/en/a.md:11: this block is stale: it has "...", and it should be "$ go run ./a"
docs/figures/1.en.svg: this figure is missing
docs/figures/1.ko.svg: this figure is missing
docs/figures/x.svg: no figure makes this file
docs/ko/a.md:7: this block is stale: it has "...", and it should be "func main() {"
docs/ko/a.md:11: this block is stale: it has "...", and it should be "$ go run ./a"
`
	if ok || stdout != "" || stderr != stale {
		t.Errorf("-check at first: %v, stdout %q, stderr\n%s, want\n%s", ok, stdout, stderr, stale)
	}
	if got := tree(t, root); got != before {
		t.Errorf("-check has changed\n%s, before\n%s", got, before)
	}

	stdout, stderr, ok = update(root, figures, false)
	const changed = "docs: changed docs/figures/1.en.svg, docs/figures/1.ko.svg, docs/figures/x.svg, docs/en/a.md, docs/ko/a.md\n"
	if !ok || stdout != changed || stderr != "" {
		t.Errorf("writing: %v, stdout %q, stderr %q, want %q", ok, stdout, stderr, changed)
	}
	page := "# A\n\n![a](../figures/1.en.svg)\n\n<!-- code a main -->\n```go\nfunc main() {\n    println(1)\n}\n```\n" +
		"<!-- output go run ./a -->\n```console\n$ go run ./a\n1\n```\nend  \n"
	want := strings.NewReplacer(
		"docs/figures/x.svg: old|", "docs/figures/1.en.svg: one|docs/figures/1.ko.svg: 하나|",
		"docs/en/a.md: "+between(before, "docs/en/a.md: "), "docs/en/a.md: "+page,
		"docs/ko/a.md: "+between(before, "docs/ko/a.md: "), "docs/ko/a.md: "+strings.ReplaceAll(page, ".en.", ".ko."),
	).Replace(before)
	if got := tree(t, root); got != want {
		t.Errorf("written\n%s, want\n%s", got, want)
	}

	if stdout, stderr, ok = update(root, figures, false); !ok || stdout != "docs: nothing has changed\n" || stderr != "" {
		t.Errorf("writing again: %v, stdout %q, stderr %q", ok, stdout, stderr)
	}
	stdout, stderr, ok = update(root, figures, true)
	if !ok || stdout != "docs: 4 pages, 2 figures, 4 excerpts and outputs are current\n" || stderr != "" {
		t.Errorf("-check: %v, stdout %q, stderr %q", ok, stdout, stderr)
	}
}

// A picture is bytes, not lines: "\r\n" in it stays.
func TestPictures(t *testing.T) {
	root, _ := book(t)
	figures := []figure{{"1.png", func() ([]byte, error) { return []byte("\x89PNG\r\n\x1a\n"), nil }}}
	update(root, figures, false)
	if _, stderr, _ := update(root, figures, true); strings.Contains(stderr, "stale") {
		t.Errorf("after it was drawn: %s", stderr)
	}
}

// tree returns the files under root and what is in them.
func tree(t *testing.T, root string) string {
	t.Helper()
	var b strings.Builder
	err := filepath.WalkDir(root, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		name, _ := filepath.Rel(root, path)
		b.WriteString(filepath.ToSlash(name) + ": " + string(text) + "|")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// between returns what a tree has of a file.
func between(tree, name string) string {
	_, rest, _ := strings.Cut(tree, name)
	text, _, _ := strings.Cut(rest, "|")
	return text
}

func TestWhatCannotBeDone(t *testing.T) {
	root, figures := book(t)
	update(root, figures, false)
	page := filepath.Join(root, "docs", "en", "a.md")
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	// The first directive is wrong now, and the second block stale.
	edited := strings.NewReplacer("code a main", "code a mine", "\n1\n", "\n2\n").Replace(string(text))
	if err := os.WriteFile(page, []byte(edited), 0o644); err != nil {
		t.Fatal(err)
	}
	figures = append(figures, figures[0], figure{"2.svg", func() ([]byte, error) { return nil, errors.New("no ink") }})
	stdout, stderr, ok := update(root, figures, false)
	const want = `docs/en/a.md:5: here is code a mine, and in its place at docs/ko/a.md:5 is code a main
docs/en/a.md:5: there is no mine in a; the nearest are main
docs/figures/1.en.svg: two figures have this name
docs/figures/2.svg: it cannot be drawn: no ink
docs/figures/2.svg: no page shows this figure
`
	if ok || stdout != "docs: changed docs/en/a.md\n" || stderr != want {
		t.Errorf("%v, stdout %q, stderr\n%s, want\n%s", ok, stdout, stderr, want)
	}
	if got, _ := os.ReadFile(page); string(got) != strings.Replace(string(text), "a main", "a mine", 1) {
		t.Errorf("the page is now\n%s", got)
	}
}

func TestReplaceLeavesNothingBehind(t *testing.T) {
	root := module(t, map[string]string{"a/b": ""})
	before := tree(t, root)
	if err := replace(filepath.Join(root, "a"), "text"); err == nil {
		t.Error("a folder was replaced with a file")
	}
	if got := tree(t, root); got != before {
		t.Errorf("the files are now %s, before %s", got, before)
	}
}

// The figures that are in docs/figures are those that the code draws, on this
// processor as well. What the pages show is for -check.
func TestFiguresAreCurrent(t *testing.T) {
	d := docs{root: filepath.Join("..", ".."), figures: figures(), check: true}
	d.updateFigures() // says also if two have the same name
	if len(d.problems) > 0 {
		t.Errorf("%s\ngo run ./cmd/docs draws them.", said(d.problems))
	}
}
