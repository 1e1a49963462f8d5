package chapter5

import (
	"slices"
	"strings"
	"testing"

	"backprop/layers/layertest"
	"backprop/mnist"
	"backprop/tensor"
	"backprop/tensor/random"
)

// A training is section 7.4's with one thing changed.
type training struct {
	seed  uint32
	iters int
	rate  float64
	std   float64
	raw   bool
	after func(net *TwoLayerNet, i int)
}

// watched trains, and returns what the watch says.
func watched(t *testing.T, o training) []layertest.Problem {
	t.Helper()
	train, test, err := mnist.Load(mnist.Options{OneHot: true, Raw: o.raw})
	if err != nil {
		t.Fatal(err)
	}
	rng := random.New(o.seed)
	net := NewTwoLayerNet(784, 50, 10, o.std, rng)
	var w Watch
	var said []layertest.Problem
	for i := range o.iters {
		mask := rng.Choice(60000, 100)
		x, labels := train.X.Rows(mask), train.T.Rows(mask)
		grad := net.Gradient(x, labels)
		for _, key := range []string{"W1", "b1", "W2", "b2"} {
			net.Params[key].SubScaledInPlace(o.rate, grad[key])
		}
		said = append(said, w.Step(i, net, x, grad, o.rate, net.Loss(x, labels))...)
		if o.after != nil {
			o.after(net, i)
		}
		if i%200 == 0 {
			said = append(said, w.Epoch(net.Accuracy(test.X, test.T), test.T)...)
		}
	}
	return said
}

func TestWatch(t *testing.T) {
	for _, test := range []struct {
		name string
		o    training
		want []layertest.Cause // one of them is said
	}{
		{"rate 5", training{iters: 601, rate: 5, std: 0.01}, []layertest.Cause{"steps too large"}},
		{"rate 2", training{iters: 601, rate: 2, std: 0.01}, []layertest.Cause{"dead ReLUs"}},
		{"rate 1e-5", training{iters: 301, rate: 1e-5, std: 0.01}, []layertest.Cause{"steps too small"}},
		{"the wrong sign", training{iters: 60, rate: -0.1, std: 0.01}, []layertest.Cause{"loss rises"}},
		{"weights 0", training{iters: 401, rate: 0.1, std: 0}, []layertest.Cause{"weights equal"}},
		{"stuck", training{iters: 401, rate: 0.1, std: 0}, []layertest.Cause{"stuck"}},
		{"weights 1", training{iters: 20, rate: 0.1, std: 1}, []layertest.Cause{"weights too large"}},
		{"raw pixels", training{iters: 20, rate: 0.1, std: 0.01, raw: true}, []layertest.Cause{"pixels not normalised"}},
		{"NaN", training{iters: 20, rate: 0.1, std: 0.01, after: func(net *TwoLayerNet, i int) {
			zero := 0.0
			net.Params["W2"].Set(zero/zero, 3, 3)
		}}, []layertest.Cause{"not finite"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			said := watched(t, test.o)
			for _, cause := range test.want {
				if !slices.ContainsFunc(said, func(p layertest.Problem) bool { return p.Cause == cause }) {
					t.Errorf("%q was not said, only %q", cause, said)
				}
			}
			seen := map[layertest.Cause]bool{}
			for _, p := range said {
				if seen[p.Cause] {
					t.Errorf("%q was said twice", p.Cause)
				}
				seen[p.Cause] = true
				if strings.Contains(p.English+p.Korean, "%!") {
					t.Errorf("badly put together: %s %s", p.English, p.Korean)
				}
			}
		})
	}
}

// Where the loss does not change, whatever is updated.
func TestWatchSeesThatNothingMoves(t *testing.T) {
	var w Watch
	net := NewTwoLayerNet(4, 3, 2, 0.5, random.New(1))
	x, labels := random.New(2).Randn(5, 4), tensor.Vector(0, 1, 0, 1, 1)
	grad := net.Gradient(x, labels)
	var said []layertest.Problem
	for i := range 40 {
		said = append(said, w.Step(i, net, x, grad, 0.1, net.Loss(x, labels))...)
	}
	if len(said) != 1 || said[0].Cause != "loss does not move" {
		t.Errorf("said %q, want that the loss does not move", said)
	}
}

// A healthy training is left in peace.
func TestWatchRaisesNoFalseAlarm(t *testing.T) {
	for seed, rate := range []float64{0.1, 0.1, 0.1, 0.1, 0.01, 0.5} {
		if said := watched(t, training{seed: uint32(seed), iters: 401, rate: rate, std: 0.01}); len(said) > 0 {
			t.Errorf("seed %d, rate %v: %q", seed, rate, said)
		}
	}
}
