package checks

import (
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
		if message := layertest.Attempt(func() { r = check() }); message != "" {
			r = problem("panic", "It panicked: %s", "패닉을 냈다. %s", message)
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

// problem returns a report of one problem.
func problem(cause layertest.Cause, english, korean string, values ...any) layertest.Report {
	return layertest.Report{Problems: []layertest.Problem{*found(cause, english, korean, values...)}}
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
		"%v 안에 끝나지 않았다. 마지막에 있던 곳: %s. 반복문이 멈추지 않는 것은 아닌가?", limit, at)
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
