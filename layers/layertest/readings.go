package layertest

import (
	"math"
	"slices"
	"strings"

	"backprop/tensor"
)

// A pair is a student's value and the right one in a call.
type pair struct {
	call      int
	got, want *tensor.Tensor
}

// pairs returns the pairs of the calls in which the value has the right shape,
// that of the finding first.
func (f *Finding) pairs() (all []pair) {
	for j, student := range f.Exam.student {
		if f.Value >= len(student.values) || f.Exam.Calls[j].Loose && f.Value == 0 {
			continue
		}
		p := pair{j, student.values[f.Value], f.Exam.right[j].values[f.Value]}
		switch {
		case !sameShape(p.got, p.want):
		case j == f.Call:
			all = slices.Insert(all, 0, p)
		default:
			all = append(all, p)
		}
	}
	return all
}

// shape recognises a result of another shape, or none.
func shape(f *Finding) (Cause, Text) {
	if f.Got == nil {
		return "nothing", Say("it is nil. Nothing was returned, or the field was not set.",
			"nil이다. 아무것도 반환하지 않았거나 필드를 채우지 않았다.")
	}
	return misshapen(f.Got, f.Want, f.Exam.Within)
}

func misshapen(got, want *tensor.Tensor, within float64) (Cause, Text) {
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

// order recognises the transpose's numbers in the right shape.
func order(f *Finding) (Cause, Text) {
	for _, p := range f.pairs() {
		if p.want.NDim() != 2 || !same(p.got, p.want.T().Reshape(p.want.Shape()...), f.Exam.Within) {
			return "", Text{}
		}
	}
	return "reshaped", Say("its numbers are right and in the order of the transpose: Reshape keeps the order of the numbers and does not transpose. T does.",
		"수는 맞는데 전치행렬의 순서로 있다. Reshape는 수의 순서를 그대로 두므로 전치가 아니다. 전치는 T다.")
}

// notFinite recognises a NaN, an infinity and a result that is 0 everywhere.
func notFinite(f *Finding) (Cause, Text) {
	got, want := f.Got.Data(), f.Want.Data()
	if len(got) > 0 && isFinite(f.Got) && scale(got) == 0 {
		zero := Say("it is 0 everywhere.", "모두 0이다.")
		if len(got) == 1 {
			zero = Say("it is 0 and must be %.4g.", "0이다. 맞는 값: %.4g.", want[0])
		}
		if strings.Contains(f.Exam.Formula[f.Exam.name(f.Value)], "/") {
			zero = zero.Then(Say(" (A quotient of integers, such as 1/2 or 1/N, is 0 in Go.)",
				" (Go에서 1/2이나 1/N 같은 정수의 나눗셈은 0이다.)"))
		}
		return "zero", zero
	}
	for i, v := range got {
		if (math.IsNaN(v) || math.IsInf(v, 0)) && v != want[i] {
			where := Say("element %s", "원소 %s: ", place(f.Got, i))
			if x := f.Exam.Calls[f.Call].In[0]; len(got) == 1 {
				where = Say("it", "")
			} else if sameShape(x, f.Got) {
				where = Say("where x is %.4g it", "x = %.4g인 곳: ", x.Data()[i])
			}
			return "not finite", Say("%s is %v and must be %.4g.", "%s지금 %v, 맞는 값 %.4g.", where, v, want[i])
		}
	}
	return "", Text{}
}

// cut recognises a result that is cut off above or below a bound.
func cut(f *Finding) (Cause, Text) {
	for _, sign := range []float64{1, -1} { // a lower bound is an upper bound of -x
		bound := math.Inf(-1)
		for _, p := range f.pairs() {
			bound = max(bound, p.got.MulScalar(sign).Max().Item())
		}
		within := f.Exam.Within * max(1, math.Abs(bound))
		fits, off, below := true, 0, 0
		for _, p := range f.pairs() {
			want := p.want.Data()
			for i, v := range p.got.Data() {
				fits = fits && math.Abs(sign*v-min(sign*want[i], bound)) <= within
				if sign*want[i] > bound+within {
					off++
				} else if sign*v < bound-within {
					below++
				}
			}
		}
		if fits && off > 1 && below > 1 {
			return "cut off", Say("it is cut off at %.4g: every number beyond is set to that.",
				"%.4g에서 잘렸다. 이 값을 넘는 수가 모두 이 값이 되었다.", float64(sign*bound))
		}
	}
	return "", Text{}
}

// rows finds out which rows of the batch count, and how often: the gradient of
// a parameter is a sum over the batch, and the right node gives each row's part.
func rows(f *Finding) (Cause, Text) {
	var cause Cause
	var said Text
	calls := 0
	for _, p := range f.pairs() {
		w := f.weights(p.call)
		if !slices.ContainsFunc(w, func(v float64) bool { return math.Abs(v-1) > 1e-4 }) {
			continue
		}
		if calls++; calls == 1 {
			cause, said = rowsThatCount(w)
		}
	}
	if calls < 2 {
		return "", Text{}
	}
	return cause, said
}

// rowsThatCount says which rows count, if row i counts w[i] times instead of
// once.
func rowsThatCount(w []float64) (Cause, Text) {
	last := len(w) - 1
	counts := func(v float64) bool { return math.Abs(v) > 1e-4 }
	switch {
	case !slices.ContainsFunc(w[:last], counts):
		return "last row only", Say("only the last row of the batch counts: each row overwrites the one before, = instead of +=.",
			"배치의 마지막 행만 들어 있다. 행마다 앞의 것을 덮어쓴다. +=이어야 할 곳이 =이다.")
	case !slices.ContainsFunc(w[1:], counts):
		return "first row only", Say("only the first row of the batch counts.", "배치의 첫 행만 들어 있다.")
	}
	odd := slices.IndexFunc(w, func(v float64) bool { return math.Abs(v-1) > 1e-4 })
	row := Say("row %d", "%d번 행", odd)
	if odd == last {
		row = Say("the last row", "마지막 행")
	}
	if !counts(w[odd]) {
		return "rows", Say("%s is left out.", "배치의 %s이 빠졌다.", row)
	}
	return "rows", Say("%s of the batch counts %.4g times instead of once.",
		"배치의 %s이 한 번이 아니라 %.4g번 들어 있다.", row, round(w[odd]))
}

func round(v float64) float64 { return math.Round(v*1e6)/1e6 + 0 }

// weights returns how often each row of the batch counts in the result of
// call j, or nil if the result is no such sum.
func (f *Finding) weights(j int) []float64 {
	e := f.Exam
	c := e.Calls[j]
	if f.Value == 0 || f.Value >= len(e.student[j].values) || c.Dout == nil || c.Dout.NDim() < 2 {
		return nil
	}
	got, N := e.student[j].values[f.Value], c.Dout.Shape()[0]
	if !sameShape(got, e.right[j].values[f.Value]) || got.Size() < N+2 || N < 2 || !isFinite(got) {
		return nil
	}
	parts := make([]*tensor.Tensor, N)
	for n := range N {
		only := c
		only.Dout = tensor.Zeros(c.Dout.Shape()...)
		only.Dout.Slice(n, n+1).SetAll(c.Dout.Slice(n, n+1))
		parts[n] = e.run(e.Right, only).values[f.Value]
	}
	w := Solve(got, parts)
	if w == nil || !same(sum(parts, w), got, 10*e.Within) {
		return nil
	}
	for _, v := range w {
		if !plainNumber(v) && math.Abs(v) > 1e-6 {
			return nil
		}
	}
	return w
}

// linearity tries Backward with other multiples of dout: the result has to be
// the same multiple.
func linearity(f *Finding) (Cause, Text) {
	if f.Value == 0 || f.Exam.Whole {
		return "", Text{}
	}
	with := func(k float64) *tensor.Tensor {
		c := f.Exam.Calls[f.Call]
		c.Dout = c.Dout.MulScalar(k)
		return f.Exam.run(f.Exam.maker, c).values[f.Value]
	}
	within := 10 * f.Exam.Within
	if !same(with(1), f.Got, within) {
		return "", Text{} // it is not even the same each time
	}
	if scale(with(0).Data()) > within*scale(f.Got.Data()) {
		return "not linear", Say("for dout = 0 it is not 0: a term is added that is not multiplied by dout.",
			"dout = 0일 때 0이 아니다. dout을 곱하지 않은 항이 더해져 있다.")
	}
	for _, k := range []float64{2, -1} {
		got := with(k)
		if same(got, f.Got.MulScalar(k), within) {
			continue
		}
		is := Text{}
		if r, ok := ratio(got, f.Got, within); ok {
			is = Say("%.4g times as large, and ", "%.4g배이고 ", r)
		}
		return "not linear", Say("for %v·dout it is %snot %[1]v times as large: it has to be the local derivative times dout.",
			"%v·dout일 때 %[2]s%[1]v배가 아니다. 국소적 미분에 dout을 곱한 것이어야 한다.", k, is)
	}
	return "", Text{}
}

// worst names the element that is off the most.
func (f *Finding) worst() Text {
	got, want := f.Got.Data(), f.Want.Data()
	worst, off, wrong := 0, -1.0, 0
	for i := range got {
		d := math.Abs(got[i] - want[i])
		if d > off {
			worst, off = i, d
		}
		if !(d <= f.Exam.Within*scale(want)) {
			wrong++
		}
	}
	if len(got) == 1 {
		return Say("it is %.6g and must be %.6g.", "지금: %.6g, 맞는 값: %.6g.", got[0], want[0])
	}
	return Say("%d of %d elements differ, most of all %s: it is %.6g and must be %.6g.",
		"원소 %[2]d개 중 %[1]d개가 다르다. 가장 많이 다른 원소 %[3]s: 지금 %.6[4]g, 맞는 값 %.6[5]g.",
		wrong, len(got), place(f.Got, worst), got[worst], want[worst])
}
