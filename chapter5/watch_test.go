package chapter5

import (
	"math"
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
	batch int // 0 for 100
	blind bool
	after func(net *TwoLayerNet, grad map[string]*tensor.Tensor, i int)
}

// run trains, and returns what a watch says unless it is blind.
func (o training) run(t *testing.T) (*TwoLayerNet, []layertest.Problem) {
	t.Helper()
	train, test, err := mnist.Load(mnist.Options{OneHot: true, Raw: o.raw})
	if err != nil {
		t.Fatal(err)
	}
	if o.batch == 0 {
		o.batch = 100
	}
	rng := random.New(o.seed)
	net := NewTwoLayerNet(784, 50, 10, o.std, rng)
	var w Watch
	var said []layertest.Problem
	for i := range o.iters {
		mask := rng.Choice(60000, o.batch)
		x, labels := train.X.Rows(mask), train.T.Rows(mask)
		grad := net.Gradient(x, labels)
		for _, key := range []string{"W1", "b1", "W2", "b2"} {
			net.Params[key].SubScaledInPlace(o.rate, grad[key])
		}
		if o.after != nil {
			o.after(net, grad, i)
		}
		if o.blind {
			continue
		}
		said = append(said, w.Step(i, net, x, grad, o.rate, net.LastLayer.Loss)...)
		if i%600 == 0 {
			said = append(said, w.Epoch(net.Accuracy(test.X, test.T), test.T)...)
		}
	}
	return net, said
}

func TestWatch(t *testing.T) {
	huge := func(net *TwoLayerNet, grad map[string]*tensor.Tensor, i int) {
		if i == 5 {
			net.Params["b1"].SubScaledInPlace(-1e300, tensor.Full(1e300, 50)) // an overflow
		}
	}
	nan := func(net *TwoLayerNet, grad map[string]*tensor.Tensor, i int) {
		if i == 5 {
			net.Params["W2"].Set(math.NaN(), 3, 3)
		}
	}
	nanInW1 := func(net *TwoLayerNet, grad map[string]*tensor.Tensor, i int) {
		if i == 5 {
			net.Params["W1"].Set(math.NaN(), 300, 3)
		}
	}
	rebound := func(net *TwoLayerNet, grad map[string]*tensor.Tensor, i int) {
		net.Params["W2"] = net.Params["W2"].SubScalar(0)
	}
	for _, test := range []struct {
		name  string
		o     training
		cause layertest.Cause // is said
		part  string          // in this sentence
	}{
		{"rate 5", training{iters: 60, rate: 5, std: 0.01}, "steps too large", "W1 itself"},
		{"rate 2", training{iters: 301, rate: 2, std: 0.01}, "dead ReLUs", "In iteration 300 49 of 50"},
		{"rate 1e-5", training{iters: 301, rate: 1e-5, std: 0.01}, "steps too small", "Up to iteration 100"},
		{"the wrong sign", training{iters: 60, rate: -0.1, std: 0.01}, "loss rises", "first 40 iterations"},
		{"weights 0", training{iters: 101, rate: 0.1}, "weights equal", "All 50"},
		{"always 1", training{iters: 1201, rate: 0.1}, "stuck", "0.1135, which is the share of the 1s"},
		{"weights 1", training{iters: 20, rate: 0.1, std: 1}, "weights too large", "first loss"},
		{"raw pixels", training{iters: 20, rate: 0.1, std: 0.01, raw: true}, "pixels not normalised", "255"},
		{"another tensor in Params", training{iters: 20, rate: 0.1, std: 0.01, after: rebound}, "loss does not move", "another W2"},
		{"rate 0", training{iters: 60, std: 0.01}, "loss does not move", "have not changed"},
		{"an overflow in b1", training{iters: 20, rate: 0.1, std: 0.01, after: huge}, "not finite", "In iteration 5 the loss is 2.3"},
		{"NaN in W2", training{iters: 20, rate: 0.1, std: 0.01, after: nan}, "not finite", "In iteration 6 the loss is NaN: the result of Affine2"},
		{"NaN in W1", training{iters: 20, rate: 0.1, std: 0.01, after: nanInW1}, "not finite", "In iteration 6 the loss is NaN: the result of Affine1"},
		{"an infinite rate", training{iters: 20, rate: math.Inf(1), std: 0.01}, "not finite", "In iteration 0 the loss is 2.30"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, said := test.o.run(t)
			if !slices.ContainsFunc(said, func(p layertest.Problem) bool {
				return p.Cause == test.cause && strings.Contains(p.English, test.part)
			}) {
				t.Errorf("%q with %q was not said, only %q", test.cause, test.part, said)
			}
			seen := map[layertest.Cause]bool{}
			for _, p := range said {
				if seen[p.Cause] {
					t.Errorf("%q was said twice", p.Cause)
				}
				seen[p.Cause] = true
				if p.Korean == "" || p.Korean == p.English || strings.Contains(p.English+p.Korean, "%!") {
					t.Errorf("badly put together: %s %s", p.English, p.Korean)
				}
			}
		})
	}
}

// Where the loss of a batch is as it was, and where the batches change but the
// parameters do not.
func TestWatchSeesThatNothingMoves(t *testing.T) {
	for _, sameBatch := range []bool{true, false} {
		var w Watch
		rng := random.New(2)
		net := NewTwoLayerNet(4, 3, 2, 0.5, random.New(1))
		x, labels := rng.Randn(5, 4), tensor.Vector(0, 1, 0, 1, 1)
		var said []layertest.Problem
		for i := range 60 {
			grad := net.Gradient(x, labels)
			said = append(said, w.Step(i, net, x, grad, 0.1, net.LastLayer.Loss)...)
			if !sameBatch {
				x = rng.Randn(5, 4)
			}
		}
		if len(said) != 1 || said[0].Cause != "loss does not move" {
			t.Errorf("one batch %v: said %q, want that the loss does not move", sameBatch, said)
		}
	}
}

// Which class it is is counted in the labels.
func TestWatchKnowsTheClassByItsShare(t *testing.T) {
	_, test, err := mnist.Load(mnist.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct {
		accuracies []float64
		want       string
	}{
		{[]float64{0.098, 0.098, 0.098}, "0.098, which is the share of the 0s"},
		{[]float64{0.1135, 0.5, 0.1135}, "0.1135, which is the share of the 1s"},
		{[]float64{0.1135}, ""},
		{[]float64{0.0981, 0.0981, 0.9, 0.9}, ""},
	} {
		var w Watch
		var said []layertest.Problem
		for _, accuracy := range row.accuracies {
			said = append(said, w.Epoch(accuracy, test.T)...)
		}
		if row.want == "" && len(said) > 0 ||
			row.want != "" && (len(said) != 1 || !strings.Contains(said[0].English, row.want)) {
			t.Errorf("of %v it says %q, want %q", row.accuracies, said, row.want)
		}
	}
}

// A healthy training is left in peace: section 7.4's first three epochs, and
// some with another rate or size of batch.
func TestWatchRaisesNoFalseAlarm(t *testing.T) {
	healthy := []training{{seed: 5, iters: 301, rate: 0.01}, {seed: 6, iters: 301, rate: 0.5},
		{seed: 7, iters: 301, rate: 0.1, batch: 20}, {seed: 8, iters: 301, rate: 0.1, batch: 1}}
	for seed := range uint32(5) {
		healthy = append(healthy, training{seed: seed, iters: 1801, rate: 0.1})
	}
	for _, o := range healthy {
		o.std = 0.01
		if _, said := o.run(t); len(said) > 0 {
			t.Errorf("%+v: %q", o, said)
		}
	}
}

// A training that is watched comes to the same bits.
func TestWatchChangesNothing(t *testing.T) {
	for _, o := range []training{{iters: 301, rate: 0.1, std: 0.01}, {iters: 301, rate: 2, std: 0.01}} {
		watched, _ := o.run(t)
		o.blind = true
		alone, _ := o.run(t)
		for key, want := range alone.Params {
			if !slices.Equal(watched.Params[key].Data(), want.Data()) {
				t.Errorf("rate %v: %s differs from that of a training without a watch", o.rate, key)
			}
		}
		for key, gradients := range map[string][2]*tensor.Tensor{
			"dW2": {watched.Affine2.DW, alone.Affine2.DW}, "db1": {watched.Affine1.DB, alone.Affine1.DB}} {
			if !slices.Equal(gradients[0].Data(), gradients[1].Data()) {
				t.Errorf("rate %v: %s differs from that of a training without a watch", o.rate, key)
			}
		}
	}
}
