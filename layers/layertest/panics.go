package layertest

import (
	"fmt"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// Attempt runs f. It returns the message of a panic, or "".
func Attempt(f func()) (message string) {
	defer func() {
		if p := recover(); p != nil {
			message = fmt.Sprint(p) + where()
		}
	}()
	f()
	return ""
}

// where returns the place of a panic in a student's code, " (relu.go:31)", or
// "" if it is not in the stack: the innermost function that is neither Go's
// nor the project's.
func where() string {
	callers := make([]uintptr, 64)
	frames := runtime.CallersFrames(callers[:runtime.Callers(2, callers)])
	for {
		frame, more := frames.Next()
		begins := func(prefix string) bool { return strings.HasPrefix(frame.Function, prefix) }
		ours := slices.ContainsFunc([]string{"backprop/tensor", "backprop/layers", "backprop/chapter5.",
			"backprop/chapter5/exercises/checks", "backprop/cmd"}, begins)
		if begins("main.") || begins("backprop/") && !ours {
			return fmt.Sprintf(" (%s:%d)", filepath.Base(frame.File), frame.Line)
		}
		if !more {
			return ""
		}
	}
}

// bare returns the message of a panic without its place.
func bare(message string) string {
	if at := strings.LastIndex(message, " ("); at >= 0 && strings.Contains(message[at:], ".go:") {
		return message[:at]
	}
	return message
}

// panicked says which pass panicked before the value of the finding.
func (f *Finding) panicked() Text {
	if f.Exam.Whole {
		return Say("It panicked: %s", "패닉이 일어났다: %s", f.Panic())
	}
	return Say("%s panicked: %s", "%s에서 패닉이 일어났다: %s", f.Exam.student[f.Call].pass, f.Panic())
}

// explainPanic explains a panic that no mistake on the list gives.
func (f *Finding) explainPanic() Problem {
	axes := func(call int) int { return f.Exam.Calls[call].In[0].NDim() }
	switch {
	case strings.Contains(f.Panic(), "nil pointer"):
		return Problem{"nil", f.panicked().Then(Say(". Something there is nil. Does Forward set the field that Backward uses?",
			". 그곳에서 쓰는 값이 nil이다. Backward에 필요한 필드를 Forward가 저장하지 않은 것은 아닌가?"))}
	case f.Call > 0 && axes(0) == 2 && axes(f.Call) != 2: // the calls before are right
		return Problem{"any shape", f.panicked().Then(Say(". With two axes it works: it has to work with any number of axes.",
			". 축이 두 개일 때는 문제가 없다. 축의 수와 관계없이 계산할 수 있어야 한다."))}
	}
	return Problem{"panic", f.panicked()}
}
