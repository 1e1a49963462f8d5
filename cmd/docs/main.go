// Docs keeps the pages in docs/ true. It draws the figures, copies excerpts of
// the code into the pages, runs the commands that they show and puts in what
// these print, and follows every link.
//
//	go run ./cmd/docs           writes what has changed
//	go run ./cmd/docs -check    writes nothing and says what is stale or wrong
//
// A page says what it wants with a directive, an HTML comment on a line of its
// own. The fenced block on the next line belongs to it. A code directive names
// a folder and the declarations to show from it: a function, a type, a constant
// or a variable by its name, a method as Type.Method.
//
//	<!-- code layers Mul.Forward Mul.Backward -->
//	```go
//	```
//
// An output directive has a command, go run ./FOLDER or go test.
//
//	<!-- output go run ./chapter5/4.1-mul-layer -->
//	```console
//	```
//
// Options may follow the command: "# fails" if it is meant to fail, "# first 5"
// and "# last 3" to show only these lines. In what go test prints, times are
// written as zeros.
package main

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"backprop/cmd/internal/cli"
)

const usage = `usage: go run ./cmd/docs [-check]

Draws the figures in docs/figures, puts the code and what it prints into the
pages of docs/ and the README, and checks their links.

  -check  write nothing: say what is stale or wrong, with status 1
`

// A figure is a file in docs/figures that the code draws.
type figure struct {
	name string // such as "5-14.en.svg"
	draw func() ([]byte, error)
}

// figuresDir is where the figures are, from the module's root.
const figuresDir = "docs/figures"

func main() {
	check, err := parse(os.Args[1:], os.Stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return
	case err != nil:
		os.Exit(2)
	}
	dir, err := os.Getwd()
	if err == nil {
		dir, err = findRoot(dir)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "docs:", err)
		os.Exit(1)
	}
	d := &docs{root: dir, figures: figures(), check: check}
	if !d.update(os.Stdout, os.Stderr) {
		os.Exit(1)
	}
}

// parse reads the flags. What is wrong with them is said on stderr.
func parse(args []string, stderr io.Writer) (check bool, err error) {
	flags := flag.NewFlagSet("docs", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.BoolVar(&check, "check", false, "")
	err = cli.Parse(flags, args)
	if err == nil && flags.NArg() > 0 {
		err = fmt.Errorf("unexpected argument %q", flags.Arg(0))
	}
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(stderr, usage)
	case err != nil:
		fmt.Fprintf(stderr, "docs: %v\nRun with -h to see the flags.\n", err)
	}
	return check, err
}

// findRoot returns dir, or the nearest folder above it that has a go.mod.
func findRoot(dir string) (string, error) {
	for at := dir; ; at = filepath.Dir(at) {
		if _, err := os.Stat(filepath.Join(at, "go.mod")); err == nil {
			return at, nil
		}
		if at == filepath.Dir(at) {
			return "", fmt.Errorf("there is no go.mod in %s or above it: run this inside the module", dir)
		}
	}
}

// docs is one run of the tool.
type docs struct {
	root    string
	figures []figure
	check   bool

	problems []problem
	changed  []string
}

// A problem is something stale or wrong; line is 0 where it is a whole file.
type problem struct {
	file string // from the root, with slashes
	line int
	text string
}

func (p problem) String() string {
	if p.line == 0 {
		return p.file + ": " + p.text
	}
	return fmt.Sprintf("%s:%d: %s", p.file, p.line, p.text)
}

func (d *docs) wrong(file string, line int, format string, args ...any) {
	d.problems = append(d.problems, problem{file, line, fmt.Sprintf(format, args...)})
}

// update does all the work, and reports whether nothing was wrong.
func (d *docs) update(stdout, stderr io.Writer) bool {
	d.updateFigures()
	pages := d.readPages()
	blocks := d.updatePages(pages)
	d.checkLinks(pages)
	d.checkTwins(pages)

	slices.SortFunc(d.problems, func(a, b problem) int {
		return cmp.Or(cmp.Compare(a.file, b.file), cmp.Compare(a.line, b.line), cmp.Compare(a.text, b.text))
	})
	for _, p := range d.problems {
		fmt.Fprintln(stderr, p)
	}
	switch {
	case len(d.changed) > 0:
		fmt.Fprintln(stdout, "docs: changed", strings.Join(d.changed, ", "))
	case len(d.problems) == 0 && d.check:
		fmt.Fprintf(stdout, "docs: %d pages, %d figures, %d excerpts and outputs are current\n",
			len(pages), len(d.figures), blocks)
	case len(d.problems) == 0:
		fmt.Fprintln(stdout, "docs: nothing has changed")
	}
	return len(d.problems) == 0
}

// updateFigures draws every figure and removes the files that none makes.
func (d *docs) updateFigures() {
	made := map[string]bool{}
	for _, f := range d.figures {
		file := figuresDir + "/" + f.name
		if made[file] {
			d.wrong(file, 0, "two figures have this name")
		}
		made[file] = true
		drawn, err := f.draw()
		if err != nil {
			d.wrong(file, 0, "it cannot be drawn: %v", err)
			continue
		}
		if !d.check {
			d.put(file, string(drawn))
		} else if old, err := d.read(file); errors.Is(err, os.ErrNotExist) {
			d.wrong(file, 0, "this figure is missing")
		} else if err != nil {
			d.wrong(file, 0, "it cannot be read: %v", err)
		} else if old != string(drawn) {
			d.wrong(file, 0, "this figure is stale: the code draws another")
		}
	}
	entries, err := os.ReadDir(d.path(figuresDir))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		d.wrong(figuresDir, 0, "it cannot be read: %v", err)
	}
	for _, entry := range entries {
		file := figuresDir + "/" + entry.Name()
		if made[file] {
			continue
		}
		if d.check {
			d.wrong(file, 0, "no figure makes this file")
		} else if err := os.Remove(d.path(file)); err != nil {
			d.wrong(file, 0, "no figure makes this file, and it cannot be removed: %v", err)
		} else {
			d.changed = append(d.changed, file)
		}
	}
}

// put makes file hold text.
func (d *docs) put(file, text string) {
	if old, err := d.read(file); err == nil && old == text {
		return
	}
	if err := replace(d.path(file), text); err != nil {
		d.wrong(file, 0, "it cannot be written: %v", err)
		return
	}
	d.changed = append(d.changed, file)
}

// path is where file, given from the root with slashes, is on this system.
func (d *docs) path(file string) string { return filepath.Join(d.root, filepath.FromSlash(file)) }

// read returns a file; if it is text, with its lines ended by LF.
func (d *docs) read(file string) (string, error) {
	b, err := os.ReadFile(d.path(file))
	if path.Ext(file) == ".png" {
		return string(b), err
	}
	return strings.ReplaceAll(string(b), "\r\n", "\n"), err
}

// replace writes a whole file or leaves the one that was there.
func replace(path, text string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".docs-*")
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	if err = errors.Join(err, f.Chmod(0o644), f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
}
