package layertest

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"backprop/tensor"
)

// A Finding is a wrong result: value number Value of call number Call.
type Finding struct {
	Exam      *Exam
	Call      int
	Value     int // 0 is what Forward returned, then the gradients
	Got, Want *tensor.Tensor
}

// Panic returns what the code panicked with before it returned the value, "" if
// it did not.
func (f *Finding) Panic() string {
	if f.Value < len(f.Exam.student[f.Call].values) {
		return ""
	}
	return f.Exam.student[f.Call].panicked
}

// Forgets reports whether Backward does the same without a Forward before it.
func (f *Finding) Forgets() bool {
	c := f.Exam.Calls[f.Call]
	t := &trial{}
	f.Exam.backward(t, f.Exam.maker(copies(c.Params)), c)
	if f.Got == nil {
		return t.panicked != "" && t.panicked == f.Panic()
	}
	return f.Value <= len(t.values) && same(t.values[f.Value-1], f.Got, 0)
}

// explain says what is wrong with a result: the mistake that gives the same
// numbers in two calls, or what can be read off the numbers, or what was seen.
func (e *Exam) explain(f *Finding) Problem {
	name := e.name(f.Value)
	found := func(cause Cause, t Text) Problem { return Problem{cause, head(name).Then(t)} }
	if f.Got == nil && e.Explain != nil {
		if p := e.Explain(f); p != nil {
			return *p
		}
	}
	if f.Got == nil {
		return found("nothing",
			Say("it is nil. Nothing was returned, or the field was not set.",
				"nil이다. 아무것도 반환하지 않았거나 필드를 채우지 않았다."))
	}
	if m := f.mistake(); m != nil && e.Plain {
		return Problem{m.Cause, m.Text}
	} else if m != nil {
		return found(m.Cause, m.Text)
	}
	if e.Explain != nil {
		var p *Problem
		if Attempt(func() { p = e.Explain(f) }); p != nil {
			return *p
		}
	}
	for _, reading := range []func(*Finding) (Cause, Text){
		(*Finding).shape, (*Finding).notFinite, (*Finding).factor, (*Finding).cut, (*Finding).rows, (*Finding).region,
		(*Finding).formula, (*Finding).linearity,
	} {
		var cause Cause
		var t Text
		Attempt(func() { cause, t = reading(f) }) // odd results are no reason to fail
		if cause != "" {
			return found(cause, t)
		}
	}
	return found("", f.worst())
}

// mistake returns the mistake whose broken node returns the same, in this call
// and in another one of another size, and nothing else in any call. Of several
// it returns the nearest.
func (f *Finding) mistake() *Mistake {
	var found *Mistake
	nearest := math.Inf(1)
	for m := range f.Exam.Mistakes {
		if f.Exam.Mistakes[m].English == "" {
			continue // a law tells of it
		}
		off, ok := f.resembles(m)
		if !f.Exam.agrees(m) {
			off += 1 // after those that do
		}
		if off = max(off, 1e-14); ok && off < nearest/10 {
			found, nearest = &f.Exam.Mistakes[m], off
		}
	}
	return found
}

// resembles reports whether mistake m gives the student's results, and how far
// off they are at most.
func (f *Finding) resembles(m int) (off float64, ok bool) {
	e, v := f.Exam, f.Value
	broken := e.of(m)
	shapes := map[string]bool{}
	for j, student := range e.student {
		if v >= len(student.values) || v >= len(broken[j].values) {
			if v >= len(student.values) && v >= len(broken[j].values) && bare(student.panicked) == bare(broken[j].panicked) {
				shapes[e.size(j)] = true
			} else if j == f.Call || v < len(student.values) {
				return 0, false
			}
			continue
		}
		if v == 0 && e.Calls[j].Loose && isFinite(student.values[v]) && isFinite(broken[j].values[v]) {
			continue
		}
		got, wrong, right := student.values[v], broken[j].values[v], e.right(j).values[v]
		if !same(got, wrong, e.Within) {
			return 0, false
		}
		off = max(off, distance(got, wrong))
		if !same(wrong, right, e.Within) && !(v == 0 && e.Calls[j].Loose && isFinite(wrong)) {
			shapes[e.size(j)] = true
		} else if j == f.Call {
			return 0, false
		}
	}
	return off, len(shapes) >= 2
}

// agrees reports whether mistake m gives all results of the student.
func (e *Exam) agrees(m int) bool {
	for j, broken := range e.of(m) {
		student := e.student[j]
		if len(student.values) != len(broken.values) {
			return false
		}
		for v := range student.values {
			if !same(student.values[v], broken.values[v], e.Within) && !(v == 0 && e.Calls[j].Loose) {
				return false
			}
		}
	}
	return true
}

// size tells calls of different sizes apart.
func (e *Exam) size(j int) string {
	if x := e.Calls[j].In[0]; x.NDim() > 0 {
		return x.Shape().String()
	}
	return fmt.Sprint(j) // single numbers have one size
}

// bare returns the message of a panic without its line, such as (relu.go:12).
func bare(message string) string {
	if at := strings.LastIndex(message, " ("); at >= 0 && strings.Contains(message[at:], ".go:") {
		return message[:at]
	}
	return message
}

// panicked tells of a panic on the way to value v of call i.
func (e *Exam) panicked(i, v int, got *trial) Problem {
	c := e.Calls[i]
	said := Say("%s panicked: %s", "%s가 패닉을 냈다: %s", got.in, got.panicked)
	if e.Whole {
		said = Say("It panicked: %s", "패닉을 냈다: %s", got.panicked)
	}
	f := &Finding{Exam: e, Call: i, Value: v}
	if m := f.mistake(); m != nil {
		return Problem{m.Cause, said.Then(Say(". The cause: "+m.English, ". 원인: "+m.Korean))}
	}
	if e.Explain != nil {
		if p := e.Explain(f); p != nil {
			return *p
		}
	}
	_, factors, _ := strings.Cut(bare(got.panicked), "inner dimensions differ: ")
	m := numbers(factors) // (2, 3)·(4, 5)
	differ := len(m) == 4
	why, cause := Text{}, Cause("panic")
	switch {
	case strings.Contains(got.panicked, "nil pointer"):
		cause, why = "nil", Say(". Something there is nil. Does Forward set the field that Backward uses?",
			". 거기서 쓰는 무언가가 nil이다. Backward가 쓰는 필드를 Forward가 채우는가?")
	case differ && m[1] == m[3] && m[1] != m[2]:
		cause, why = "missing transpose", Say(". With the right factor transposed the shapes fit.",
			". 오른쪽 인수를 전치하면 형상이 맞는다.")
	case differ && m[0] == m[2] && m[1] != m[2]:
		cause, why = "missing transpose", Say(". With the left factor transposed the shapes fit.",
			". 왼쪽 인수를 전치하면 형상이 맞는다.")
	case differ && m[0] == m[3]:
		cause, why = "factors exchanged", Say(". In the other order the shapes fit.",
			". 두 인수의 순서를 바꾸면 형상이 맞는다.")
	case c.strange(got.panicked) != "":
		cause, why = "strange size", Say(". No size here is %[1]s: x.Shape() tells the sizes.",
			". 여기에는 크기가 %[1]s인 것이 없다. 크기는 x.Shape()로 알 수 있다.",
			c.strange(got.panicked))
	case len(c.In[0].Shape()) != 2 && e.twoAxesPass():
		cause, why = "any shape", Say(". With two axes it works: it has to work with any number of axes.",
			". 축이 둘이면 된다. 축이 몇 개든 되어야 한다.")
	}
	return Problem{cause, said.Then(why)}
}

// numbers returns the whole numbers in a text.
func numbers(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r < '0' || r > '9' })
}

// strange returns a number in the message of a tensor's panic that is no size
// of the call, nor a product of its sizes: 784, or 10.
func (c Call) strange(message string) string {
	if !strings.HasPrefix(message, "tensor: ") {
		return ""
	}
	sizes := map[string]bool{}
	for _, t := range slices.Concat(c.In, c.Params, []*tensor.Tensor{c.Dout}) {
		if t == nil {
			continue
		}
		sizes[fmt.Sprint(t.Size())] = true
		for i := range t.Shape() {
			for j := i; j < t.NDim(); j++ {
				size := 1
				for _, side := range t.Shape()[i : j+1] {
					size *= side
				}
				sizes[fmt.Sprint(size)] = true
			}
		}
	}
	for _, n := range numbers(bare(message)) {
		if len(n) > 1 && !sizes[n] {
			return n
		}
	}
	return ""
}

// twoAxesPass reports whether all calls whose input has two axes are right.
func (e *Exam) twoAxesPass() bool {
	passed := false
	for j, c := range e.Calls {
		if c.In[0].NDim() == 2 {
			if !e.matches(j, e.student[j]) {
				return false
			}
			passed = true
		}
	}
	return passed
}
