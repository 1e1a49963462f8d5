package clinic

import (
	"fmt"
	"math"
	"strings"

	"backprop/layers/layertest"
	"backprop/tensor"
)

// A symptom holds the lines that a patient shows.
type symptom []layertest.Text

func (s *symptom) add(english, korean string, values ...any) {
	*s = append(*s, say(english, korean, values...))
}

// show adds a tensor and its name.
func (s *symptom) show(name string, x *tensor.Tensor) { s.add("%-4s %s", "%-4s %s", name, row(x)) }

// attempt runs f and returns what it panics with, in a line.
func attempt(f func()) (panicked symptom) {
	defer func() {
		if p := recover(); p != nil {
			panicked.add("it panics: %v", "패닉: %v", p)
		}
	}()
	f()
	return nil
}

// curve shows ten losses, those of steps 0, every, 2·every and so on.
func curve(losses []float64, every int) symptom {
	var steps, values string
	for i := 0; i < 10 && i*every < len(losses); i++ {
		steps += fmt.Sprintf(" %6d", i*every)
		values += fmt.Sprintf(" %6s", number(losses[i*every], 3))
	}
	if steps == "" {
		return nil
	}
	return symptom{say("step%s", "반복%s", steps), say("loss%s", "손실%s", values)}
}

// number formats v with some digits after the point, where there is room for them.
func number(v float64, digits int) string {
	if math.Abs(v) >= 100 {
		return fmt.Sprintf("%.3g", v)
	}
	return fmt.Sprintf("%.*f", digits, v)
}

// row formats a tensor in one line: [[1 2] [3 4]].
func row(x *tensor.Tensor) string {
	if x == nil {
		return "nil"
	}
	rounded := x.Data()
	for i, v := range rounded {
		rounded[i] = math.Round(v*1e4)/1e4 + 0 // -0 becomes 0
	}
	words := strings.Fields(fmt.Sprintf("%g", tensor.New(rounded, x.Shape()...)))
	return strings.ReplaceAll(strings.Join(words, " "), "[ ", "[")
}

// What a node returns for numbers so small that they can be checked by hand.
// The node has seen another batch before.

type tensors = []*tensor.Tensor

// byHand shows the lines that f adds, and the panic that ends it.
func byHand(f func(s *symptom)) symptom {
	s := symptom{say("", ""),
		say("by hand, after another batch:", "손으로 확인할 수 있는 예(다른 배치를 먼저 처리했다):")}
	panicked := attempt(func() { f(&s) })
	return append(s, panicked...)
}

func layerByHand(m layertest.Maker, params ...*tensor.Tensor) symptom {
	return byHand(func(s *symptom) {
		for i, p := range params {
			s.show([]string{"W", "b"}[i], p)
		}
		node := m(params)
		node.Forward(tensors{tensor.Matrix([][]float64{{3, 1}, {-1, 2}})})
		node.Backward(tensor.Full(1, 2, 2))
		x, dout := tensor.Matrix([][]float64{{-2, 0}, {1, 3}}), tensor.Matrix([][]float64{{4, -5}, {6, -7}})
		s.show("x", x)
		s.show("y", node.Forward(tensors{x}))
		s.show("dout", dout)
		for i, gradient := range node.Backward(dout) {
			s.show([]string{"dx", "dW", "db"}[i], gradient)
		}
		s.add("dout is then %s", "그 뒤 dout: %s", row(dout))
		for _, p := range params {
			p.SubInPlace(p.Copy())
		}
		if len(params) > 0 {
			s.add("once W and b are 0, y is %s", "W와 b가 0이 된 뒤의 y: %s", row(node.Forward(tensors{x})))
		}
	})
}

func lossByHand(node layertest.Node) symptom {
	loss := func(x, t *tensor.Tensor) string { return number(node.Forward(tensors{x, t}).Item(), 4) }
	dx := func() *tensor.Tensor { return node.Backward(tensor.Scalar(1))[0] }
	return byHand(func(s *symptom) {
		t := tensor.Matrix([][]float64{{1, 0, 0}, {0, 1, 0}})
		loss(tensor.Matrix([][]float64{{0, 1, 2}, {1, 1, 1}}), t.Copy())
		dx()
		x := tensor.Matrix([][]float64{{2, 1, 0}, {0, 3, 0}})
		s.show("x", x)
		s.show("t", t)
		s.add("loss %s", "손실 %s", loss(x, t))
		s.show("dx", dx())
		for _, score := range []float64{20, 1000} {
			value := loss(tensor.Matrix([][]float64{{score, 0, 0}}), tensor.Matrix([][]float64{{0, 1, 0}}))
			s.add("for x [%v 0 0] and t [0 1 0]: loss %s  dx %s", "x [%v 0 0], t [0 1 0]: 손실 %s  dx %s",
				score, value, row(dx()))
		}
	})
}

func accuracyByHand(node layertest.Node) (s symptom) {
	y, t := tensor.Matrix([][]float64{{9, 1, 0}, {8, 2, 0}, {0, 1, 7}}), tensor.Vector(0, 0, 2)
	s.show("y", y)
	s.show("t", t)
	s.add("accuracy %.4f", "정확도 %.4f", node.Forward(tensors{y, t}).Item())
	return s
}

func differencesByHand(node layertest.Node) (s symptom) {
	x := tensor.Vector(1, -2, 0.5)
	s.add("f is the sum of x³ plus the square of the sum of x: f' = 3x² + 2·Σx",
		"f는 x³의 합과 x의 합의 제곱을 더한 것이다. f' = 3x² + 2·Σx")
	s.show("x", x)
	s.show("f'", x.Mul(x).MulScalar(3).AddScalar(2*x.Sum().Item()))
	s.show("grad", node.Forward(tensors{x}))
	s.add("x is then %s", "그 뒤 x: %s", row(x))
	return s
}
