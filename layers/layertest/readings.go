package layertest

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"backprop/tensor"
)

// shape recognises a result of another shape, or none, and the right numbers in another
// order.
func shape(f *Finding) Text {
	got, want, within := f.Got, f.Want, f.Exam.Within
	switch {
	case got == nil:
		return Say("it is nil: nil was returned, or its field was not set or was read before it was set, or a map has no such key.",
			"nil이다. nil을 반환했거나, 필드를 채우지 않았거나, 채우기 전에 읽었거나, 맵에 그 키가 없다.")
	case sameShape(got, want):
		if want.NDim() == 2 && Same(got, want.T().Reshape(want.Shape()...), within) && !Same(got, want, within) {
			return Say("its numbers are right, but in the order of the transpose. (T transposes. Reshape keeps the order of the numbers.)",
				"수는 맞지만 전치행렬의 순서로 늘어서 있다. (전치는 T가 한다. Reshape는 수의 순서를 바꾸지 않는다.)")
		}
		if want.Size() > 2 && !Same(got, want, within) && Same(inOrder(got), inOrder(want), within) {
			return Say("its numbers are right, but they stand at other places: ", "수는 맞지만 자리가 다르다. ").Then(
				f.element(f.wrong()[0]))
		}
		return Text{}
	}
	said := Say("it has shape %s and must have %s", "지금 형상: %s, 맞는 형상: %s", got.Shape(), want.Shape())
	switch {
	case want.NDim() == 2 && Same(got.T(), want, within):
		return said.Then(Say(": it is the transpose of the right result.", ". 맞는 결과의 전치행렬이다."))
	case got.NDim() == want.NDim()+1 && got.Shape()[0] > 1 && Same(got.Sum(0), want, within):
		return said.Then(Say(": it is not summed over the batch.", ". 배치에 대해 더하지 않았다."))
	case got.Size() == want.Size() && Same(got.Reshape(want.Shape()...), want, within):
		return said.Then(Say(": its numbers are right.", ". 수는 맞는다."))
	}
	if right := f.Exam.rightFormula(f.Value); right != "" && !strings.Contains(right, "∂") {
		return said.Then(Say(". The formula is %s.", ". 맞는 식: %s.", right))
	}
	return said.Then(Say(".", "."))
}

// inOrder returns the elements in ascending order.
func inOrder(x *tensor.Tensor) *tensor.Tensor {
	return tensor.Vector(slices.Sorted(slices.Values(x.Data()))...)
}

// rows solves for how often each row of the batch counts in a gradient. That is the sum
// of the gradients for one row of dout each, or the mean of those of batches of one row.
func rows(f *Finding) Text {
	c := f.Exam.Calls[f.Call]
	if f.Value == 0 || f.Exam.isLayer() && c.Dout.NDim() < 2 {
		return Text{}
	}
	var parts []*tensor.Tensor
	N := c.In[0].Shape()[0]
	for i := range N {
		only, share := c, 1.0
		if f.Exam.isLayer() {
			only.Dout = tensor.Zeros(c.Dout.Shape()...)
			only.Dout.Slice(i, i+1).SetAll(c.Dout.Slice(i, i+1))
		} else {
			share, only.In = 1/float64(N), slices.Clone(c.In)
			for k, in := range c.In {
				only.In[k] = in.Slice(i, i+1)
			}
		}
		parts = append(parts, f.Exam.run(f.Exam.Right, only).values[f.Value].MulScalar(share))
	}
	counts := Solve(f.Got, parts, f.Exam.Within)
	isOdd := func(n float64) bool { return math.Abs(n) > 1e-6 && !plainNumber(n) && !plainNumber(6*n) }
	if counts == nil || f.Got.Size() <= len(parts) || slices.Max(counts)-slices.Min(counts) < 1e-3 || slices.ContainsFunc(counts, isOdd) {
		return Text{}
	}
	for i, n := range counts {
		counts[i] = round(n)
	}
	t := Say("the rows of the batch count %s times, and all rows must count once.",
		"배치의 행이 한 번씩 들어가지 않았다. 들어간 횟수: %s.", List(counts))
	switch last := len(counts) - 1; {
	case last > 0 && counts[last] == 0 && !slices.Contains(counts[:last], 0):
		t = t.Then(Say(" The last row is left out.", " 마지막 행이 빠졌다."))
	case last > 0 && slices.Max(counts[:last]) == 0:
		t = t.Then(Say(" Does each row overwrite the one before, = instead of +=?",
			" 행마다 앞의 결과를 덮어쓴 것은 아닌가? = 대신 +=를 써야 한다."))
	}
	return t
}

// linearity tries other multiples of dout: the result has to be the same multiple.
func linearity(f *Finding) Text {
	if f.Value == 0 || !f.Exam.isLayer() || f.Got.Size() == 1 {
		return Text{}
	}
	for _, k := range []float64{0, 2, -1} {
		c := f.Exam.Calls[f.Call]
		c.Dout = c.Dout.MulScalar(k)
		off := f.Exam.run(f.Exam.maker, c).values[f.Value].Sub(f.Got.MulScalar(k))
		switch differs := scale(off.Data()) > 10*f.Exam.Within*scale(f.Got.Data()); {
		case differs && k == 0:
			return Say("for dout = 0 the result must be 0, and it is not. It has to be the local derivative times dout.",
				"dout = 0일 때 결과도 0이어야 하는데 그렇지 않다. 국소적 미분에 dout을 곱한 것이어야 한다.")
		case differs:
			return Say(
				"for %v·dout the result must be %[1]v times as large, and it is not. It has to be the local derivative times dout: each term is multiplied by dout once, and a mask comes from x, not from the sign of dout.",
				"%v·dout일 때 결과도 %[1]v배여야 하는데 그렇지 않다. 국소적 미분에 dout을 곱한 것이어야 한다. 모든 항에 dout을 한 번씩 곱하고, 마스크는 dout의 부호가 아니라 x로 만든다.", k)
		}
	}
	return Text{}
}

// conditions separate the wrong elements of a result from the right ones, by the
// value of an operand at the same place.
var conditions = []struct {
	english, korean string
	applies         func(v float64) bool
}{
	{"%s is 0", "%s = 0", func(v float64) bool { return v == 0 }},
	{"%s is negative", "%s < 0", func(v float64) bool { return v < 0 }},
	{"%s is above 1", "%s > 1", func(v float64) bool { return v > 1 }},
	{"%s is below 1", "%s < 1", func(v float64) bool { return v < 1 }},
}

// operands returns the inputs, dout and the numbers of the rows, also from the end.
func (f *Finding) operands() (names []Text, values []*tensor.Tensor) {
	c := f.Exam.Calls[f.Call]
	for k, name := range f.Exam.Inputs {
		names, values = append(names, Say(name, name)), append(values, c.In[k])
	}
	if f.Value > 0 {
		names, values = append(names, Say("dout", "dout")), append(values, c.Dout)
	}
	if shape := f.Want.Shape(); len(shape) > 1 {
		row, last := tensor.Zeros(shape...), float64(shape[0]-1)
		for i := range shape[0] {
			row.Slice(i, i+1).AddInPlace(tensor.Scalar(float64(i)))
		}
		names = append(names, Say("the row number", "행 번호"), Say("the row number from the end", "끝에서 센 행 번호"))
		values = append(values, row, tensor.Scalar(last).Sub(row))
	}
	return names, values
}

// region finds out where a result is wrong, if it is right elsewhere: where x is above 1,
// or in row 0. Two calls have to show it.
func region(f *Finding) Text {
	names, _ := f.operands()
	for k, operand := range names {
		for _, condition := range conditions {
			fits, right, calls := true, 0, 0
			for _, g := range f.everywhere() {
				wrong, want := g.wrong(), g.Want.Data()
				_, values := g.operands()
				if !sameShape(values[k], g.Got) {
					fits = fits && g != f
					continue
				}
				for j, v := range values[k].Data() {
					switch applies, isWrong := condition.applies(v), slices.Contains(wrong, j); {
					case !applies && !isWrong && want[j] != 0:
						right++
					case applies != isWrong && (isWrong || want[j] != 0):
						fits = false
					}
				}
				calls += min(1, len(wrong))
			}
			if fits && right > 0 && calls >= 2 {
				return Say("it is wrong only where "+condition.english+": ",
					condition.korean+"인 곳에서만 틀렸다. ", operand).Then(f.element(f.wrong()[0]))
			}
		}
	}
	return Text{}
}

// worst names the element that is off the most, or one that is not finite.
func worst(f *Finding) Text {
	wrong, got, want := f.wrong(), f.Got.Data(), f.Want.Data()
	t := f.element(slices.MaxFunc(wrong, func(i, j int) int {
		return cmp.Compare(-math.Abs(got[j]-want[j]), -math.Abs(got[i]-want[i])) // a NaN is below all numbers
	}))
	isZero := isFinite(f.Got) && scale(got) == 0
	switch {
	case isZero && len(got) > 1:
		t = Say("it is 0 everywhere.", "모두 0이다.")
	case len(got) > 1:
		t = Say("%d of %d elements differ. The largest difference: %s",
			"원소 %[2]d개 중 %[1]d개가 다르다. 차이가 가장 큰 것은 %[3]s", len(wrong), len(got), t)
	}
	switch {
	case isZero && strings.Contains(f.Exam.rightFormula(f.Value), "/"):
		t = t.Then(Say(" (A quotient of integers, such as 1/2 or 1/N, is 0 in Go.)",
			" (Go에서 1/2이나 1/N 같은 정수의 나눗셈은 0이다.)"))
	case isZero && len(got) == 1 && f.Value > 0:
		t = t.Then(Say(" (A result or a field that is not set is 0; a method with a value receiver sets the field of a copy.)",
			" (값을 넣지 않은 반환값이나 필드는 0이다. 리시버가 값인 메서드는 복사본의 필드에 저장한다.)"))
	}
	if slices.ContainsFunc(f.everywhere(), func(g *Finding) bool { return !Same(g.Got, g.Want, 1e-2) }) {
		return t
	}
	return t.Then(Say(
		" All errors are within 1% of the largest element: is a number rounded, as with float32 or 2.718 for e, or a derivative numerical?",
		" 모든 오차가 가장 큰 원소의 1% 이내다. float32나 e = 2.718처럼 반올림한 수나 수치 미분을 쓴 것은 아닌가?"))
}

// element says what element i is, and what it must be.
func (f *Finding) element(i int) Text {
	got := f.Got.Data()[i] + 0 // -0 becomes 0
	where := Say("at %s ", "원소 %s: ", place(f.Got, i))
	if x := f.Exam.Calls[f.Call].In[0]; f.Got.Size() == 1 {
		where = Text{}
	} else if sameShape(x, f.Got) && len(f.Exam.Params) == 0 {
		where = Say("at %s, where %s is %.6g, ", "원소 %s(%s = %.6g): ", place(f.Got, i), f.Exam.Inputs[0], x.Data()[i])
	}
	is, must := tellApart(got, f.Want.Data()[i])
	t := Say("%sit is %s and must be %s.", "%s지금 %s, 맞는 값 %s.", where, is, must)
	if math.IsNaN(got) {
		t = t.Then(Say(" (0/0, Inf/Inf, 0·Inf and the root or logarithm of a negative number are NaN.)", " (0/0, Inf/Inf, 0·Inf와 음수의 제곱근, 로그는 NaN이다.)"))
	}
	return t
}
