package main

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"backprop/layers/layertest"
	"backprop/layers/layertest/bilingual"
)

// A result holds what the student's code for an exercise showed when it ran.
type result struct {
	exercise
	layertest.Report
	blank   string   // the place of the first body without code: "relu.go:31"
	lines   []string // the first ten that the code printed
	printed int      // the number of all of them
}

func (r result) notDone() bool { return r.blank != "" || len(r.Problems) > 0 }

// noCode finds the panic of a body without code, exercises.Blank, and its place.
var noCode = regexp.MustCompile(`exercises: not written yet \((.*\.go:\d+)\)`)

// build compiles the runner with the student's code.
func (t *tool) build(ctx context.Context) error {
	// Git refuses to describe a checkout that belongs to another user, and
	// the go command then refuses to build.
	args := append([]string{"build", "-buildvcs=false", "-o", t.program}, t.buildFlags...)
	build := exec.CommandContext(ctx, "go", append(args, "./cmd/exercise/runner")...)
	build.Dir = t.root
	// A signal or a save ends the Go tool before it removes its temporary folder, which
	// is in the folder that do removes.
	build.Env = append(os.Environ(), "GOTMPDIR="+filepath.Dir(t.program))
	output, err := build.CombinedOutput()
	if err == nil || ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return t.refused(cmp.Or(filepath.ToSlash(strings.TrimSpace(string(output))), err.Error()))
}

// refused returns the error of what the go command writes if it does not build: the
// student has changed a declaration that the runner needs, or the student's code does
// not compile, or the go command itself cannot work.
func (t *tool) refused(output string) error {
	changed := text{}
	if strings.Contains(output, "# backprop/cmd/exercise/runner") { // it is built after the student's code
		for _, d := range t.differences() {
			changed = changed.Then(text{English: "\n" + wrap("  "+d.English, columns), Korean: "\n" + wrap("  "+d.Korean, columns)})
		}
	}
	output = strings.ReplaceAll("\n"+output, "\n", "\n  ")
	switch {
	case changed != text{}:
		return bilingual.Errorf("The checks do not fit your code:%s", "검사 코드와 맞지 않는 곳이 있다.%s", changed)
	case strings.Contains(output, "chapter5/exercises"):
		return bilingual.Errorf("Your code does not compile:%s", "코드가 컴파일되지 않는다.%s", output)
	}
	return bilingual.Errorf("The go command failed:%s", "go 명령이 실패했다.%s", output)
}

const checkLimit = 5 * time.Second // a right check takes some milliseconds, and the training loop longer

// check builds the runner and runs the checks of some exercises. It also returns the
// index of the first that is not done, or -1. The runner ends itself after the limit.
func (t *tool) check(ctx context.Context, some ...exercise) (results []result, next int, err error) {
	if err := t.build(ctx); err != nil {
		return nil, -1, err
	}
	for _, e := range some {
		limit := t.limit
		if e.name == "train" {
			limit *= 4
		}
		within, cancel := context.WithTimeout(ctx, limit+checkLimit) // an init function runs before the runner's limit begins
		r, err := t.run(within, func(string) {
			t.print("%s is still running, and will be stopped after %g seconds.", "%s: 아직 실행 중이다. %g초가 지나면 멈춘다.", e.name, limit.Seconds())
		}, e.name, fmt.Sprint(limit.Seconds()))
		cancel()
		if err == context.DeadlineExceeded { // an init function does not end, whatever is checked
			r.Problems = []text{endless(limit.String(), "")}
			for _, e := range some[len(results):] {
				r.exercise = e
				results = append(results, r)
			}
			break
		}
		if err != nil {
			return nil, -1, err
		}
		r.exercise = e
		for _, p := range r.Problems {
			if found := noCode.FindStringSubmatch(p.English); found != nil && r.blank == "" {
				r.blank = found[1]
			}
		}
		results = append(results, r)
	}
	return results, slices.IndexFunc(results, result.notDone), nil
}

// run runs the runner. Before the result, the runner may send texts, with which run
// calls receive.
func (t *tool) run(ctx context.Context, receive func(string), args ...string) (r result, err error) {
	run := exec.CommandContext(ctx, t.program, args...)
	output, err := run.StderrPipe()
	if err == nil {
		err = run.Start()
	}
	if err != nil {
		return r, err
	}
	ended := false
	var crash []string // the lines that Go writes at a crash
	lines := bufio.NewReaderSize(output, 1<<20)
	for {
		piece, _, err := lines.ReadLine()
		if err != nil {
			break
		}
		line := string(piece)
		message, isMessage := strings.CutPrefix(line, "\x1e")
		switch {
		case isMessage && json.Unmarshal([]byte(message), &r.Report) == nil:
			ended = true
		case isMessage:
			receive(message)
		case strings.HasPrefix(line, "runtime: goroutine stack exceeds"), strings.HasPrefix(line, "runtime: sp="):
			// Go writes these before "fatal error: stack overflow".
		case strings.HasPrefix(line, "panic: "), strings.HasPrefix(line, "fatal error: "):
			r.addPrinted(crash) // of two such lines, the code printed the first
			crash = []string{line}
		case crash != nil:
			if len(crash) < 10000 {
				crash = append(crash, line)
			}
		default:
			r.addPrinted([]string{line})
		}
	}
	run.Wait() // its error is the exit status
	if trace := slices.ContainsFunc(crash, func(line string) bool { return strings.HasPrefix(line, "goroutine ") }); ended || !trace {
		r.addPrinted(crash) // by the code: Go did not write them
		crash = nil
	}
	if !ended {
		why := ending(run.ProcessState.ExitCode(), strings.Join(crash, "\n"))
		r.Problems = []layertest.Text{why}
	}
	return r, context.Cause(ctx)
}

// addPrinted adds lines that the code printed.
func (r *result) addPrinted(lines []string) {
	for _, line := range lines {
		if line == "" {
			continue
		}
		if r.printed++; r.printed <= 10 {
			r.lines = append(r.lines, strings.ToValidUTF8(line[:min(len(line), 200)], "")) // no half character
		}
	}
}

// frame finds the first place in the student's code in a stack trace. Line 1,
// which Go gives to a loop without a body, is no place in a function.
var frame = regexp.MustCompile(`backprop/chapter5/exercises\.[^\n]*\n\t[^\n]*[/\\]([^/\\\n]+\.go:(?:[2-9]|\d\d+))\b`)

// ending returns why the runner ended too early. It concludes this from the exit
// status and from the lines that Go wrote at a crash.
func ending(status int, crash string) text {
	where := ""
	if m := frame.FindStringSubmatch(crash); m != nil {
		where = " (" + m[1] + ")"
	}
	first, _, _ := strings.Cut(crash, "\n")
	limit, isEndless := strings.CutPrefix(first, "fatal error: no end within ")
	switch {
	case isEndless:
		return endless(limit, where)
	case strings.Contains(first, "stack overflow"):
		return sentence("A function calls itself without end%s.", "함수가 끝없이 자신을 호출한다%s.", where)
	case first != "":
		return sentence("Go stopped the program: %s%s", "Go가 프로그램을 멈추었다. %s%s", first, where)
	case status < 0:
		return sentence("Something outside the program stopped it.", "프로그램이 외부에서 종료되었다.")
	}
	return sentence("The code ended the whole program with exit status %d: does it call os.Exit?",
		"코드가 프로그램 전체를 끝냈다. 종료 상태 %d. os.Exit를 호출하는 것은 아닌가?", status)
}

func endless(limit, where string) text {
	return sentence("It did not end within %[1]s%[3]s: is there a loop that never stops?",
		"%[2]s 안에 끝나지 않았다%[3]s. 반복문이 멈추지 않는 것은 아닌가?", limit, strings.Replace(limit, "s", "초", 1), where)
}
