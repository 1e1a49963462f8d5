package checks

import (
	"testing"

	"backprop/chapter5"
	"backprop/layers/layertest"
	"backprop/tensor"
	"backprop/tensor/random"
)

// with returns a loop whose steps are the student's.
func with(step func(net *chapter5.TwoLayerNet, xTrain, tTrain T, n int, rate float64, rng *random.RandomState)) Loop {
	return func(net *chapter5.TwoLayerNet, x, t T, iters, n int, rate float64, rng *random.RandomState) []float64 {
		var losses []float64
		for range iters {
			step(net, x, t, n, rate, rng)
			losses = append(losses, net.LastLayer.Loss)
		}
		return losses
	}
}

// sgd updates with the gradient of x, t and leaves the loss after it.
func sgd(net *chapter5.TwoLayerNet, x, t T, rate float64) {
	for key, grad := range net.Gradient(x, t) {
		net.Params[key].SubInPlace(grad.MulScalar(rate))
	}
	net.Loss(x, t)
}

func TestTrainsThatAreRight(t *testing.T) {
	for name, f := range map[string]Loop{
		"the last layer's loss": with(func(net *chapter5.TwoLayerNet, xTrain, tTrain T, n int, rate float64, rng *random.RandomState) {
			mask := rng.Choice(xTrain.Shape()[0], n)
			sgd(net, xTrain.Rows(mask), tTrain.Rows(mask), rate)
		}),
		"SetAll": with(func(net *chapter5.TwoLayerNet, xTrain, tTrain T, n int, rate float64, rng *random.RandomState) {
			mask := rng.Choice(xTrain.Shape()[0], n)
			x, t := xTrain.Rows(mask), tTrain.Rows(mask)
			for key, grad := range net.Gradient(x, t) {
				net.Params[key].SetAll(net.Params[key].Sub(grad.MulScalar(rate)))
			}
			net.Loss(x, t)
		}),
	} {
		if err := Train(f).Err(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTrains(t *testing.T) {
	for _, test := range []struct {
		name  string
		f     Loop
		cause layertest.Cause
	}{
		{"sign", variant{factor: -1, only: keys}.train, "learning rate sign"},
		{"not updated", variant{only: keys}.train, "not updated"},
		{"one batch", variant{factor: 1, only: keys, oneBatch: true}.train, "one batch"},
		{"no rate", variant{factor: 1 / 0.3, only: keys}.train, "learning rate missing"},
		{"over N again", variant{factor: 1.0 / trialBatch, only: keys}.train, "divided twice"},
		{"no biases", variant{factor: 1, only: []string{"W1", "W2"}}.train, "biases left out"},
		{"no first layer", variant{factor: 1, only: keys[2:]}.train, "first layer left out"},
		{"three of four", variant{factor: 1, only: keys[:3]}.train, "parameters left out"},
		{"one of four", variant{factor: 1, only: keys[:1]}.train, "parameters left out"},
		{"gradient once", variant{factor: 1, only: keys, gradOnce: true}.train, "gradient once"},
		{"first rows", variant{factor: 1, only: keys, firstOnly: true}.train, "first rows only"},
		{"loss first", variant{factor: 1, only: keys, lossFirst: true}.train, "loss before update"},
		{"loss of all", variant{factor: 1, only: keys, lossOfAll: true}.train, "loss of all"},
		{"two masks", with(func(net *chapter5.TwoLayerNet, x, t T, n int, rate float64, rng *random.RandomState) {
			sgd(net, x.Rows(rng.Choice(12, n)), t.Rows(rng.Choice(12, n)), rate)
		}), "labels of other rows"},
		{"all the data", with(func(net *chapter5.TwoLayerNet, x, t T, n int, rate float64, rng *random.RandomState) {
			sgd(net, x, t, rate)
		}), "not drawn"},
		{"drawn for half the steps", func(net *chapter5.TwoLayerNet, x, t T, iters, n int, rate float64, rng *random.RandomState) []float64 {
			return append(right.train(net, x, t, iters-2, n, rate, rng), 0, 0)
		}, "iterations"},
		{"rebound", with(func(net *chapter5.TwoLayerNet, x, t T, n int, rate float64, rng *random.RandomState) {
			mask := rng.Choice(12, n)
			grad := net.Gradient(x.Rows(mask), t.Rows(mask))
			for _, key := range keys {
				net.Params[key] = net.Params[key].Sub(grad[key].MulScalar(rate))
			}
		}), "rebound"},
		{"one loss", func(net *chapter5.TwoLayerNet, x, t T, iters, n int, rate float64, rng *random.RandomState) []float64 {
			return right.train(net, x, t, iters, n, rate, rng)[:1]
		}, "iterations"},
		{"panics", func(*chapter5.TwoLayerNet, T, T, int, int, float64, *random.RandomState) []float64 { panic("no") }, "panic"},
	} {
		wants(t, test.name, Train(test.f), test.cause)
	}
}

// What has no name is still told.
func TestTrainsOfAnotherKind(t *testing.T) {
	for name, f := range map[string]Loop{
		"other batches": with(func(net *chapter5.TwoLayerNet, x, t T, n int, rate float64, rng *random.RandomState) {
			mask := rng.Permutation(12)[:n]
			sgd(net, x.Rows(mask), t.Rows(mask), rate)
		}),
		"a bias of its own": with(func(net *chapter5.TwoLayerNet, x, t T, n int, rate float64, rng *random.RandomState) {
			mask := rng.Choice(12, n)
			sgd(net, x.Rows(mask), t.Rows(mask), rate)
			net.Params["b1"].AddInPlace(tensor.Vector(0.01))
		}),
		"losses of 0": func(net *chapter5.TwoLayerNet, x, t T, iters, n int, rate float64, rng *random.RandomState) []float64 {
			right.train(net, x, t, iters, n, rate, rng)
			return make([]float64, iters)
		},
	} {
		wantsUnnamed(t, name, Train(f))
	}
}

func wantsUnnamed(t *testing.T, name string, r layertest.Report) {
	t.Helper()
	if len(r.Problems) != 1 || r.Problems[0].Cause != "" {
		t.Errorf("%s: %v, want a problem with no name", name, r.Err())
	}
}
