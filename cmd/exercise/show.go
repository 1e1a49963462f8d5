package main

import (
	"fmt"
	"io"
	"strings"

	"backprop/layers/layertest"
)

// show prints the list and looks at one exercise, the first that is not done,
// or looks at the one that o names. It reports whether nothing was wrong; an
// exercise that was asked for by name must also be done.
func show(list []exercise, o options, out io.Writer) bool {
	if o.name != "" {
		for _, e := range list {
			if e.name == o.name {
				r := examine(e)
				tell(e, r, o.language, out)
				return r.state == done
			}
		}
	}
	results := make([]result, len(list))
	next, right := -1, true
	for i, e := range list {
		results[i] = examine(e)
		right = right && results[i].state != wrong
		if next < 0 && results[i].state != done {
			next = i
		}
	}
	for i, e := range list {
		mark := map[state]string{done: "[x]", wrong: "[!]", blank: "[ ]"}[results[i].state]
		arrow := "  "
		if i == next {
			arrow = "->"
		}
		fmt.Fprintf(out, "%s %s %-18s %s\n", arrow, mark, e.name, e.title.in(o.language))
	}
	fmt.Fprintln(out)
	if next < 0 {
		fmt.Fprintln(out, allDone.in(o.language))
	} else {
		tell(list[next], results[next], o.language, out)
	}
	return right
}

var allDone = text{"All are done: these are the layers of the chapter.", "모두 끝났다. 이 장의 계층을 다 만들었다."}

// tell says what came of examining an exercise.
func tell(e exercise, r result, language layertest.Language, out io.Writer) {
	line := func(english, korean string, values ...any) {
		fmt.Fprintf(out, text{english, korean}.in(language)+"\n", values...)
	}
	switch r.state {
	case done:
		line("%s: right.", "%s: 맞다.", e.name)
	case blank:
		line("%s is blank: fill in %s%s", "%s: 비어 있다. 채울 곳: %s%s", e.name, e.file(), r.line)
	case wrong:
		line("%s is not right yet, see %s:", "%s: 아직 틀린 곳이 있다. 고칠 곳: %s", e.name, e.file())
		for _, p := range r.report.Problems {
			fmt.Fprintln(out, "  "+p.In(language))
		}
	}
	if r.state != blank {
		for _, p := range r.report.Remarks {
			line("  Note: %s", "  참고: %s", p.In(language))
		}
	}
	if r.state != done {
		section, _, _ := strings.Cut(e.title.english, " ")
		line("To read: docs/en/%s, section %s. For a hint: -hint.", "읽을 곳: docs/ko/%s, %s절. 힌트: -hint.", e.page, section)
	}
}

// give prints hints for the exercise that o names, or for the first that is
// not done.
func give(list []exercise, o options, out io.Writer) {
	for _, e := range list {
		if o.name != "" && o.name != e.name || o.name == "" && examine(e).state == done {
			continue
		}
		fmt.Fprintf(out, "%s  %s  %s\n", e.name, e.title.in(o.language), e.file())
		n := min(o.hint, len(e.hints))
		for i, h := range e.hints[:n] {
			fmt.Fprintf(out, text{"  Hint %d of %d: %s\n", "  힌트 %d/%d: %s\n"}.in(o.language), i+1, len(e.hints), h.in(o.language))
		}
		if n < len(e.hints) {
			fmt.Fprintf(out, text{"For the next: -hint %d\n", "다음 힌트: -hint %d\n"}.in(o.language), n+1)
		}
		return
	}
	fmt.Fprintln(out, allDone.in(o.language))
}
