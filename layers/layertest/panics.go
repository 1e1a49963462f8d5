package layertest

import (
	"fmt"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"backprop/tensor"
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

// where returns the place of a panic in a student's code, " (relu.go:31)": that of
// the innermost function, of those that Attempt has called, which is neither Go's nor
// the project's. It returns "" if there is none.
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
		if !more || frame.Function == "backprop/layers/layertest.Attempt" {
			return ""
		}
	}
}

// explainPanic explains a panic, by the right formulas and the shapes of their tensors.
func (f *Finding) explainPanic() Text {
	e, c := f.Exam, f.Exam.Calls[f.Call]
	axes := func(call int) int { return e.Calls[call].In[0].NDim() }
	pass := e.student[f.Call].pass
	t := Say("%s panicked: %s.", "%s에서 패닉이 일어났다: %s.", pass, f.Panic())
	switch {
	case strings.Contains(f.Panic(), "nil pointer"):
		return t.Then(Say(" Something there is nil. Does Forward set the field that Backward uses? (A method with a value receiver sets the field of a copy.)",
			" 그곳에서 쓰는 값이 nil이다. Backward에 필요한 필드를 Forward가 저장하지 않은 것은 아닌가? (리시버가 값인 메서드는 복사본의 필드에 저장한다.)"))
	case f.Call > 0 && axes(0) == 2 && axes(f.Call) != 2: // the calls before are right
		return t.Then(Say(" With two axes it works: it has to work with any number of axes.",
			" 축이 두 개일 때는 문제가 없다. 축의 수와 관계없이 계산할 수 있어야 한다."))
	}
	var formulas, shapes []string
	for v := range e.right[f.Call].values {
		if e.rightFormula(v) != "" && (v > 0) == (pass == "Backward") {
			formulas = append(formulas, strings.TrimPrefix(e.Results[v], e.name(0)+" = "))
		}
	}
	if len(formulas) > 0 {
		t = t.Then(Say(" It must compute %s.", " 맞는 식: %s.", strings.Join(formulas, ", ")))
	}
	_, product, _ := strings.Cut(f.Panic(), "inner dimensions differ: ")
	left, right, isProduct := strings.Cut(product, ")·")
	right, _, _ = strings.Cut(right, ")")
	l, r := sides(left), sides(right)
	// fits reports whether the product fits once its factor of that shape is transposed.
	fits := func(shape tensor.Shape) bool {
		s := sides(shape.String())
		return slices.Equal(s, l) && s[0] == r[0] || slices.Equal(s, r) && s[1] == l[len(l)-1]
	}
	names, tensors := slices.Concat(e.Inputs, e.Params), slices.Concat(c.In, c.Params)
	if pass == "Backward" {
		names, tensors = append(names, "dout"), append(tensors, c.Dout)
	}
	for k, x := range tensors {
		if x.NDim() == 0 {
			continue
		}
		shapes = append(shapes, fmt.Sprintf("%s %s", names[k], x.Shape()))
		formulas := strings.Join(formulas, ", ")
		if x.NDim() != 2 || !isProduct || strings.Contains(formulas, "∂") {
			continue
		}
		switch transposed := strings.Contains(formulas, names[k]+"ᵀ"); {
		case transposed && fits(x.Shape()):
			t = t.Then(Say(" %s must be transposed.", " %s 행렬을 전치해야 한다.", names[k]))
		case !transposed && fits(x.T().Shape()):
			t = t.Then(Say(" %s must not be transposed.", " %s 행렬은 전치하지 않는다.", names[k]))
		}
	}
	if len(shapes) > 0 {
		t = t.Then(Say(" Shapes: %s.", " 형상: %s.", strings.Join(shapes, ", ")))
	}
	return t
}

// sides returns the numbers in a shape that is written out.
func sides(shape string) []string {
	return strings.FieldsFunc(shape, func(r rune) bool { return r < '0' || r > '9' })
}
