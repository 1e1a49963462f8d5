// Exercise shows which exercises of chapter5/exercises are done and what is
// next, checks what was written, and says what is wrong with it.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"backprop/chapter5/exercises"
	"backprop/layers/layertest"
)

const usage = `usage: go run ./cmd/exercise [flags] [exercise | clinic [patient]]

Shows which exercises of chapter5/exercises are done, and checks the next one
or the one named.

  go run ./cmd/exercise            the list, and what is next
  go run ./cmd/exercise relu       check that one
  go run ./cmd/exercise -hint 1    a hint for the next one
  go run ./cmd/exercise -watch     check again whenever a file is saved
  go run ./cmd/exercise clinic     patients with a mistake: find the cause

  -hint N   show hint 1, or 2 as well
  -watch    go on until Ctrl-C
  -lang L   en or ko (default: as the environment says, LANG)
`

type options struct {
	name     string
	clinic   bool
	patient  string
	hint     int
	watch    bool
	language layertest.Language
}

func main() {
	o, err := parse(os.Args[1:], os.Stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return
	case err != nil:
		os.Exit(2)
	}
	if o.watch {
		err := watch(os.Args[1:], os.Stdout)
		fmt.Fprintln(os.Stderr, "exercise:", err)
		os.Exit(1)
	}
	if o.clinic {
		if err := visit(o.patient, o.language, os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, "exercise:", err)
			os.Exit(1)
		}
		return
	}
	if !show(list, o, os.Stdout) {
		os.Exit(1)
	}
}

// parse reads the flags. What is wrong with them is said on stderr.
func parse(args []string, stderr io.Writer) (options, error) {
	o := options{language: layertest.LanguageOf(os.Getenv)}
	flags := flag.NewFlagSet("exercise", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() { fmt.Fprint(stderr, usage) }
	language := flags.String("lang", "", "")
	flags.IntVar(&o.hint, "hint", 0, "")
	flags.BoolVar(&o.watch, "watch", false, "")
	if err := flags.Parse(args); err != nil {
		return o, err // flags has said it
	}
	err := func() error {
		switch {
		case *language == "ko":
			o.language = layertest.Korean
		case *language == "en":
			o.language = layertest.English
		case *language != "":
			return fmt.Errorf("-lang %s: want en or ko", *language)
		}
		if o.hint < 0 {
			return fmt.Errorf("-hint %d: want 1 or 2", o.hint)
		}
		if flags.Arg(0) == "clinic" && flags.NArg() <= 2 {
			o.clinic, o.patient = true, strings.TrimSuffix(flags.Arg(1), ".go")
			return nil
		}
		if flags.NArg() > 1 {
			return fmt.Errorf("unexpected argument %q", flags.Arg(1))
		}
		o.name = strings.TrimSuffix(flags.Arg(0), ".go")
		if o.name != "" && !slices.Contains(names(list), o.name) {
			return fmt.Errorf("there is no exercise %q, there are %s", o.name, strings.Join(names(list), ", "))
		}
		return nil
	}()
	if err != nil {
		fmt.Fprintf(stderr, "exercise: %v\nRun with -h to see the flags.\n", err)
	}
	return o, err
}

func names(list []exercise) []string {
	var names []string
	for _, e := range list {
		names = append(names, e.name)
	}
	return names
}

// A state is how far an exercise has come.
type state int

const (
	done state = iota
	wrong
	blank
)

// examine runs an exercise's check.
func examine(e exercise) (state, layertest.Report) {
	var r layertest.Report
	if message := attempt(func() { r = e.check() }); message != "" {
		r.Problems = []layertest.Problem{{Cause: "panic", English: "It panicked: " + message, Korean: "패닉을 냈다. " + message}}
	}
	for _, p := range r.Problems {
		if strings.Contains(p.English, exercises.Blank) {
			return blank, r
		}
	}
	if len(r.Problems) > 0 {
		return wrong, r
	}
	return done, r
}

// attempt runs f and returns what it panicked with.
func attempt(f func()) (message string) {
	defer func() {
		if p := recover(); p != nil {
			message = fmt.Sprint(p)
		}
	}()
	f()
	return ""
}

// show prints the list and looks at one exercise: the one that o names, or the
// first that is not done. It reports whether nothing was wrong.
func show(list []exercise, o options, out io.Writer) bool {
	say := func(english, korean string) string { return text{english, korean}.in(o.language) }
	states := make([]state, len(list))
	reports := make([]layertest.Report, len(list))
	next := -1
	for i, e := range list {
		states[i], reports[i] = examine(e)
		if o.name == e.name || o.name == "" && next < 0 && states[i] != done {
			next = i
		}
	}
	if o.name == "" {
		for i, e := range list {
			mark := map[state]string{done: "[x]", wrong: "[!]", blank: "[ ]"}[states[i]]
			arrow := "  "
			if i == next {
				arrow = "->"
			}
			fmt.Fprintf(out, "%s %s %-18s %s\n", arrow, mark, e.name, e.title.in(o.language))
		}
		fmt.Fprintln(out)
	}
	if next < 0 {
		fmt.Fprintln(out, say("All are done: these are the layers of the chapter.", "모두 끝났다. 이 장의 계층을 다 만들었다."))
		return true
	}
	e := list[next]
	page := "docs/" + say("en/", "ko/") + e.page
	switch states[next] {
	case done:
		fmt.Fprintln(out, e.name+": "+say("right.", "맞다."))
		for _, p := range reports[next].Remarks {
			fmt.Fprintln(out, "  "+p.In(o.language))
		}
	case blank:
		fmt.Fprintf(out, say("%s is blank: fill in chapter5/exercises/%s.go. To read: %s.\n",
			"%s는 비어 있다. chapter5/exercises/%s.go를 채운다. 읽을 곳: %s.\n"), e.name, e.name, page)
	case wrong:
		fmt.Fprintf(out, say("%s is not right yet (chapter5/exercises/%s.go):\n",
			"%s는 아직 틀린 곳이 있다(chapter5/exercises/%s.go).\n"), e.name, e.name)
		for _, p := range reports[next].Problems {
			fmt.Fprintln(out, "  "+p.In(o.language))
		}
		fmt.Fprintf(out, say("To read: %s. For a hint: -hint 1.\n", "읽을 곳: %s. 힌트: -hint 1.\n"), page)
	}
	for i := range min(o.hint, len(e.hints)) {
		fmt.Fprintf(out, say("Hint %d: %s\n", "힌트 %d: %s\n"), i+1, e.hints[i].in(o.language))
	}
	return states[next] != wrong
}
