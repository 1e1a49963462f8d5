package layertest

import (
	"fmt"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"

	"backprop/tensor"
	"backprop/tensor/random"
)

func sameShape(a, b *tensor.Tensor) bool {
	return a != nil && b != nil && fmt.Sprint(a.Shape()) == fmt.Sprint(b.Shape())
}

// attempt runs f and returns what it panicked with, "" if it did not.
func attempt(f func()) (message string) {
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
	var goSource string // the folder of Go's packages, unless -trimpath hides it
	for {
		frame, more := frames.Next()
		name := frame.Function
		if name == "runtime.gopanic" {
			if dir, ok := strings.CutSuffix(filepath.ToSlash(frame.File), "runtime/panic.go"); ok {
				goSource = dir
			}
		}
		if goSource != "" && strings.HasPrefix(filepath.ToSlash(frame.File), goSource) {
			name = ""
		}
		if name != "" && !strings.HasPrefix(name, "runtime.") && !strings.HasPrefix(name, "backprop/tensor") &&
			!strings.HasPrefix(name, "backprop/layers") && !strings.HasPrefix(name, "testing.") {
			return fmt.Sprintf(" (%s:%d)", filepath.Base(frame.File), frame.Line)
		}
		if !more {
			return ""
		}
	}
}

var inner = regexp.MustCompile(`inner dimensions differ: \((\d+), (\d+)\)·\((\d+), (\d+)\)`)

// panicked tells of a panic in a layer's method, and guesses why.
func panicked(method, argument string, x *tensor.Tensor, message string) (Cause, text) {
	t := say("%s panicked for %s of shape %s: %s", "%s가 형상 %[3]s인 %[2]s에서 패닉을 냈다: %[4]s",
		method, argument, x.Shape(), message)
	m := inner.FindStringSubmatch(message)
	switch {
	case m == nil:
		return "panic", t
	case m[2] == m[4]:
		t.english += ". The right factor wants a transpose."
		t.korean += ". 오른쪽 인수를 전치해야 한다."
		return "missing transpose", t
	case m[1] == m[3]:
		t.english += ". The left factor wants a transpose."
		t.korean += ". 왼쪽 인수를 전치해야 한다."
		return "missing transpose", t
	case m[1] == m[4]:
		t.english += ". The factors are in the wrong order."
		t.korean += ". 두 인수의 순서가 바뀌었다."
		return "factors exchanged", t
	}
	return "panic", t
}

// calls makes calls of the given shapes of x, dout having the shape of what
// forward returns. The numbers are drawn once and for all.
func calls(forward func(*tensor.Tensor) *tensor.Tensor, shapes ...[]int) []call {
	rng := random.New(5)
	var all []call
	for _, shape := range shapes {
		x := rng.Randn(shape...)
		all = append(all, call{x, rng.Randn(forward(x).Shape()...)})
	}
	return all
}
