// Docs keeps the pages in docs/ correct. It draws the figures, copies code into
// the pages, runs the commands that they show, and checks their links and
// numbers.
//
//	go run ./cmd/docs             writes what has changed
//	go run ./cmd/docs -check      writes nothing and names what is stale or wrong
//	go run ./cmd/docs -record .   runs the long commands and writes docs/recorded.txt
//
// A directive is an HTML comment on a line of its own. The fence on the next
// line belongs to it. A code directive names a folder and declarations: a
// function, a type or a variable by its name, a method as Type.Method.
//
//	<!-- code layers Mul.Forward Mul.Backward -->
//	```go
//	```
//
// An output directive has a command. On a Korean page it runs in a Korean
// locale.
//
//	<!-- output go run ./chapter5/4.1-mul-layer -->
//	```console
//	```
//
// Options may follow the command: "# first 5" and "# last 3" to show only these
// lines, and "# recorded" to take the output from docs/recorded.txt instead of
// running the command.
//
// A numbers directive has no fence. Its command prints numbers that the page
// has in its text, tables and equations.
//
//	<!-- numbers go run ./docs/measure rates # recorded -->
//
// page.go compares the blocks of a page with what they must have: code.go takes
// it from the code, and output.go from the commands, which run.go runs. check.go
// checks the text, with links.go, parts.go (the summary, the exercises and their
// answers), glossary.go, numbers.go, calculations.go and twins.go (the same page in
// the other language). figures.go draws.
package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"backprop/cmd/internal/cli"
	"backprop/cmd/internal/replace"
	"backprop/layers/layertest/bilingual"
)

const usage = `usage: go run ./cmd/docs [-check] [-record REGEXP]

Draws the figures in docs/figures, puts code and output into the pages of docs/
and into the README, and checks links, terms and numbers.

  -check          write nothing; list what is stale or wrong, and exit with status 1
  -record REGEXP  run the matching long commands ("." for all), which takes
                  minutes, and write what they print to docs/recorded.txt;
                  python3 needs NumPy and PyTorch
`

const figuresDir = "docs/figures"

// options are the command's flags.
type options struct {
	check  bool
	record *regexp.Regexp // nil for none
}

func main() {
	o, err := parse(os.Args[1:])
	if err != nil {
		os.Exit(cli.Refuse(os.Stdout, os.Stderr, "docs", err, bilingual.Text{English: usage}, bilingual.English))
	}
	dir, err := cli.ModuleRoot(".")
	if err != nil {
		fmt.Fprintln(os.Stderr, "docs:", err)
		os.Exit(1)
	}
	d := &docs{ctx: cli.UntilStopped(errStopped), root: dir, options: o}
	os.Exit(d.update(os.Stdout, os.Stderr))
}

var errStopped = errors.New("stopped before anything is written")

// parse returns the flags.
func parse(args []string) (o options, err error) {
	flags := flag.NewFlagSet("docs", flag.ContinueOnError)
	flags.BoolVar(&o.check, "check", false, "")
	flags.Func("record", "", func(s string) (err error) {
		if s == "" { // it would match every command
			return errors.New(`want a regular expression, "." for all`)
		}
		o.record, err = regexp.Compile(s)
		return err
	})
	rest, err := cli.Parse(flags, args)
	if err == nil && len(rest) > 0 {
		err = fmt.Errorf("unexpected argument %q", rest[0])
	}
	if err == nil && o.check && o.record != nil {
		err = errors.New("-check writes nothing, and -record writes: give one of them")
	}
	return o, err
}

// docs holds the state of one run.
type docs struct {
	ctx     context.Context // ends when a signal stops the command
	root    string
	figures map[string][]byte // nil for those of package draw
	options

	results  map[string]result // of the commands, by command.String()
	problems []problem
	changed  []string
}

// A problem is something stale or wrong; line is 0 if it concerns a whole file.
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

func (d *docs) report(file string, line int, format string, args ...any) {
	d.problems = append(d.problems, problem{file, line, fmt.Sprintf(format, args...)})
}

// update does all the work, and returns the exit status: 1 if something was wrong,
// 2 if -record matches no command, and that of a signal that stops it before it
// writes.
func (d *docs) update(stdout, stderr io.Writer) (status int) {
	pages := d.readPages()
	if err := d.fill(pages); err != nil {
		fmt.Fprintln(stderr, "docs:", err)
		return cli.Status(err)
	}
	d.updateFigures()
	blocks := 0
	for _, p := range pages {
		for _, b := range p.blocks {
			if b.close > 0 {
				blocks++
			}
		}
		if d.check {
			d.compare(p)
		} else {
			d.writeIfChanged(p.file, p.render())
		}
	}
	d.checkPages(pages)

	slices.SortStableFunc(d.problems, func(a, b problem) int {
		return cmp.Or(cmp.Compare(a.file, b.file), cmp.Compare(a.line, b.line))
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
	if len(d.problems) > 0 {
		return 1
	}
	return 0
}

// writeIfChanged writes text to file, unless file has it already.
func (d *docs) writeIfChanged(file, text string) {
	if old, err := d.read(file); err == nil && old == text {
		return
	}
	if err := replace.File(d.path(file), replace.Kind{}, []byte(text)); err != nil {
		d.report(file, 0, "it cannot be written: %v", err)
		return
	}
	d.changed = append(d.changed, file)
}

// path returns where file, given from the root with slashes, is on this system.
func (d *docs) path(file string) string { return filepath.Join(d.root, filepath.FromSlash(file)) }

// read returns a file. The lines of a text end with LF.
func (d *docs) read(file string) (string, error) {
	b, err := os.ReadFile(d.path(file))
	if path.Ext(file) == ".png" {
		return string(b), err
	}
	return strings.ReplaceAll(string(b), "\r\n", "\n"), err
}
