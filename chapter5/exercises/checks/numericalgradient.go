package checks

import (
	"math"
	"slices"

	"backprop/layers/layertest"
	"backprop/tensor"
	"backprop/tensor/random"
)

// Differences are a numerical gradient, section 7.3.
type Differences = func(f func(*tensor.Tensor) float64, x *tensor.Tensor) *tensor.Tensor

// NumericalGradient checks central differences, for x of several shapes.
func NumericalGradient(student Differences) layertest.Report {
	e := numericalGradient()
	r := e.Run(differencesNode(student))
	h := motionOf(differencesNode(student)(nil), e.Calls[0]).h()
	if len(r.Problems) == 0 && math.Abs(h-1e-4) > 1e-6 {
		r.Remarks = []text{otherH(h)}
	}
	return r
}

// differencesNode makes nodes that have seen the motion of x.
func differencesNode(d Differences) maker {
	return func([]T) node {
		m := &motion{}
		return node{Seen: m, Forward: func(in []T) T { return m.observe(d, in[0]) }}
	}
}

// A motion records how x moves while a numerical gradient calls f.
type motion struct {
	left         float64 // how far an element is off its place in the end
	above, below T       // how far each element was from its place at most, in calls of f
	atOnce       int     // the most elements that were off their places in a call
	calls        int     // of f
}

// observe runs a numerical gradient of the sum of x³, plus the square of the sum of x.
// Like the book's lambda the function uses x itself and ignores its argument.
func (m *motion) observe(student Differences, x T) T {
	before := x.Copy()
	m.above, m.below = tensor.Zeros(x.Size()), tensor.Zeros(x.Size())
	defer func() { m.left = x.Sub(before).Abs().Max().Item() }()
	return student(func(T) float64 {
		m.calls++
		moved := 0
		for i, off := range x.Sub(before).Data() {
			m.above.Set(max(off, m.above.At(i)), i)
			m.below.Set(max(-off, m.below.At(i)), i)
			if math.Abs(off) > 1e-9 { // less is rounding
				moved++
			}
		}
		m.atOnce = max(m.atOnce, moved)
		sum := x.Sum().Item()
		return x.Mul(x).Mul(x).Sum().Item() + float64(sum*sum)
	}, x)
}

// motionOf returns the motion of x in a call.
func motionOf(n node, c call) *motion {
	layertest.Attempt(func() { n.Forward([]T{c.In[0].Copy()}) })
	return n.Seen.(*motion)
}

// h returns how far an element was from its place at most.
func (m *motion) h() float64 { return max(m.above.Max().Item(), m.below.Max().Item()) }

// explainMotion explains what is wrong by the motion of x. It leaves a panic, and code
// that does not call f, to the exam.
func explainMotion(f *layertest.Finding) text {
	c := f.Exam.Calls[f.Call]
	m := motionOf(f.Node(c), c)
	h := m.h()
	size, moved := m.above.Size(), int(m.above.Add(m.below).Greater(0).Sum().Item())
	switch {
	case f.Panic() != "" || m.calls == 0:
		return text{}
	case h == 0:
		return say("x was the same in each call of f. A copy or a number is changed, and not the element in x itself (f need not use its argument), or h is so small that x + h is x. (A quotient of integers, such as 1/10000, is 0 in Go: write 1e-4.)",
			"f를 호출하는 동안 x가 변하지 않았다. x 자체의 원소가 아니라 복사본이나 수를 바꾸었거나(f가 인수를 쓰지 않을 수도 있다), h가 너무 작아서 x + h가 x와 같다. (Go에서 1/10000 같은 정수의 나눗셈은 0이다. 1e-4로 적는다.)")
	case m.atOnce > 1:
		return say("%d elements were changed at once while f was called: change one at a time, and put it back before you go on to the next.",
			"f를 호출하는 동안 원소 %d개가 한꺼번에 바뀌어 있었다. 한 번에 하나씩 바꾸고, 되돌린 뒤에 다음 원소로 가야 한다.", m.atOnce)
	case m.left > 0:
		return say("x is off by %.1g from what it was: keep each element (tmp), and put that number back after the two calls of f. Adding h and subtracting it again leaves a rounding error.",
			"x가 처음과 %.1g만큼 다르다. 원소의 값(tmp)을 저장했다가 f를 두 번 호출한 뒤 그 값을 그대로 되돌려 놓아야 한다. h를 더하고 다시 빼면 반올림 오차가 남는다.", m.left)
	case h < 5e-7:
		return otherH(h)
	case moved < size:
		return say("%d of %d elements were never changed: the loop has to go over all x.Size() elements, and h has to be 1e-4 even where the element is 0.",
			"원소 %[2]d개 중 %[1]d개를 한 번도 바꾸지 않았다. 반복문으로 원소 x.Size()개를 모두 순회해야 하고, 원소가 0인 곳에서도 h는 1e-4여야 한다.",
			size-moved, size)
	case slices.Contains(m.below.Data(), 0), slices.Contains(m.above.Data(), 0):
		return say("f was called on one side of x only: subtract f(x - h) from f(x + h), which are 2h apart. The error of this central difference falls with h², and that of a one-sided difference with h only.",
			"x의 한쪽에서만 f를 호출했다. f(x + h)에서 f(x - h)를 뺀다. 두 점의 거리는 2h다. 이 중심 차분의 오차는 h²에 비례하고, 한쪽 차분의 오차는 h에 비례한다.")
	case h > 1.5e-3: // the error is h²
		return otherH(h)
	}
	return text{}
}

// otherH tells an h that is not that of the notes.
func otherH(h float64) text {
	return say("f was called at x ± %.2g. Section 7.3 takes h = 1e-4: the curve between x - h and x + h is less straight for a larger h, and for a smaller h the two values of f agree in more digits, so that rounding counts more.",
		"x ± %.2g에서 f를 호출했다. 7.3절의 h는 1e-4다. h가 크면 x - h와 x + h 사이의 곡선이 직선에서 더 벗어나고, h가 작으면 f의 두 값이 더 많은 자리까지 같아서 반올림 오차의 비중이 커진다.", h)
}

// A quotient computes an element's gradient of f(x + h), f(x - h) and h.
type quotient = func(more, less, h float64) float64

func central(more, less, h float64) float64 { return (more - less) / (2 * h) }

// differences makes a numerical gradient of a quotient.
func differences(h float64, q quotient) Differences {
	return func(f func(T) float64, x T) T {
		grad := tensor.Zeros(x.Shape()...)
		flat, flatGrad := x.Reshape(-1), grad.Reshape(-1) // views
		for i := range x.Size() {
			tmp := flat.At(i)
			flat.Set(tmp+h, i)
			more := f(x)
			flat.Set(tmp-h, i)
			less := f(x)
			flat.Set(tmp, i)
			flatGrad.Set(q(more, less, h), i)
		}
		return grad
	}
}

func numericalGradient() *layertest.Exam {
	ofQuotient := func(q quotient) maker { return differencesNode(differences(1e-4, q)) }
	brackets := say("brackets are missing: Go divides before it subtracts, and / 2 * h multiplies by h. Write (f(x + h) - f(x - h)) / (2 * h).",
		"괄호가 빠졌다. Go는 뺄셈보다 나눗셈을 먼저 하고, / 2 * h는 h를 곱한다. (f(x + h) - f(x - h)) / (2 * h)로 쓴다.")
	rng := random.New(23)
	e := &layertest.Exam{Inputs: []string{"x"}, Results: []string{"NumericalGradient = (f(x + h) - f(x - h))/(2h)"},
		Right: differencesNode(tensor.NumericalGradient), Explain: explainMotion,
		Mistakes: []mistake{
			{Name: "divided by h", Make: ofQuotient(func(more, less, h float64) float64 { return (more - less) / h })},
			{Name: "brackets", Text: brackets, Make: ofQuotient(func(more, less, h float64) float64 { return more - less/(2*h) })},
			{Name: "brackets", Text: brackets, Make: ofQuotient(func(more, less, h float64) float64 { return (more - less) / 2 * h })},
			{Name: "h too small", Make: differencesNode(differences(1e-12, central))},
			{Name: "h too large", Make: differencesNode(differences(0.5, central))},
		}}
	for _, x := range []T{tensor.Matrix([][]float64{{0.1, -2.3}, {0.7, 3}, {-0.25, 1.9}}),
		rng.Randn(3, 2), rng.Randn(2, 5), tensor.Vector(1.7, -0.6, 0.3), tensor.Scalar(1.1),
		tensor.New([]float64{1.2, 0.9, -3, 0.4, 0, 2.6}, 1, 3, 2)} {
		e.Calls = append(e.Calls, call{In: []T{x}})
	}
	return e
}
