package layertest

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"backprop/tensor"
)

// shape recognises a result of another shape, or none.
func shape(f *Finding) (Cause, Text) {
	got, want, within := f.Got, f.Want, f.Exam.Within
	if got == nil {
		return "nothing", Say("it is nil. Nothing was returned, or the field was not set.",
			"nil이다. 아무것도 반환하지 않았거나 필드를 채우지 않았다.")
	}
	if sameShape(got, want) {
		return "", Text{}
	}
	said := Say("it has shape %s and must have %s", "지금 형상: %s, 맞는 형상: %s", got.Shape(), want.Shape())
	switch {
	case want.NDim() == 2 && same(got.T(), want, within):
		return "transposed", said.Then(Say(": it is the transpose of the right result.", ". 맞는 결과의 전치행렬이다."))
	case got.NDim() == want.NDim()+1 && got.Shape()[0] > 1 && same(got.Sum(0), want, within):
		return "not summed", said.Then(Say(": it is not summed over the batch.", ". 배치에 대해 더하지 않았다."))
	case got.Size() == want.Size() && same(got.Reshape(want.Shape()...), want, within):
		return "shape", said.Then(Say(": its numbers are right.", ". 수는 맞는다."))
	}
	return "shape", said.Then(Say(".", "."))
}

// zero recognises a result that is 0 everywhere.
func zero(f *Finding) (Cause, Text) {
	if f.Got.Size() == 0 || !isFinite(f.Got) || scale(f.Got.Data()) > 0 {
		return "", Text{}
	}
	is := Say("it is 0 everywhere.", "모두 0이다.")
	if f.Got.Size() == 1 {
		is = f.element(0)
	}
	if strings.Contains(f.Exam.Formula[f.Exam.name(f.Value)], "/") {
		is = is.Then(Say(" (A quotient of integers, such as 1/2 or 1/N, is 0 in Go.)",
			" (Go에서 1/2이나 1/N 같은 정수의 나눗셈은 0이다.)"))
	}
	return "zero", is
}

// rows solves for how often each row of the batch counts in a gradient, which is the
// sum of the gradients for one row of dout each.
func rows(f *Finding) (Cause, Text) {
	c := f.Exam.Calls[f.Call]
	if f.Value == 0 || c.Dout.NDim() < 2 {
		return "", Text{}
	}
	var parts []*tensor.Tensor
	last := c.Dout.Shape()[0] - 1
	for i := range last + 1 {
		only := c
		only.Dout = tensor.Zeros(c.Dout.Shape()...)
		only.Dout.Slice(i, i+1).SetAll(c.Dout.Slice(i, i+1))
		parts = append(parts, f.Exam.run(f.Exam.Right, only).values[f.Value])
	}
	counts := sumOf(f.Got, parts, f.Exam.Within)
	if counts == nil || f.Got.Size() <= len(parts) || slices.Max(counts)-slices.Min(counts) < 1e-3 {
		return "", Text{}
	}
	for i, n := range counts {
		counts[i] = round(n)
	}
	t := Say("the rows of the batch count %s times, and all rows must count once.",
		"배치의 행이 한 번씩 들어가지 않았다. 들어간 횟수: %s.", list(counts))
	switch {
	case counts[last] == 0:
		return "rows", t.Then(Say(" The last row is left out.", " 마지막 행이 빠졌다."))
	case last > 0 && slices.Max(counts[:last]) == 0:
		return "last row only", t.Then(Say(" Does each row overwrite the one before, = instead of +=?",
			" 행마다 앞의 결과를 덮어쓴 것은 아닌가? = 대신 +=를 써야 한다."))
	}
	return "rows", t
}

// linearity tries other multiples of dout: the result has to be the same multiple.
func linearity(f *Finding) (Cause, Text) {
	if f.Value == 0 || f.Exam.Whole {
		return "", Text{}
	}
	for _, k := range []float64{0, 2, -1} {
		c := f.Exam.Calls[f.Call]
		c.Dout = c.Dout.MulScalar(k)
		got := f.Exam.run(f.Exam.maker, c).values[f.Value]
		if off := got.Sub(f.Got.MulScalar(k)); scale(off.Data()) > 10*f.Exam.Within*scale(f.Got.Data()) {
			return "not linear", Say(
				"for %v·dout the result must be %[1]v times as large, and it is not. It has to be the local derivative times dout: each term is multiplied by dout once, and a mask comes from x, not from the sign of dout.",
				"%v·dout일 때 결과도 %[1]v배여야 하는데 그렇지 않다. 국소적 미분에 dout을 곱한 것이어야 한다. 모든 항에 dout을 한 번씩 곱하고, 마스크는 dout의 부호가 아니라 x로 만든다.", k)
		}
	}
	return "", Text{}
}

// worst names the element that is off the most, or one that is not finite.
func (f *Finding) worst() Text {
	wrong, got, want := f.wrong(), f.Got.Data(), f.Want.Data()
	worst := slices.MaxFunc(wrong, func(i, j int) int {
		return cmp.Compare(-math.Abs(got[j]-want[j]), -math.Abs(got[i]-want[i])) // a NaN is below all numbers
	})
	t := f.element(worst)
	if len(got) > 1 {
		t = Say("%d of %d elements differ. The largest difference: %s",
			"원소 %[2]d개 중 %[1]d개가 다르다. 차이가 가장 큰 것은 %[3]s", len(wrong), len(got), t)
	}
	for _, g := range f.everywhere() {
		if !same(g.Got, g.Want, 1e-2) {
			return t
		}
	}
	return t.Then(Say(
		" All errors are within 1% of the largest element: is a number rounded, as in float32 or in e = 2.718?",
		" 모든 오차가 가장 큰 원소의 1% 이내다. float32나 e = 2.718처럼 반올림한 수를 쓴 것은 아닌가?"))
}

// element says what element i is, and what it must be.
func (f *Finding) element(i int) Text {
	got := f.Got.Data()[i]
	where := Say("at %s ", "원소 %s: ", place(f.Got, i))
	if x := f.Exam.Calls[f.Call].In[0]; f.Got.Size() == 1 {
		where = Text{}
	} else if sameShape(x, f.Got) {
		where = Say("at %s, where %s is %.6g, ", "원소 %s(%s = %.6g): ", place(f.Got, i), f.Exam.Inputs[0], x.Data()[i])
	}
	t := Say("%sit is %.6g and must be %.6g.", "%s지금 %.6g, 맞는 값 %.6g.", where, got, f.Want.Data()[i])
	if math.IsNaN(got) {
		t = t.Then(Say(" (0/0, Inf/Inf and 0·Inf are NaN.)", " (0/0, Inf/Inf, 0·Inf는 NaN이다.)"))
	}
	return t
}
