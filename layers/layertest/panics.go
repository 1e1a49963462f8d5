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

// panicked explains a panic before value v of call i.
func (e *Exam) panicked(i, v int, got *trial) Problem {
	said := Say("%s panicked: %s", "%s에서 패닉이 일어났다: %s", got.pass, got.panicked)
	if e.Whole {
		said = Say("It panicked: %s", "패닉이 일어났다: %s", got.panicked)
	}
	f := &Finding{Exam: e, Call: i, Value: v}
	if m := f.mistake(); m != nil {
		return Problem{m.Cause, said.Then(Say(". The cause: %s", ". 원인: %s", m.Text))}
	}
	if p := e.asked(f); p != nil {
		return *p
	}
	c := e.Calls[i]
	if strings.Contains(got.panicked, "nil pointer") {
		return Problem{"nil", said.Then(Say(". Something there is nil. Does Forward set the field that Backward uses?",
			". 그곳에서 쓰는 값이 nil이다. Backward에 필요한 필드를 Forward가 저장하는가?"))}
	}
	if i > 0 && e.Calls[0].In[0].NDim() == 2 && c.In[0].NDim() != 2 { // the calls before are right
		return Problem{"any shape", said.Then(Say(". With two axes it works: it has to work with any number of axes.",
			". 축이 두 개일 때는 된다. 축의 수와 관계없이 되어야 한다."))}
	}
	return Problem{"panic", said}
}
