// Package checks looks at what layertest does not: a numerical gradient, a
// network's gradient, an accuracy and a training loop, by a student or with a
// mistake in them.
package checks

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"backprop/chapter5"
	"backprop/layers/layertest"
	"backprop/tensor"
	"backprop/tensor/random"
)

// problem makes a report of one problem.
func problem(cause layertest.Cause, english, korean string, values ...any) layertest.Report {
	if len(values) > 0 {
		english, korean = fmt.Sprintf(english, values...), fmt.Sprintf(korean, values...)
	}
	return layertest.Report{Problems: []layertest.Problem{{Cause: cause, English: english, Korean: korean}}}
}

// difference is the largest difference of two tensors, infinite if it is not a
// number or the shapes differ.
func difference(a, b *tensor.Tensor) float64 {
	if a == nil || !slices.Equal(a.Shape(), b.Shape()) {
		return math.Inf(1)
	}
	most := 0.0
	for i, v := range a.Data() {
		d := math.Abs(v - b.Data()[i])
		if math.IsNaN(d) {
			return math.Inf(1)
		}
		most = max(most, d)
	}
	return most
}

// NumericalGradient checks central differences, section 7.3.
func NumericalGradient(student func(f func(*tensor.Tensor) float64, x *tensor.Tensor) *tensor.Tensor) layertest.Report {
	for _, x := range []*tensor.Tensor{
		tensor.Matrix([][]float64{{1, -2}, {0.5, 3}, {-0.25, 2}}),
		tensor.Vector(2, -1, 0.5), tensor.Scalar(3), tensor.New([]float64{1, 2, 3, 4, 5, 6}, 1, 3, 2),
	} {
		before, calls, h := x.Copy(), 0, 0.0
		// f looks at x itself and not at its argument, as the notes' lambda.
		f := func(*tensor.Tensor) float64 {
			calls++
			h = max(h, x.Sub(before).Abs().Max().Item())
			return x.Mul(x).Mul(x).Sum().Item()
		}
		got := student(f, x)
		want := before.Mul(before).MulScalar(3) // of x³
		switch {
		case got == nil:
			return problem("nothing", "It returned nil.", "nil을 돌려주었다.")
		case !slices.Equal(got.Shape(), want.Shape()):
			return problem("shape", "The gradient has shape %s, and must have that of x, %s.",
				"기울기의 형상이 %s이다. x의 형상 %s와 같아야 한다.", got.Shape(), want.Shape())
		case difference(x, before) != 0:
			return problem("not restored", "x is not what it was: put each element back, the very number (tmp), after the two calls of f.",
				"x가 처음과 다르다. f를 두 번 부른 뒤 원소마다 원래 수(tmp)를 되돌려 놓아야 한다.")
		case h == 0:
			return problem("copy", "x never changed while f was called: change the element in x itself, not in a copy. f may not look at its argument.",
				"f를 부르는 동안 x가 변하지 않았다. 복사본이 아니라 x 자체의 원소를 바꾸어야 한다. f는 인수를 보지 않을 수도 있다.")
		case h > 2e-2:
			return problem("h too large", "h is %.2g, too large: the curve between x - h and x + h is no straight line. 1e-4 is good.",
				"h가 %.2g로 너무 크다. x - h와 x + h 사이에서 곡선은 직선이 아니다. 1e-4가 알맞다.", h)
		case h < 1e-7:
			return problem("h too small", "h is %.2g, too small: the two values of f agree in nearly all digits, and rounding is left. 1e-4 is good.",
				"h가 %.2g로 너무 작다. f의 두 값이 거의 모든 자리까지 같아서 반올림 오차만 남는다. 1e-4가 알맞다.", h)
		}
		close := func(t *tensor.Tensor) bool { return difference(got, t) < 1e-2 }
		central := want.AddScalar(h * h)
		forward := want.Add(before.MulScalar(3 * h)).AddScalar(h * h)
		switch {
		case difference(got, central) < 1e-6:
		case difference(got, forward) < 1e-6:
			return problem("forward difference", "It is the forward difference, (f(x + h) - f(x))/h: its error falls with h only, that of the central difference with h².",
				"전방 차분 (f(x + h) - f(x))/h다. 오차가 h로만 줄어든다. 중심 차분의 오차는 h²으로 줄어든다.")
		case close(want.MulScalar(2)):
			return problem("divided by h", "It is twice the right answer: x + h and x - h are 2h apart, so divide by 2h.",
				"맞는 답의 두 배다. x + h와 x - h는 2h만큼 떨어져 있으므로 2h로 나눈다.")
		case close(want.MulScalar(0.5)):
			return problem("divided by 2h", "It is half the right answer: from x to x + h it is h, not 2h.",
				"맞는 답의 절반이다. x에서 x + h까지는 2h가 아니라 h다.")
		case close(want.Neg()):
			return problem("sign flipped", "The sign is flipped: it is f(x + h) less f(x - h).", "부호가 뒤집혔다. f(x + h)에서 f(x - h)를 뺀다.")
		case close(want):
			return problem("inexact", "It is nearly right, but not as near as a central difference with h = 1e-4 is: off by %.2g.",
				"거의 맞지만 h = 1e-4인 중심 차분만큼 정확하지 않다. %.2g만큼 다르다.", difference(got, central))
		default:
			return problem("", "For f = the sum of x³ the gradient of %v must be %v, and it is %v.",
				"f가 x³의 합일 때 %v의 기울기는 %v여야 하는데 %v이다.", before, want, got)
		}
		if calls != 2*x.Size() {
			return problem("calls", "f was called %d times for %d elements: twice each is enough.",
				"원소 %[2]d개에 f를 %[1]d번 불렀다. 원소마다 두 번이면 된다.", calls, x.Size())
		}
	}
	return layertest.Report{}
}

// small returns a small network and data for it.
func small(seed uint32) (net *chapter5.TwoLayerNet, x, t *tensor.Tensor) {
	rng := random.New(seed)
	net = chapter5.NewTwoLayerNet(6, 5, 4, 0.5, rng)
	x = rng.Randn(12, 6)
	t = tensor.Zeros(12, 4)
	for i := range 12 {
		t.Set(1, i, (i*7+i/3)%4)
	}
	return net, x, t
}

var keys = []string{"W1", "b1", "W2", "b2"}

// Gradient checks a network's gradients by backpropagation, section 7.2.
func Gradient(student func(*chapter5.TwoLayerNet, *tensor.Tensor, *tensor.Tensor) map[string]*tensor.Tensor) layertest.Report {
	net, x, t := small(3)
	right := func(from, to int) map[string]*tensor.Tensor {
		other, _, _ := small(3)
		return other.Gradient(x.Slice(from, to), t.Slice(from, to))
	}
	net.Gradient(x.Slice(6, 12), t.Slice(6, 12)) // what the layers hold of another batch
	var got map[string]*tensor.Tensor
	message := attempt(func() { got = student(net, x.Slice(0, 6), t.Slice(0, 6)) })
	switch {
	case strings.Contains(message, "dout has shape"):
		return problem("layers not reversed", "The derivatives do not fit the layers: backward walks them from the last to the first. (%s)",
			"미분이 계층과 맞지 않는다. 역전파는 계층을 뒤에서 앞으로 지난다. (%s)", message)
	case message != "":
		return problem("panic", "It panicked: %s", "패닉을 냈다. %s", message)
	case got == nil:
		return problem("nothing", "It returned nil.", "nil을 돌려주었다.")
	}
	want, stale := right(0, 6), right(6, 12)
	for _, key := range keys {
		if got[key] != nil && difference(got[key], stale[key]) < 1e-9 {
			return problem("gradient of the wrong batch", "%s is the gradient of the batch before: go forward with this batch first.",
				"%s가 지난 배치의 기울기다. 이 배치로 먼저 순전파를 해야 한다.", key)
		}
		for _, other := range keys {
			if other != key && got[key] != nil && difference(got[key], want[other]) < 1e-9 {
				return problem("wrong key", "Under %s is the gradient of %s.", "%s 자리에 %s의 기울기가 있다.", key, other)
			}
		}
	}
	return layertest.Diagnose(layertest.Gradients{Names: keys, Params: net.Params, Backprop: got, Numerical: want, N: 6,
		Loss: func() float64 { return net.Loss(x.Slice(0, 6), t.Slice(0, 6)) }}).Report
}

// Accuracy checks an accuracy: the share of rows of y (N, C) whose largest
// score is at the label, with t one-hot or indices, section 7.2.
func Accuracy(student func(y, t *tensor.Tensor) float64) layertest.Report {
	y := random.New(2).Randn(12, 4)
	t := tensor.Zeros(12, 4)
	right := y.Argmax(1)
	labels := make([]float64, 12)
	for i := range 12 {
		labels[i] = right.At(i)
		if i%3 == 0 { // eight of twelve are right
			labels[i] = float64((int(labels[i]) + 1) % 4)
		}
		t.Set(1, i, int(labels[i]))
	}
	for _, t := range []*tensor.Tensor{t, tensor.Vector(labels...)} {
		var got float64
		if message := attempt(func() { got = student(y, t) }); message != "" {
			return problem("wrong axis", "It panicked, as for the wrong axis: the largest of each row is Argmax(1). (%s)",
				"축이 틀렸을 때처럼 패닉을 냈다. 행마다 가장 큰 것은 Argmax(1)이다. (%s)", message)
		}
		switch want := 8.0 / 12; {
		case math.Abs(got-want) < 1e-12:
		case math.Abs(got-8) < 1e-12:
			return problem("not divided", "It is the number of right answers, %v: divide by the number of rows.",
				"맞힌 개수 %v이다. 행의 수로 나눈다.", got)
		case math.Abs(got-4.0/12) < 1e-12:
			return problem("errors counted", "It is the share of wrong answers.", "틀린 비율이다.")
		default:
			return problem("wrong axis", "It is %.4g and must be %.4g: is the largest looked for along each row, Argmax(1)?",
				"%.4g인데 %.4g이어야 한다. 행마다 Argmax(1)로 가장 큰 것을 찾는가?", got, want)
		}
	}
	return layertest.Report{}
}

func attempt(f func()) (message string) {
	defer func() {
		if p := recover(); p != nil {
			message = fmt.Sprint(p)
		}
	}()
	f()
	return ""
}
