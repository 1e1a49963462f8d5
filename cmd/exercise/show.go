package main

import (
	"context"
	"fmt"
	"strings"

	"backprop/cmd/internal/cli"
)

// show checks all exercises and prints the list and the result of the next one,
// or checks the exercise with a name and prints its result. It reports whether
// no exercise is wrong, or whether the one with the name is done.
func (t *tool) show(ctx context.Context, name string) (right bool, err error) {
	asked := list
	if name != "" {
		asked = []exercise{exerciseOf(name)}
	}
	results, next, err := t.check(ctx, asked...)
	if err != nil {
		return false, err
	}
	if name != "" {
		t.printResult(results[0])
		return next < 0, nil
	}
	right = true
	for i, r := range results {
		arrow, mark := "  ", "[x]"
		if i == next {
			arrow = "->"
		}
		if r.blank != "" {
			mark = "[ ]"
		} else if r.notDone() {
			mark, right = "[!]", false
		}
		t.print("%s %s %-18s %s", "%s %s %-18s %s", arrow, mark, r.name, r.title)
	}
	t.print("", "")
	if next < 0 {
		t.allDone()
	} else {
		t.printResult(results[next])
	}
	return right, nil
}

func (t *tool) allDone() {
	t.print("All are done. Now train the network of section 7.4 with your own layers and loop:\n  go run ./cmd/exercise mnist\nFind the mistakes in other people's code:\n  go run ./cmd/exercise clinic",
		"모두 끝났다. 이제 직접 구현한 계층과 반복문으로 7.4절의 신경망을 학습한다.\n  go run ./cmd/exercise mnist\n다른 사람의 코드에서 틀린 곳을 찾는다.\n  go run ./cmd/exercise clinic")
}

// printResult prints the result of a check.
func (t *tool) printResult(r result) {
	switch {
	case r.blank != "":
		t.print("%s is blank: fill in %s", "%s: 비어 있다. 채울 곳: %s", r.name, exercisesFolder+r.blank)
		r.Problems = nil
	case r.notDone():
		t.print("%s is not right yet; see %s:", "%s: 아직 틀린 곳이 있다. 고칠 곳: %s", r.name, exercisesFolder+t.fileOf(r.exercise))
	default:
		t.print("%s: right.", "%s: 맞다.", r.name)
	}
	t.printReport(r)
	if r.notDone() {
		section, _, _ := strings.Cut(r.title.English, " ")
		t.print("To read: docs/en/%s, section %s. For a hint: -hint %s", "읽을 곳: docs/ko/%s, %s절. 힌트: -hint %s", r.page, section, r.name)
	}
}

// printReport prints a report, and the lines that the student's code printed.
func (t *tool) printReport(r result) {
	for _, p := range r.Problems {
		t.print("  %s", "  %s", p)
	}
	for _, p := range r.Remarks {
		t.print("  Note: %s", "  참고: %s", p)
	}
	if r.printed == 0 {
		return
	}
	t.print("Your code printed:", "코드가 출력한 것:")
	for _, line := range r.lines {
		fmt.Fprintln(t.out, "  | "+line)
	}
	if more := r.printed - len(r.lines); more > 0 {
		t.print("  and %d more lines.", "  이 밖에 %d줄이 더 있다.", more)
	}
}

// hint prints the first n hints for the exercise with a name, or for the first
// that is not done.
func (t *tool) hint(ctx context.Context, name string, n int) error {
	if name == "" {
		_, next, err := t.check(ctx, list...)
		if err != nil {
			return err
		}
		if next < 0 {
			t.allDone()
			return nil
		}
		name = list[next].name
	}
	e := exerciseOf(name)
	fmt.Fprintf(t.out, "%s  %s  %s\n", e.name, e.title.In(t.language), exercisesFolder+t.fileOf(e))
	n = min(max(n, 1), len(e.hints))
	for i, h := range e.hints[:n] {
		t.print("  Hint %d of %d: %s", "  힌트 %d/%d: %s", i+1, len(e.hints), h)
	}
	if n < len(e.hints) {
		t.print("For the next hint: -hint %d %s", "다음 힌트: -hint %d %s", n+1, e.name)
	}
	return nil
}

const columns = 80 // of a line that print writes

// wrap breaks lines at spaces so that none is wider than the columns. The parts
// of a broken line keep its indent.
func wrap(s string, columns int) string {
	var lines []string
	for _, line := range strings.Split(s, "\n") {
		text := strings.TrimLeft(line, " ")
		indent := strings.TrimSuffix(line, text)
		line = indent
		for _, word := range strings.SplitAfter(text, " ") {
			if line != indent && cli.Width(line+strings.TrimSuffix(word, " ")) > columns {
				lines, line = append(lines, strings.TrimRight(line, " ")), indent
			}
			line += word
		}
		lines = append(lines, strings.TrimRight(line, " "))
	}
	return strings.Join(lines, "\n")
}
