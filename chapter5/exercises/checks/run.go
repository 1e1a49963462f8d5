package checks

import (
	"fmt"
	"path"
	"regexp"
	"runtime"
	"strings"
	"time"

	"backprop/layers/layertest"
)

// Run runs a check of a student's code. That it panics, or does not end within
// limit, is a problem like others.
func Run(check func() layertest.Report, limit time.Duration) layertest.Report {
	reports := make(chan layertest.Report, 1)
	go func() {
		var r layertest.Report
		if message := Attempt(func() { r = check() }); message != "" {
			r = panicked(message)
		}
		reports <- r
	}()
	select {
	case r := <-reports:
		return r
	case <-time.After(limit): // Go cannot stop it: it goes on until the program ends
		return endless(limit)
	}
}

// endless reports a check that does not end, and where it is now.
func endless(limit time.Duration) layertest.Report {
	stacks := make([]byte, 1<<20)
	at := Line(string(stacks[:runtime.Stack(stacks, true)]))
	if at == "" {
		return problem("endless", "It did not end within %v: does a loop never stop?",
			"%v 안에 끝나지 않았다. 반복문이 멈추지 않는 것은 아닌가?", limit)
	}
	return problem("endless", "It did not end within %v, and was at %s: does a loop never stop?",
		"%v 안에 끝나지 않았다. 마지막에 있던 곳은 %s이다. 반복문이 멈추지 않는 것은 아닌가?", limit, at)
}

var inExercises = regexp.MustCompile(`[/\\]chapter5[/\\]exercises[/\\](\w+\.go:\d+)`)

// Line returns the first line of the exercises in stack traces, "relu.go:31",
// or "".
func Line(stacks string) string {
	for _, m := range inExercises.FindAllStringSubmatch(stacks, -1) {
		if !strings.Contains(m[1], "_test.go:") {
			return m[1]
		}
	}
	return ""
}

// panicked reports a panic with what it said.
func panicked(message string) layertest.Report {
	return problem("panic", "It panicked: %s", "패닉을 냈다. %s", message)
}

// Attempt runs f. If f panics, it returns what with, and where in the
// exercises that was: "… (relu.go:31)".
func Attempt(f func()) (message string) {
	defer func() {
		if p := recover(); p != nil {
			message = fmt.Sprint(p) + place()
		}
	}()
	f()
	return ""
}

// place returns the innermost line of the exercises on the stack, " (relu.go:31)",
// or "" if there is none.
func place() string {
	callers := make([]uintptr, 128)
	frames := runtime.CallersFrames(callers[:runtime.Callers(2, callers)])
	for {
		frame, more := frames.Next()
		if strings.Contains(frame.File, "chapter5/exercises/") && !strings.Contains(frame.File, "/exercises/checks/") {
			return fmt.Sprintf(" (%s:%d)", path.Base(frame.File), frame.Line)
		}
		if !more {
			return ""
		}
	}
}
