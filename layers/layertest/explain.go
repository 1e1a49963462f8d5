package layertest

import (
	"reflect"
	"slices"

	"backprop/tensor"
)

// A Finding is a wrong result: value number Value of call number Call.
type Finding struct {
	Exam      *Exam
	Call      int
	Value     int // 0 is the result of Forward, then the gradients
	Got, Want *tensor.Tensor
}

// alike reports whether the inputs of call j have as many axes as those of the
// finding's call. Code that tells one-hot labels from indices has a branch for each,
// and an explanation has to hold in one branch.
func (f *Finding) alike(j int) bool {
	own, other := f.Exam.Calls[f.Call].In, f.Exam.Calls[j].In
	return slices.EqualFunc(own, other, func(a, b *tensor.Tensor) bool { return a.NDim() == b.NDim() })
}

// everywhere returns the finding, and its value in the other calls alike in which it
// has the right shape.
func (f *Finding) everywhere() []*Finding {
	all, v := []*Finding{f}, f.Value
	for j, t := range f.Exam.student {
		if j == f.Call || !f.alike(j) || v >= len(t.values) || f.Exam.Calls[j].Loose && v == 0 {
			continue
		}
		if got, want := t.values[v], f.Exam.right[j].values[v]; sameShape(got, want) {
			all = append(all, &Finding{f.Exam, j, v, got, want})
		}
	}
	return all
}

// wrong returns the numbers of the elements that differ.
func (f *Finding) wrong() []int { return differing(f.Got, f.Want, f.Exam.Within) }

// Panic returns the message of the panic that kept the code from returning the
// value, or "".
func (f *Finding) Panic() string {
	if f.Value < len(f.Exam.student[f.Call].values) {
		return ""
	}
	return f.Exam.student[f.Call].panicked
}

// forgets explains a Forward with a value receiver, which fills the fields of a copy:
// Backward does the same without a Forward before it.
func (f *Finding) forgets() *Problem {
	c := f.Exam.Calls[f.Call]
	node := f.Exam.maker(copies(c.Params))
	layer := reflect.TypeOf(node.Layer)
	if f.Value == 0 || layer == nil {
		return nil
	}
	if layer.Kind() == reflect.Pointer {
		layer = layer.Elem()
	}
	_, byValue := layer.MethodByName("Forward")
	if !byValue || layer.Kind() != reflect.Struct || layer.NumField() == 0 {
		return nil
	}
	student, without := f.Exam.student[f.Call], &trial{}
	f.Exam.backward(without, node, c)
	equal := func(a, b *tensor.Tensor) bool { return same(a, b, 0) }
	if without.panicked != student.panicked || !slices.EqualFunc(without.values, student.values[1:], equal) {
		return nil
	}
	return &Problem{"value receiver", Say(
		"What Forward stores is lost before Backward: Forward has a value receiver, so it fills the fields of a copy. Make the receiver a pointer: func (layer *%s) Forward.",
		"Forward가 저장한 것이 Backward까지 남지 않는다. Forward의 리시버가 값이라서 복사본의 필드에 저장한다. 리시버를 포인터로 바꾼다: func (layer *%s) Forward.",
		layer.Name())}
}

// A reading explains a wrong result by its numbers, or returns "".
type reading func(*Finding) (Cause, Text)

// explain explains a wrong result, or a panic: by a mistake on the list, else by the
// receiver of Forward, else by the explanation of the exam, else by a reading of the
// numbers, else by the element that is off the most.
func (e *Exam) explain(f *Finding) Problem {
	begins, panicked := head(e.name(f.Value)), f.Panic() != ""
	if m := f.mistake(); m != nil {
		if panicked {
			begins = f.panicked().Then(Say(". The cause: ", ". 원인: "))
		} else if e.Plain {
			begins = Text{}
		}
		return Problem{m.Cause, begins.Then(m.Text)}
	}
	p := f.forgets()
	if p == nil && e.Explain != nil {
		Attempt(func() { p = e.Explain(f) })
	}
	if p != nil {
		return *p
	}
	if panicked {
		return f.explainPanic()
	}
	for _, read := range []reading{shape, altered, rows, formula, region, zero, linearity} {
		var cause Cause
		var t Text
		Attempt(func() { cause, t = read(f) }) // odd results are no reason to fail
		if cause != "" {
			return Problem{cause, begins.Then(t)}
		}
	}
	return Problem{"", begins.Then(f.worst())}
}

// mistake returns the mistake on the list whose broken node returns the most of the
// student's values, or nil if there is none.
func (f *Finding) mistake() (best *Mistake) {
	most := 0
	for m := range f.Exam.Mistakes {
		if n := f.given(f.Exam.Mistakes[m]); n > most {
			best, most = &f.Exam.Mistakes[m], n
		}
	}
	return best
}

// given returns how many of the student's values mistake m gives. It returns 0 unless
// the mistake gives the value of the finding in every call alike, and a wrong one in two
// calls.
func (f *Finding) given(m Mistake) (n int) {
	e, v := f.Exam, f.Value
	if m.English == "" {
		return 0 // it is explained without the list
	}
	wrong := 0 // the number of calls in which the mistake shows
	for j, broken := range e.runAll(m.Make) {
		for u, right := range e.right[j].values {
			gives := f.gives(broken, j, u)
			switch n += gives; {
			case u != v:
			case gives == 0 && f.alike(j):
				return 0
			case gives > 0 && (v >= len(broken.values) || !e.agree(j, v, broken.values[v], right)):
				wrong++
			}
		}
	}
	if wrong < 2 {
		return 0
	}
	return n
}

// gives returns 1 if a broken node returns the student's value u of call j or panics
// with the same message, 2 if the digits are the same too, and otherwise 0.
func (f *Finding) gives(broken *trial, j, u int) int {
	student := f.Exam.student[j]
	switch {
	case u < len(student.values) && u < len(broken.values):
		if a, b := student.values[u], broken.values[u]; same(a, b, 1e-12) { // as another order of a sum
			return 2
		} else if !f.Exam.agree(j, u, a, b) {
			return 0
		}
		return 1
	case u >= len(student.values) && j != f.Call, // another panic, in another call
		u >= len(student.values) && u >= len(broken.values) && bare(student.panicked) == bare(broken.panicked):
		return 1
	}
	return 0
}
