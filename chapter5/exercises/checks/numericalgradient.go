package checks

import (
	"math"
	"slices"

	"backprop/layers/layertest"
	"backprop/tensor"
)

// Differences are a numerical gradient, section 7.3.
type Differences = func(f func(*tensor.Tensor) float64, x *tensor.Tensor) *tensor.Tensor

// NumericalGradient checks central differences, for x of several ranks. With
// most of the numbers in them, adding h, taking 2h away and adding h again
// does not lead back to the same bits.
func NumericalGradient(student Differences) layertest.Report {
	for i, x := range []*tensor.Tensor{
		tensor.Matrix([][]float64{{0.1, -2.3}, {0.7, 3}, {-0.25, 1.9}}),
		tensor.Vector(1.7, -0.6, 0.3), tensor.Scalar(1.1), tensor.New([]float64{1.2, 0.9, -3, 0.4, 0, 2.6}, 1, 3, 2),
	} {
		r := differentiate(student, x)
		if i > 0 { // it was right for a matrix
			for j := range r.Problems {
				p := &r.Problems[j]
				p.English = "With x of shape " + x.Shape().String() + ": " + p.English
				p.Korean = "x의 형상이 " + x.Shape().String() + "일 때: " + p.Korean
				if p.Cause == "panic" {
					p.Cause = "any shape"
					p.English += " It has to work with any number of axes."
					p.Korean += " 축이 몇 개든 되어야 한다."
				}
			}
		}
		if len(r.Problems) > 0 {
			return r
		}
	}
	return layertest.Report{}
}

// differentiate checks the gradient of the sum of x³ at x.
func differentiate(student Differences, x *tensor.Tensor) layertest.Report {
	before, calls, h, moved := x.Copy(), 0, 0.0, 0
	// f looks at x itself and not at its argument, as the notes' lambda.
	f := func(*tensor.Tensor) float64 {
		calls++
		off := x.Sub(before).Abs()
		h = max(h, off.Max().Item())
		moved = max(moved, int(off.Greater(0).Sum().Item()))
		return x.Mul(x).Mul(x).Sum().Item()
	}
	var got *tensor.Tensor
	if message := Attempt(func() { got = student(f, x) }); message != "" {
		return panicked(message)
	}
	switch restored := difference(x, before); {
	case got == nil:
		return problem("nothing", "It returned nil.", "nil을 돌려주었다.")
	case calls == 0:
		return problem("calls", "f was never called.", "f를 한 번도 부르지 않았다.")
	case restored != 0 && restored < 1e-9:
		return problem("not restored", "x is off by %.1g from what it was: adding and subtracting h leaves rounding. Keep the number (tmp) and put that back.",
			"x가 처음과 %.1g만큼 다르다. h를 더하고 빼면 반올림 오차가 남는다. 원래 수(tmp)를 간직했다가 그대로 되돌려 놓아야 한다.", restored)
	case restored != 0:
		return problem("not restored", "x is not what it was: put each element back, the very number (tmp), after the two calls of f.",
			"x가 처음과 다르다. f를 두 번 부른 뒤 원소마다 원래 수(tmp)를 되돌려 놓아야 한다.")
	case !slices.Equal(got.Shape(), x.Shape()):
		return problem("shape", "The gradient has shape %s, and must have that of x, %s.",
			"기울기의 형상이 %s이다. x의 형상 %s와 같아야 한다.", got.Shape(), x.Shape())
	case h == 0:
		return problem("copy", "x never changed while f was called: change the element in x itself, not in a copy. f may not look at its argument.",
			"f를 부르는 동안 x가 변하지 않았다. 복사본이 아니라 x 자체의 원소를 바꾸어야 한다. f는 인수를 보지 않을 수도 있다.")
	case moved > 1:
		return problem("several at once", "%d elements were changed at once while f was called: put each back before the next.",
			"f를 부르는 동안 원소 %d개가 한꺼번에 바뀌어 있었다. 하나를 되돌린 다음 다음 원소로 간다.", moved)
	case h > 2e-2:
		return problem("h too large", "h is %.2g, too large: the curve between x - h and x + h is no straight line. 1e-4 is good.",
			"h가 %.2g로 너무 크다. x - h와 x + h 사이에서 곡선은 직선이 아니다. 1e-4가 알맞다.", h)
	case h < 5e-7:
		return problem("h too small", "h is %.2g, too small: the two values of f agree in nearly all digits, and rounding is left. 1e-4 is good.",
			"h가 %.2g로 너무 작다. f의 두 값이 거의 모든 자리까지 같아서 반올림 오차만 남는다. 1e-4가 알맞다.", h)
	}
	r := quotient(got, before, h)
	if len(r.Problems) == 0 && calls != 2*x.Size() {
		return problem("calls", "f was called %d times for %d elements: twice each is enough.",
			"원소 %[2]d개에 f를 %[1]d번 불렀다. 원소마다 두 번이면 된다.", calls, x.Size())
	}
	return r
}

// quotient looks at the numbers: what was divided by what.
func quotient(got, x *tensor.Tensor, h float64) layertest.Report {
	want := x.Mul(x).MulScalar(3) // of x³
	central := want.AddScalar(h * h)
	forward := central.Add(x.MulScalar(3 * h))
	backward := central.Sub(x.MulScalar(3 * h))
	within := 1e-6 + 1e-14/h // rounding
	exactly := func(t *tensor.Tensor) bool { return difference(got, t) < within }
	most := want.Max().Item()
	times := func(k float64) bool {
		return difference(got, want.MulScalar(k)) < (1e-3+h)*math.Abs(k)*most
	}
	const oneSided = ": its error falls with h only, that of the central difference with h²."
	const oneSidedKo = "다. 오차가 h로만 줄어든다. 중심 차분의 오차는 h²으로 줄어든다."
	switch {
	case exactly(central):
		return layertest.Report{}
	case exactly(forward):
		return problem("forward difference", "It is the forward difference, (f(x + h) - f(x))/h"+oneSided,
			"전방 차분 (f(x + h) - f(x))/h"+oneSidedKo)
	case exactly(backward):
		return problem("backward difference", "It is the backward difference, (f(x) - f(x - h))/h"+oneSided,
			"후방 차분 (f(x) - f(x - h))/h"+oneSidedKo)
	case times(2):
		return problem("divided by h", "It is twice the right answer: x + h and x - h are 2h apart, so divide by 2h.",
			"맞는 답의 두 배다. x + h와 x - h는 2h만큼 떨어져 있으므로 2h로 나눈다.")
	case times(0.5):
		return problem("divided by 2h", "It is half the right answer: from x to x + h it is h, not 2h.",
			"맞는 답의 절반이다. x에서 x + h까지는 2h가 아니라 h다.")
	case times(h * h), times(h), times(2 * h):
		return problem("not divided", "It is far too small: divide the difference by 2h, and mind the brackets, (…) / (2 * h).",
			"터무니없이 작다. 차를 2h로 나눈다. 괄호에 주의한다. (…) / (2 * h).")
	case times(-1):
		return problem("sign flipped", "The sign is flipped: it is f(x + h) less f(x - h).", "부호가 뒤집혔다. f(x + h)에서 f(x - h)를 뺀다.")
	case times(1):
		return problem("inexact", "It is nearly right, but not as near as a central difference with h = 1e-4 is: off by %.2g.",
			"거의 맞지만 h = 1e-4인 중심 차분만큼 정확하지 않다. %.2g만큼 다르다.", difference(got, central))
	}
	if data := got.Data(); math.IsNaN(data[0]) || math.IsInf(data[0], 0) {
		return problem("not finite", "Its first element is %v.", "첫 원소가 %v이다.", data[0])
	}
	return problem("", "For f = the sum of x³ the gradient of %v must be %v, and it is %v.",
		"f가 x³의 합일 때 %v의 기울기는 %v여야 하는데 %v이다.", x, want, got)
}
