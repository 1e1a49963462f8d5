package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
)

// show prints the list and what the check of the next exercise found, or what
// the check of the one with a name found. It reports whether nothing was
// wrong; an exercise that was asked for by name must also be done.
func (t *tool) show(ctx context.Context, name string) (right bool, err error) {
	if name != "" {
		results, err := t.check(ctx, named(name))
		if results == nil {
			return false, err
		}
		t.tell(named(name), results[0])
		return results[0].state == done, nil
	}
	results, err := t.check(ctx, list...)
	if results == nil {
		return false, err
	}
	next := -1
	right = true
	for i, e := range list {
		mark, arrow := map[state]string{done: "[x]", wrong: "[!]", blank: "[ ]"}[results[i].state], "  "
		right = right && results[i].state != wrong
		if next < 0 && results[i].state != done {
			next, arrow = i, "->"
		}
		fmt.Fprintf(t.out, "%s %s %-18s %s\n", arrow, mark, e.name, e.title.In(t.language))
	}
	fmt.Fprintln(t.out)
	if next < 0 {
		t.allDone()
	} else {
		t.tell(list[next], results[next])
	}
	return right, nil
}

func (t *tool) allDone() {
	t.say("All are done. Now train the network of section 7.4 with your own layers and loop:\n  go run ./cmd/exercise mnist\nFind the mistake in code of others:\n  go run ./cmd/exercise clinic",
		"모두 끝났다. 이제 직접 쓴 계층과 반복문으로 7.4절의 신경망을 학습한다.\n  go run ./cmd/exercise mnist\n다른 사람의 코드에서 틀린 곳을 찾는다.\n  go run ./cmd/exercise clinic")
}

// tell says what a check found.
func (t *tool) tell(e exercise, r result) {
	switch r.state {
	case done:
		t.say("%s: right.", "%s: 맞다.", e.name)
	case blank:
		file := t.fileOf(e)
		if r.place != "" {
			file = exercisesFolder + r.place
		}
		t.say("%s is blank: fill in %s", "%s: 비어 있다. 채울 곳: %s", e.name, file)
	case wrong:
		t.say("%s is not right yet, see %s:", "%s: 아직 틀린 곳이 있다. 고칠 곳: %s", e.name, t.fileOf(e))
		for _, p := range r.report.Problems {
			t.say("  %s", "  %s", p.In(t.language))
		}
	}
	if r.state != blank {
		for _, p := range r.report.Remarks {
			t.say("  Note: %s", "  참고: %s", p.In(t.language))
		}
	}
	if len(r.printed) > 0 {
		t.say("Your code printed:", "코드가 출력한 것:")
		for _, line := range r.printed {
			fmt.Fprintln(t.out, "  | "+line)
		}
		if r.more > 0 {
			t.say("  and %d more lines.", "  그리고 %d줄 더.", r.more)
		}
	}
	if r.state != done {
		section, _, _ := strings.Cut(e.title.English, " ")
		t.say("To read: docs/en/%s, section %s. For a hint: -hint %s", "읽을 곳: docs/ko/%s, %s절. 힌트: -hint %s", e.page, section, e.name)
	}
}

// hint prints the first n hints for the exercise with a name, or for the first
// that is not done.
func (t *tool) hint(ctx context.Context, name string, n int) error {
	if name == "" {
		results, err := t.check(ctx, list...)
		if results == nil {
			return err
		}
		for i, e := range list {
			if name == "" && results[i].state != done {
				name = e.name
			}
		}
	}
	if name == "" {
		t.allDone()
		return nil
	}
	e := named(name)
	fmt.Fprintf(t.out, "%s  %s  %s\n", e.name, e.title.In(t.language), t.fileOf(e))
	n = min(n, len(e.hints))
	for i, h := range e.hints[:n] {
		t.say("  Hint %d of %d: %s", "  힌트 %d/%d: %s", i+1, len(e.hints), h.In(t.language))
	}
	if n < len(e.hints) {
		t.say("For the next: -hint %d %s", "다음 힌트: -hint %d %s", n+1, e.name)
	}
	return nil
}

// columns returns the width of the terminal, or 0 if there is none.
func columns() int {
	stty := exec.Command("stty", "size")
	stty.Stdin = os.Stdin
	size, err := stty.Output()
	if info, statErr := os.Stdout.Stat(); err != nil || statErr != nil || info.Mode()&os.ModeCharDevice == 0 {
		return 0
	}
	_, width, _ := strings.Cut(strings.TrimSpace(string(size)), " ")
	n, _ := strconv.Atoi(width)
	return n
}

// wrap breaks lines at spaces so that none is wider than the columns, where 0
// means any width. What follows a break is indented as its line is.
func wrap(s string, columns int) string {
	if columns == 0 {
		return s
	}
	var lines []string
	for _, line := range strings.Split(s, "\n") {
		text := strings.TrimLeft(line, " ")
		indent := line[:len(line)-len(text)]
		now := indent
		for i, word := range strings.Split(text, " ") {
			if i > 0 && width(now)+1+width(word) > columns {
				lines, now = append(lines, strings.TrimRight(now, " ")), indent
			} else if i > 0 {
				now += " "
			}
			now += word
		}
		lines = append(lines, strings.TrimRight(now, " "))
	}
	return strings.Join(lines, "\n")
}

// width counts the columns of a line, two for a Korean syllable.
func width(line string) (columns int) {
	for _, r := range line {
		columns++
		if r >= 0x1100 && r < 0x2000 || r >= 0x3000 {
			columns++
		}
	}
	return columns
}
