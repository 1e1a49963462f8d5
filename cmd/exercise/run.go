package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	"backprop/layers/layertest"
)

// limit is how long the check of an exercise may take, which is some
// milliseconds for a right one. The training loop may take longer.
func limit(e exercise) time.Duration {
	if e.name == "train" {
		return 20 * time.Second
	}
	return 5 * time.Second
}

// A state is how far an exercise has come.
type state int

const (
	done state = iota
	wrong
	blank
)

// A result is what a check of an exercise found.
type result struct {
	state   state
	report  layertest.Report
	place   string // of the first blank, "relu.go:31", or ""
	printed []string
	more    int // lines that were printed and are not in printed
}

const mostPrinted = 10 // lines that are shown of those that the code prints

// build compiles the runner with the student's code. What the compiler found
// wrong is told, and built is false.
func (t *tool) build(ctx context.Context) (built bool, err error) {
	// Git refuses to describe a checkout that belongs to another user, and
	// the go command then refuses to build.
	args := append([]string{"build", "-buildvcs=false", "-o", t.program}, t.buildFlags...)
	build := exec.CommandContext(ctx, "go", append(args, "./cmd/exercise/runner")...)
	build.Dir = t.root
	said, err := build.CombinedOutput()
	switch {
	case ctx.Err() != nil:
		return false, nil
	case err == nil:
		return true, nil
	case !errors.As(err, new(*exec.ExitError)):
		return false, fmt.Errorf(t.in("the go command does not run: %w", "go 명령을 실행할 수 없다: %w"), err)
	}
	if differences := t.differences(); !bytes.Contains(said, []byte("# backprop/chapter5/exercises")) && len(differences) > 0 {
		t.say("The checks do not fit your code:", "확인 코드와 맞지 않는 곳이 있다.")
		for _, d := range differences {
			t.say("  %s", "  %s", d.In(t.language))
		}
		return false, nil
	}
	t.say("Your code does not compile:", "코드가 컴파일되지 않는다.")
	for _, line := range strings.Split(strings.TrimSpace(string(said)), "\n") {
		if !strings.HasPrefix(line, "# ") {
			fmt.Fprintln(t.out, "  "+filepath.ToSlash(line))
		}
	}
	return false, nil
}

// check builds the runner and runs the checks of the exercises. It returns no
// results if the code does not compile, which it tells, or if ctx has ended. A
// check that ends the program has a result like the others; the rest run in a
// new one.
func (t *tool) check(ctx context.Context, list ...exercise) (results []result, err error) {
	if built, err := t.build(ctx); err != nil || !built {
		return nil, err
	}
	for len(results) < len(list) {
		args := []string{"check"}
		for _, e := range list[len(results):] {
			args = append(args, e.name+"="+t.limit(e).String())
		}
		before := len(results)
		var r result
		begun := false
		stop := func() {}
		end, err := t.run(ctx, args, func(word string, value []byte) {
			e := list[len(results)]
			stop()
			if begun = word == "begin"; begun {
				stop = t.sayIfLate(e)
				return
			}
			stop = func() {}
			r.read(t, e, word, value)
			results, r = append(results, r), result{}
		}, func(line string) {
			if r.printed = append(r.printed, line); len(r.printed) > mostPrinted {
				r.printed, r.more = r.printed[:mostPrinted], r.more+1
			}
		})
		stop()
		switch {
		case err != nil || ctx.Err() != nil:
			return nil, err
		case begun || len(results) == before: // in a check, or before the first
			r.fail(t.ending(end))
			results = append(results, r)
		}
	}
	return results, nil
}

// sayIfLate says that a check takes long, unless stop is called before that.
func (t *tool) sayIfLate(e exercise) (stop func()) {
	ended, finished := make(chan bool), make(chan bool)
	go func() {
		defer close(finished)
		select {
		case <-ended:
		case <-time.After(t.notice):
			t.say("%s is still running, and will be stopped after %g seconds.", "%s: 아직 실행 중이다. %g초가 되면 멈춘다.",
				e.name, t.limit(e).Seconds())
		}
	}()
	return func() { close(ended); <-finished }
}

// read reads a mark with which a check ended.
func (r *result) read(t *tool, e exercise, word string, value []byte) {
	var s string // a place or stack traces
	if word == "end" {
		json.Unmarshal(value, &r.report)
		if len(r.report.Problems) > 0 {
			r.state = wrong
		}
		return
	}
	json.Unmarshal(value, &s)
	switch word {
	case "blank":
		r.state, r.place = blank, s
	case "endless":
		where := at(t.place(s))
		r.fail(say("It did not end within %g seconds%s: does a loop never stop?",
			"%g초 안에 끝나지 않았다%s. 반복문이 멈추지 않는 것은 아닌가?", t.limit(e).Seconds(), where))
	case "memory":
		where := at(t.place(s))
		r.fail(text{"It took more than 2 GB of memory" + where + ": does a loop never stop?",
			"메모리를 2 GB 넘게 썼다" + where + ". 반복문이 멈추지 않는 것은 아닌가?"})
	}
}

func (r *result) fail(t text) {
	r.state = wrong
	r.report.Problems = append(r.report.Problems, layertest.Problem{Text: layertest.Text(t)})
}

// An end is how the runner ended.
type end struct {
	status int    // 0, or what os.Exit got, or 2 after a crash, or -1 after a signal
	crash  string // what Go wrote about it
}

// ending says why the runner ended in the middle of a check.
func (t *tool) ending(e end) text {
	where := at(t.place(e.crash))
	first, _, _ := strings.Cut(e.crash, "\n")
	switch {
	case strings.Contains(first, "stack overflow"):
		return text{"A function calls itself without end" + where + ".", "함수가 끝없이 자신을 부른다" + where + "."}
	case strings.HasPrefix(first, "panic: "):
		message := strings.TrimPrefix(first, "panic: ")
		return text{"A goroutine panicked: " + message + where, "고루틴이 패닉을 냈다. " + message + where}
	case first != "":
		return text{"Go stopped the program: " + first + where, "Go가 프로그램을 멈추었다. " + first + where}
	}
	if e.status < 0 {
		return text{"The program was ended from outside.", "프로그램이 밖에서 종료되었다."}
	}
	return say("It ended the whole program%s: exit status %d.", "프로그램 전체를 끝냈다%s. 종료 상태 %d.", at(t.exits()), e.status)
}

func at(where string) string {
	if where == "" {
		return ""
	}
	return " (" + where + ")"
}

var crashes = regexp.MustCompile(`^(panic: |fatal error: |runtime: goroutine stack exceeds)`)

// run runs the runner. It calls mark for each mark and printed for each line
// that the student's code prints.
func (t *tool) run(ctx context.Context, args []string, mark func(word string, value []byte), printed func(line string)) (end, error) {
	run := exec.CommandContext(ctx, t.program, args...)
	run.WaitDelay = time.Second
	reader, writer, err := os.Pipe()
	if err != nil {
		return end{}, err
	}
	defer reader.Close()
	run.Stderr = writer // and the runner's os.Stdout is that
	err = run.Start()
	writer.Close()
	if err != nil {
		return end{}, err
	}
	var crash bytes.Buffer
	lines := bufio.NewReaderSize(reader, 2<<20)
	for {
		line, long, err := lines.ReadLine()
		if err != nil {
			break
		}
		for long && err == nil { // the rest of a line that is longer than the buffer
			_, long, err = lines.ReadLine()
		}
		if value, ok := bytes.CutPrefix(line, []byte("\x1e")); ok {
			word, value, _ := bytes.Cut(value, []byte(" "))
			mark(string(word), value)
			crash.Reset()
			continue
		}
		if crashes.Match(line) {
			crash.Reset()
		}
		if crash.Len() < 1<<20 && (crash.Len() > 0 || crashes.Match(line)) {
			fmt.Fprintf(&crash, "%s\n", line)
		} else if len(line) > 0 {
			printed(string(line[:min(len(line), 200)]))
		}
	}
	run.Wait()
	return end{run.ProcessState.ExitCode(), crash.String()}, nil
}

// A frame of the student's package in a stack trace: the receiver's type, the
// function, the file and the line.
var frame = regexp.MustCompile(`backprop/chapter5/exercises\.(?:\(?\*?(\w+)\)?\.)?(\w+)[^\n]*\n\t[^\n]*[/\\]([^/\\\n]+\.go):(\d+)`)

// place returns the first line of the student's code in stack traces,
// "relu.go:31", or "".
func (t *tool) place(stacks string) string {
	m := frame.FindStringSubmatch(stacks)
	if m == nil {
		return ""
	}
	line, _ := strconv.Atoi(m[4])
	function := declarations(t.files())[strings.TrimPrefix(m[1]+"."+m[2], ".")]
	// Of a loop without a body, Go has no line.
	return fmt.Sprintf("%s:%d", m[3], max(line, function.line))
}
