package layertest

import (
	"slices"

	"backprop/tensor"
)

// A Finding is a wrong result: value number Value of call number Call. If the code has
// overwritten a tensor of its caller, the value may be right.
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

// Node makes a node of the code under examination, for a call.
func (f *Finding) Node(c Call) Node { return f.Exam.maker(copies(c.Params)) }

// explain explains the wrong value v of call i, or a panic: by a mistake on the list,
// else by the explanation of the exam, else by a reading of the numbers, else by the
// element that is off the most.
func (e *Exam) explain(i, v int) Text {
	got := e.student[i]
	f := &Finding{Exam: e, Call: i, Value: v, Want: e.right[i].values[v]}
	if v < len(got.values) {
		f.Got = got.values[v]
	}
	begins := head(e.name(v))
	if m := f.mistake(); m != (Text{}) {
		return begins.Then(m)
	}
	if t := f.first(e.Explain); t != (Text{}) {
		return t
	}
	if got.overwritten != "" {
		return e.overwrites(got)
	}
	if f.Panic() != "" {
		return f.explainPanic()
	}
	return begins.Then(f.first(shape, formula, rows, region, linearity, worst))
}

// first returns the first explanation that fits. An explanation that is nil, or panics
// because the results are odd, does not fit.
func (f *Finding) first(explanations ...func(*Finding) Text) (t Text) {
	for _, explain := range explanations {
		if Attempt(func() { t = explain(f) }); t != (Text{}) {
			break
		}
	}
	return t
}

// mistake returns the sentence of the mistake on the list that the code makes, or no text.
func (f *Finding) mistake() Text {
	for _, m := range f.Exam.Mistakes {
		if m.English != "" && f.given(f.Exam.runAll(m.Make)) {
			return m.Text
		}
	}
	return Text{}
}

// given reports whether a broken node returns the value of the finding in every call
// alike, and a wrong one in two of them at least.
func (f *Finding) given(broken []*trial) bool {
	wrong, v := 0, f.Value
	for j, right := range f.Exam.right {
		student, broken := f.Exam.student[j].values, broken[j].values
		switch {
		case !f.alike(j) || v >= len(right.values):
		case v >= len(student) && v >= len(broken): // both panicked
		case v >= len(student) || v >= len(broken) || !f.Exam.agree(j, v, student[v], broken[v]):
			return false
		case !f.Exam.agree(j, v, broken[v], right.values[v]):
			wrong++
		}
	}
	return wrong >= 2
}
