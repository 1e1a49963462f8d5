package layertest

import (
	"fmt"
	"math"
	"slices"

	"backprop/tensor"
)

// A mistake is known by the result that it gives.
type mistake struct {
	cause  Cause
	text   text
	result *tensor.Tensor
}

// A comparison is of something that a layer returned with what is right.
type comparison struct {
	what     string // dx, dW, …
	got      *tensor.Tensor
	want     *tensor.Tensor
	within   float64 // relative to the largest element; 0 for 1e-6
	mistakes []mistake
	factors  []factor // by which a result may be off, and why
	atoms    []atom   // what another formula may be made of
	right    string   // the right one
}

// A factor is a number by which a whole result may be off.
type factor struct {
	by    float64
	cause Cause
	text  text
}

// check returns the problem, or nil if got is right.
func (c comparison) check() *Problem {
	found := func(cause Cause, t text) *Problem {
		head := say(c.what+" is wrong: ", c.what+"가 틀렸다. ")
		return &Problem{cause, head.english + t.english, head.korean + t.korean}
	}
	if c.within == 0 {
		c.within = 1e-6 // single precision will do
	}
	if c.got == nil {
		return found("nothing", say("it is nil, nothing was returned.", "nil이다. 아무것도 돌려주지 않았다."))
	}
	if same(c.got, c.want, c.within) {
		return nil
	}
	for _, m := range c.mistakes {
		if m.result != nil && !same(m.result, c.want, c.within) && same(c.got, m.result, c.within) {
			return found(m.cause, m.text)
		}
	}
	if !slices.Equal(c.got.Shape(), c.want.Shape()) {
		if c.want.NDim() == 2 && slices.Equal(c.got.Shape(), c.want.T().Shape()) {
			if same(c.got.T(), c.want, c.within) {
				return found("transposed", say("it is the transpose of the right answer, with shape %s for %s.",
					"맞는 답의 전치행렬이다. 형상이 %s인데 %s이어야 한다.", c.got.Shape(), c.want.Shape()))
			}
		}
		return found("shape", say("it has shape %s, and must have %s.", "형상이 %s인데 %s이어야 한다.",
			c.got.Shape(), c.want.Shape()))
	}
	if cause, t, ok := c.pattern(); ok {
		return found(cause, t)
	}
	return found("", c.worst())
}

// pattern recognises what any result may be.
func (c comparison) pattern() (Cause, text, bool) {
	got, want := c.got.Data(), c.want.Data()
	if i := slices.IndexFunc(got, func(v float64) bool { return math.IsNaN(v) || math.IsInf(v, 0) }); i >= 0 {
		return "not finite", say("element %s is %v.", "%s번 원소가 %v이다.", place(c.want, i), got[i]), true
	}
	if !slices.ContainsFunc(got, func(v float64) bool { return v != 0 }) {
		return "zero", say("it is 0 everywhere: nothing flows back.", "전부 0이다. 아무것도 흘러가지 않는다."), true
	}
	if c.want.NDim() == 2 && c.want.Shape()[0] == c.want.Shape()[1] && same(c.got.T(), c.want, c.within) {
		return "transposed", say("it is the transpose of the right answer.", "맞는 답의 전치행렬이다."), true
	}
	if k, ok := ratio(got, want, c.within); ok {
		near := func(a, b float64) bool { return math.Abs(a/b-1) < max(1e-7, c.within) }
		for _, f := range c.factors {
			if near(k, f.by) {
				return f.cause, f.text, true
			}
		}
		switch {
		case near(k, -1):
			return "sign flipped", say("the sign is flipped: every element is minus the right one.",
				"부호가 뒤집혔다. 모든 원소가 맞는 값의 −1배다."), true
		case near(k, 2):
			return "doubled", say("it is exactly twice the right answer.", "맞는 답의 꼭 두 배다."), true
		}
		return "off by a factor", say("every element is %.6g times the right one.", "모든 원소가 맞는 값의 %.6g배다.", k), true
	}
	if c.right != "" {
		atoms := append(slices.Clip(c.atoms), atom{"(" + c.right + ")", c.want})
		another := func(f string) (Cause, text, bool) {
			return "another formula", say("it is %s, and must be %s.", "%s이다. %s이어야 한다.", f, c.right), true
		}
		if f, ok := formula(c.got, atoms, c.within); ok {
			return another(f)
		}
		if f, ok := residual(c.got, c.want, c.atoms, c.within); ok {
			return "something added", say("%s is added to the right answer.", "맞는 답에 %s이 더해져 있다.", f), true
		}
		if f, ok := sum(c.got, atoms, c.within); ok {
			return another(f)
		}
	}
	if rows, ok := onlyRows(c.got, c.want, c.within); ok {
		return "some rows only", say("only row %s is right, the others are wrong.",
			"%s행만 맞고 나머지는 틀렸다.", rows), true
	}
	return "", text{}, false
}

// worst tells of the element that is off the most.
func (c comparison) worst() text {
	got, want := c.got.Data(), c.want.Data()
	worst, off := 0, -1.0
	wrong := 0
	for i := range got {
		d := math.Abs(got[i] - want[i])
		if d > off {
			worst, off = i, d
		}
		if d > c.within*scale(want) {
			wrong++
		}
	}
	return say("%d of %d elements differ, most of all %s: it is %.6g and must be %.6g.",
		"원소 %[2]d개 중 %[1]d개가 다르다. 가장 많이 다른 것은 %[3]s이다. %.6[4]g인데 %.6[5]g이어야 한다.",
		wrong, len(got), place(c.want, worst), got[worst], want[worst])
}

// same reports whether a and b have the same shape and nearly the same
// elements. A NaN equals a NaN and an infinity itself.
func same(a, b *tensor.Tensor, within float64) bool {
	if a == nil || b == nil || !slices.Equal(a.Shape(), b.Shape()) {
		return false
	}
	x, y := a.Data(), b.Data()
	limit := within * scale(y)
	for i := range x {
		if x[i] == y[i] || x[i] != x[i] && y[i] != y[i] {
			continue
		}
		if !(math.Abs(x[i]-y[i]) <= limit) {
			return false
		}
	}
	return true
}

// scale is the size of the largest finite element.
func scale(x []float64) float64 {
	most := 0.0
	for _, v := range x {
		if a := math.Abs(v); a > most && !math.IsInf(a, 1) {
			most = a
		}
	}
	return most
}

// ratio returns k if got is k times want.
func ratio(got, want []float64, within float64) (k float64, ok bool) {
	largest := 0
	for i := range want {
		if math.Abs(want[i]) > math.Abs(want[largest]) {
			largest = i
		}
	}
	if len(want) < 2 || want[largest] == 0 {
		return 0, false
	}
	k = got[largest] / want[largest]
	if k == 0 {
		return 0, false
	}
	limit := max(within, 1e-9) * math.Abs(got[largest])
	for i := range want {
		if !(math.Abs(got[i]-k*want[i]) <= limit) {
			return 0, false
		}
	}
	return k, true
}

// onlyRows names the row that is right if it is the only one, and in the
// others no element is.
func onlyRows(got, want *tensor.Tensor, within float64) (rows string, ok bool) {
	if want.NDim() != 2 || want.Shape()[0] < 3 {
		return "", false
	}
	n := want.Shape()[0]
	right := -1
	for i := range n {
		if scale(want.Slice(i, i+1).Data()) == 0 {
			continue // right in any case
		}
		if same(got.Slice(i, i+1), want.Slice(i, i+1), within) {
			if right >= 0 {
				return "", false
			}
			right = i
			continue
		}
		a, b := got.Slice(i, i+1).Data(), want.Slice(i, i+1).Data()
		for j := range a {
			if math.Abs(a[j]-b[j]) <= within*scale(b) && b[j] != 0 {
				return "", false
			}
		}
	}
	return fmt.Sprint(right), right >= 0
}

// place writes the index of element i: [1, 2].
func place(x *tensor.Tensor, i int) string {
	shape := x.Shape()
	index := make([]int, len(shape))
	for axis := len(shape) - 1; axis >= 0; axis-- {
		index[axis] = i % shape[axis]
		i /= shape[axis]
	}
	s := "["
	for axis, at := range index {
		if axis > 0 {
			s += ", "
		}
		s += fmt.Sprint(at)
	}
	return s + "]"
}
