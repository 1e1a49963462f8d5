package layertest

import (
	"fmt"
	"slices"
	"strings"

	"backprop/tensor"
)

// A Finding is a wrong result: value number Value of call number Call.
type Finding struct {
	Exam      *Exam
	Call      int
	Value     int // 0 is the result of Forward, then the gradients
	Got, Want *tensor.Tensor
}

// Panic returns the message of the panic that kept the code from returning the
// value, or "".
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
	f.Exam.backward(t, f.Exam.maker(copies(c.Params)), c, nil)
	if f.Got == nil {
		return t.panicked != "" && t.panicked == f.Panic()
	}
	return f.Value <= len(t.values) && same(t.values[f.Value-1], f.Got, 0)
}

// A reading explains a wrong result by its numbers, or returns "".
type reading func(*Finding) (Cause, Text)

// explain explains a wrong result: by the mistake that gives the same numbers in
// two calls, else by a reading of the numbers, else by the element that is off
// the most.
func (e *Exam) explain(f *Finding) Problem {
	if f.Got != nil {
		if m := f.mistake(); m != nil && e.Plain {
			return Problem{m.Cause, m.Text}
		} else if m != nil {
			return Problem{m.Cause, head(e.name(f.Value)).Then(m.Text)}
		}
	}
	if p := e.asked(f); p != nil {
		return *p
	}
	for _, read := range []reading{shape, notFinite, factor, order, cut, rows, region, formula, linearity} {
		var cause Cause
		var t Text
		Attempt(func() { cause, t = read(f) }) // odd results are no reason to fail
		if cause != "" {
			return Problem{cause, head(e.name(f.Value)).Then(t)}
		}
	}
	return Problem{"", head(e.name(f.Value)).Then(f.worst())}
}

// asked returns the explanation of the exam itself, if it has one.
func (e *Exam) asked(f *Finding) (p *Problem) {
	if e.Explain != nil {
		Attempt(func() { p = e.Explain(f) })
	}
	return p
}

// mistake returns the mistake that gives the student's value in every call, and
// shows in two calls of different sizes. Of several it returns one that gives the
// other values too, or else the very digits.
func (f *Finding) mistake() *Mistake {
	e, v := f.Exam, f.Value
	for _, others := range []bool{true, false} {
		for _, within := range []float64{1e-12, e.Within} {
			for m, mistake := range e.Mistakes {
				if mistake.English == "" {
					continue // a law finds it
				}
				fits, sizes := true, map[string]bool{}
				for j, broken := range e.of(m) {
					for u := range e.right[j].values {
						fits = fits && (u != v && !others || f.gives(broken, j, u, within))
					}
					if v >= len(broken.values) || !e.agree(j, v, broken.values[v], e.right[j].values[v], e.Within) {
						sizes[e.size(j)] = true
					}
				}
				if fits && len(sizes) >= 2 {
					return &e.Mistakes[m]
				}
			}
		}
	}
	return nil
}

// gives reports whether a broken node gives the student's value u of call j, or
// the same panic.
func (f *Finding) gives(broken *trial, j, u int, within float64) bool {
	student := f.Exam.student[j]
	switch {
	case u < len(student.values) && u < len(broken.values):
		return f.Exam.agree(j, u, student.values[u], broken.values[u], within)
	case u >= len(student.values) && u >= len(broken.values) && bare(student.panicked) == bare(broken.panicked):
		return true
	}
	return u >= len(student.values) && j != f.Call // another panic, in another call
}

// size returns a name for the size of a call.
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

// panicked explains a panic before value v of call i.
func (e *Exam) panicked(i, v int, got *trial) Problem {
	said := Say("%s panicked: %s", "%s가 패닉을 냈다: %s", got.pass, got.panicked)
	if e.Whole {
		said = Say("It panicked: %s", "패닉을 냈다: %s", got.panicked)
	}
	f := &Finding{Exam: e, Call: i, Value: v}
	if m := f.mistake(); m != nil {
		return Problem{m.Cause, said.Then(Say(". The cause: %s", ". 원인: %s", m.Text))}
	}
	if p := e.asked(f); p != nil {
		return *p
	}
	c := e.Calls[i]
	why, cause := Text{}, Cause("panic")
	if strings.Contains(got.panicked, "nil pointer") {
		cause, why = "nil", Say(". Something there is nil. Does Forward set the field that Backward uses?",
			". 그곳에서 쓰는 값이 nil이다. Backward에 필요한 필드를 Forward가 저장하는가?")
	} else if n := c.strange(got.panicked); n != "" {
		cause, why = "strange size", Say(". No size here is %[1]s: x.Shape() tells the sizes.",
			". 여기에는 크기가 %[1]s인 것이 없다. 크기는 x.Shape()로 알 수 있다.", n)
	} else if i > 0 && e.Calls[0].In[0].NDim() == 2 && c.In[0].NDim() != 2 { // the calls before are right
		cause, why = "any shape", Say(". With two axes it works: it has to work with any number of axes.",
			". 축이 두 개일 때는 된다. 축의 수와 관계없이 되어야 한다.")
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
			size := 1
			for _, side := range t.Shape()[i:] {
				size *= side
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
