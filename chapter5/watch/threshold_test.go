package watch

import (
	"math"
	"testing"

	"backprop/chapter5"
	"backprop/tensor"
	"backprop/tensor/random"
)

// A steady training is made by hand: in each iteration every weight moves by
// 1e-3 of itself and every bias by 1e-3, and the loss falls a little from
// log(2), that of guessing. It has no warnings. A test changes one number.
type steady struct {
	net  *chapter5.TwoLayerNet
	x    *tensor.Tensor // (20, 4)
	grad map[string]*tensor.Tensor
	loss float64
}

const steadyRate = 0.5

func newSteady() *steady {
	s := &steady{
		net:  chapter5.NewTwoLayerNet(4, 6, 2, 1, random.New(1)),
		x:    random.New(2).Rand(20, 4),
		loss: math.Log(2),
	}
	s.net.Params["b1"].SetAll(tensor.Full(3, 6)) // every ReLU is above 0
	return s
}

// begin sets the gradients and the loss of the next iteration. update makes
// the update. A test makes its change after either.
func (s *steady) begin() {
	s.net.Predict(s.x)
	s.net.LastLayer.Forward(tensor.Zeros(20, 2), tensor.Zeros(20))
	s.loss *= 0.9999
	s.grad = map[string]*tensor.Tensor{}
	for _, key := range chapter5.ParamNames {
		s.grad[key] = s.net.Params[key].MulScalar(1e-3 / steadyRate)
		if key == "b1" || key == "b2" {
			s.grad[key] = tensor.Full(1e-3/steadyRate, s.net.Params[key].Size())
		}
	}
}

func (s *steady) update() {
	for _, key := range chapter5.ParamNames {
		s.net.Params[key].SubInPlace(s.grad[key].MulScalar(steadyRate))
	}
}

// run returns the causes of the warnings of iterations from 0.
func run(iters int, afterBegin, afterUpdate func(s *steady, i int)) (causes []string, at []int) {
	s, w := newSteady(), Watch{}
	for i := range iters {
		s.begin()
		if afterBegin != nil {
			afterBegin(s, i)
		}
		s.update()
		if afterUpdate != nil {
			afterUpdate(s, i)
		}
		for _, warning := range w.Step(i, s.net, s.x, s.grad, steadyRate, s.loss) {
			causes, at = append(causes, warning.Cause), append(at, i)
		}
	}
	return causes, at
}

func TestThresholds(t *testing.T) {
	type change = func(s *steady, i int)
	// scale makes the update of a weight so many times the weight.
	scale := func(key string, times float64) change {
		return func(s *steady, i int) { s.grad[key] = s.net.Params[key].MulScalar(times / steadyRate) }
	}
	scaleBoth := func(times float64, until int) change {
		return func(s *steady, i int) {
			if i < until {
				scale("W1", times)(s, i)
				scale("W2", times)(s, i)
			}
		}
	}
	loss := func(f func(i int) float64) change { return func(s *steady, i int) { s.loss = f(i) } }
	// From iteration 30 on, the loss is so many times the first one.
	rise := func(first, times float64) change {
		return loss(func(i int) float64 {
			v := first * math.Log(2) * (1 - 1e-9*float64(i)) // no two are the same
			if i >= 30 {
				v *= times
			}
			return v
		})
	}
	frozen := func(iters int, key string) change {
		return func(s *steady, i int) {
			if i < iters {
				s.net.Params[key].AddInPlace(s.grad[key].MulScalar(steadyRate))
			}
		}
	}
	pixel := func(v float64) change { return func(s *steady, i int) { s.x.Set(v, 3, 2) } }
	// dead makes ReLUs 0 for every row by a bias, in the given iterations.
	dead := func(n, rows int, in ...int) change {
		return func(s *steady, i int) {
			for _, iteration := range in {
				if i == iteration {
					hidden := tensor.Full(1, rows, 6)
					for k := range n {
						for row := range rows {
							hidden.Set(0, row, k)
						}
					}
					s.net.Affine2.Forward(hidden)
					s.net.LastLayer.Forward(tensor.Zeros(rows, 2), tensor.Zeros(rows))
				}
			}
		}
	}
	for _, test := range []struct {
		name        string
		iters       int
		afterBegin  change
		afterUpdate change
		want        string // the only cause, or ""
		wantAt      int
	}{
		{"a steady training", 301, nil, nil, "", 0},

		{"a loss of -∞", 10, loss(func(i int) float64 { return math.Log(float64(7-i)) / 2 }), nil, "not finite", 7},
		{"a loss of +∞", 10, loss(func(i int) float64 { return 1 / float64(7-i) }), nil, "not finite", 7},

		{"an input of 16", 3, pixel(16), nil, "", 0},
		{"an input above 16", 3, pixel(16.1), nil, "pixels not normalised", 0},
		{"a first loss of twice that of guessing", 3, loss(func(i int) float64 { return 2 * math.Log(2) / float64(1+i) }), nil, "", 0},
		{"a first loss of more", 3, loss(func(i int) float64 { return 2.01 * math.Log(2) / float64(1+i) }), nil, "weights too large", 0},
		{"a later loss of more", 3, loss(func(i int) float64 { return (0.99 + 2*float64(i)) * math.Log(2) }), nil, "", 0},

		{"an update as large as the weights", 2, scale("W1", 0.999), nil, "", 0},
		{"a larger update of W1", 2, scale("W1", 1.001), nil, "steps too large", 0},
		{"a larger update of W2", 2, scale("W2", 1.001), nil, "steps too large", 0},
		{"a larger update that adds", 2, scale("W2", -1.001), nil, "steps too large", 0},

		{"updates of 2e-5", 301, scaleBoth(2.01e-5, 301), nil, "", 0},
		{"updates below 2e-5", 301, scaleBoth(1.99e-5, 301), nil, "steps too small", 150},
		{"updates below 2e-5 in 5 checks", 301, scaleBoth(1.99e-5, 150), nil, "", 0},
		{"a small update of W1 alone", 301, scale("W1", 1e-6), nil, "", 0},
		{"a small update of W2 alone", 301, scale("W2", 1e-6), nil, "", 0},
		{"small updates of a network that has learnt", 301, func(s *steady, i int) {
			scaleBoth(1e-6, 301)(s, i)
			if i == 0 {
				s.loss /= 2
			}
		}, nil, "", 0},
		{"small updates behind dead ReLUs", 301, func(s *steady, i int) {
			if i > 0 {
				scaleBoth(1e-6, 301)(s, i)
			}
		}, dead(6, 20, 100), "", 0},

		{"the same loss, as in a saturated softmax", 60, loss(func(int) float64 { return 1 }), nil, "", 0},
		{"W2 unchanged for 21 updates", 60, nil, frozen(21, "W2"), "parameter does not move", 20},
		{"W2 unchanged for 20 updates", 60, nil, frozen(20, "W2"), "", 0},
		{"W1 unchanged", 60, nil, frozen(60, "W1"), "parameter does not move", 20},
		{"b1 unchanged", 60, nil, frozen(60, "b1"), "parameter does not move", 20},
		{"b2 unchanged", 60, nil, frozen(60, "b2"), "parameter does not move", 20},
		{"W2 unchanged by gradients of 0", 60, func(s *steady, i int) { s.grad["W2"] = tensor.Zeros(6, 2) }, nil, "", 0},

		{"the loss rises by 0.9%", 60, rise(1, 1.009), nil, "", 0},
		{"the loss rises by 1.1%", 60, rise(1, 1.011), nil, "loss rises", 39},
		{"a loss of 0.91 of guessing rises", 60, rise(0.91, 1.1), nil, "loss rises", 39},
		{"a loss of 0.89 of guessing rises", 60, rise(0.89, 1.1), nil, "", 0},

		{"half of the ReLUs dead, twice", 301, nil, dead(3, 20, 100, 300), "dead ReLUs", 300},
		{"half of the ReLUs dead, once", 301, nil, dead(3, 20, 100), "", 0},
		{"a third of them dead, twice", 301, nil, dead(2, 20, 100, 300), "", 0},
		{"dead for 19 rows", 301, nil, dead(6, 19, 100, 300), "", 0},
		{"dead, alive, dead", 1301, nil, dead(6, 20, 100, 1300), "", 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			causes, at := run(test.iters, test.afterBegin, test.afterUpdate)
			switch {
			case test.want == "" && len(causes) > 0:
				t.Errorf("warnings %q in iterations %v, want none", causes, at)
			case test.want != "" && (len(causes) != 1 || causes[0] != test.want || at[0] != test.wantAt):
				t.Errorf("warnings %q in iterations %v, want %q in %d", causes, at, test.want, test.wantAt)
			}
		})
	}
}

func TestEqualNeurons(t *testing.T) {
	for _, test := range []struct {
		name    string
		W1, W2  *tensor.Tensor
		warning bool
	}{
		{"both weights", tensor.Full(0.5, 3, 2), tensor.Matrix([][]float64{{1, 2}, {1, 2}}), true},
		{"W1 alone", tensor.Full(0.5, 3, 2), tensor.Matrix([][]float64{{1, 2}, {1, 3}}), false},
		{"W2 alone", tensor.Matrix([][]float64{{1, 1}, {2, 2}, {3, 4}}), tensor.Full(1, 2, 2), false},
		{"a single neuron", tensor.Full(0.5, 3, 1), tensor.Full(1, 1, 2), false},
	} {
		t.Run(test.name, func(t *testing.T) {
			net := chapter5.NewTwoLayerNet(3, test.W1.Shape()[1], 2, 1, random.New(1))
			net.Params["W1"].SetAll(test.W1)
			net.Params["W2"].SetAll(test.W2)
			x := random.New(2).Rand(5, 3)
			grad := net.Gradient(x, tensor.Zeros(5))
			var w Watch
			warnings := w.Step(0, net, x, grad, 1e-3, math.Log(2))
			if got := len(warnings) == 1 && warnings[0].Cause == "weights equal"; got != test.warning || len(warnings) > 1 {
				t.Errorf("warnings %q, want one of equal weights: %v", warnings, test.warning)
			}
		})
	}
}
