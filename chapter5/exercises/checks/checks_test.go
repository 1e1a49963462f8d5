package checks

import (
	"maps"
	"slices"
	"testing"

	"backprop/chapter5"
	"backprop/layers"
	"backprop/layers/layertest"
	"backprop/tensor"
	"backprop/tensor/random"
)

type T = *tensor.Tensor

func wants(t *testing.T, name string, r layertest.Report, cause layertest.Cause) {
	t.Helper()
	if !slices.Contains(r.Causes(), cause) {
		t.Errorf("%s: causes %q, want %q: %v", name, r.Causes(), cause, r.Err())
	}
}

// differences is a numerical gradient that may be broken in its parts.
func differences(h float64, quotient func(more, here, less float64) float64, restore bool) func(func(T) float64, T) T {
	return func(f func(T) float64, x T) T {
		grad := tensor.Zeros(x.Shape()...)
		shape := x.Shape()
		for i := range x.Size() {
			index := make([]int, len(shape))
			for axis, rest := len(shape)-1, i; axis >= 0; axis-- {
				index[axis] = rest % shape[axis]
				rest /= shape[axis]
			}
			tmp := x.At(index...)
			here := f(x)
			x.Set(tmp+h, index...)
			more := f(x)
			x.Set(tmp-h, index...)
			less := f(x)
			if restore {
				x.Set(tmp, index...)
			}
			grad.Set(quotient(more, here, less), index...)
		}
		return grad
	}
}

func TestNumericalGradients(t *testing.T) {
	central := func(h float64) func(more, _, less float64) float64 {
		return func(more, _, less float64) float64 { return (more - less) / (2 * h) }
	}
	for _, test := range []struct {
		name  string
		f     func(func(T) float64, T) T
		cause layertest.Cause
	}{
		{"one call too many", differences(1e-4, central(1e-4), true), "calls"},
		{"forward difference", differences(1e-4, func(more, here, _ float64) float64 { return (more - here) / 1e-4 }, true), "forward difference"},
		{"divided by h", differences(1e-4, func(more, _, less float64) float64 { return (more - less) / 1e-4 }, true), "divided by h"},
		{"forward over 2h", differences(1e-4, func(more, here, _ float64) float64 { return (more - here) / 2e-4 }, true), "divided by 2h"},
		{"sign", differences(1e-4, func(more, _, less float64) float64 { return (less - more) / 2e-4 }, true), "sign flipped"},
		{"not restored", differences(1e-4, central(1e-4), false), "not restored"},
		{"h too large", differences(0.5, central(0.5), true), "h too large"},
		{"h too small", differences(1e-12, central(1e-12), true), "h too small"},
		{"a copy", func(f func(T) float64, x T) T { return tensor.NumericalGradient(f, x.Copy()) }, "copy"},
		{"flat", func(f func(T) float64, x T) T { return tensor.NumericalGradient(f, x).Reshape(-1) }, "shape"},
		{"nothing", func(f func(T) float64, x T) T { return nil }, "nothing"},
	} {
		wants(t, test.name, NumericalGradient(test.f), test.cause)
	}
}

func TestGradients(t *testing.T) {
	type grads = map[string]T
	right := (*chapter5.TwoLayerNet).Gradient
	change := func(f func(g grads)) func(*chapter5.TwoLayerNet, T, T) grads {
		return func(net *chapter5.TwoLayerNet, x, t T) grads {
			g := maps.Clone(right(net, x, t))
			f(g)
			return g
		}
	}
	backward := func(net *chapter5.TwoLayerNet, order []layers.Layer) grads {
		dout := net.LastLayer.Backward(1)
		for _, layer := range order {
			dout = layer.Backward(dout)
		}
		return grads{"W1": net.Affine1.DW, "b1": net.Affine1.DB, "W2": net.Affine2.DW, "b2": net.Affine2.DB}
	}
	for _, test := range []struct {
		name  string
		f     func(*chapter5.TwoLayerNet, T, T) grads
		cause layertest.Cause
	}{
		{"layers not reversed", func(net *chapter5.TwoLayerNet, x, t T) grads {
			net.Loss(x, t)
			return backward(net, net.Layers)
		}, "layers not reversed"},
		{"no forward", func(net *chapter5.TwoLayerNet, x, t T) grads {
			return backward(net, []layers.Layer{net.Affine2, net.Relu1, net.Affine1})
		}, "gradient of the wrong batch"},
		{"ReLU left out", func(net *chapter5.TwoLayerNet, x, t T) grads {
			net.Loss(x, t)
			return backward(net, []layers.Layer{net.Affine2, net.Affine1})
		}, ""},
		{"keys exchanged", change(func(g grads) { g["W1"], g["W2"] = g["W2"], g["W1"] }), "wrong key"},
		{"b2 forgotten", change(func(g grads) { delete(g, "b2") }), "shape"},
		{"sign", change(func(g grads) { g["W1"] = g["W1"].Neg() }), "sign flipped"},
		{"times N", change(func(g grads) { g["b1"] = g["b1"].MulScalar(6) }), "batch average missing"},
		{"nothing", func(*chapter5.TwoLayerNet, T, T) grads { return nil }, "nothing"},
	} {
		r := Gradient(test.f)
		if test.cause == "" {
			if len(r.Problems) == 0 {
				t.Errorf("%s was not found", test.name)
			}
			continue
		}
		wants(t, test.name, r, test.cause)
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
		{"no biases", variant{factor: 1, only: []string{"W1", "W2"}}.train, "biases left out"},
		{"loss first", variant{factor: 1, only: keys, lossFirst: true}.train, "loss before update"},
		{"rebound", func(net *chapter5.TwoLayerNet, x, t T, iters, n int, rate float64, rng *random.RandomState) []float64 {
			mask := rng.Choice(x.Shape()[0], n)
			grad := net.Gradient(x.Rows(mask), t.Rows(mask))
			for _, key := range keys {
				net.Params[key] = net.Params[key].Sub(grad[key].MulScalar(rate))
			}
			return make([]float64, iters)
		}, "rebound"},
		{"one loss", func(net *chapter5.TwoLayerNet, x, t T, iters, n int, rate float64, rng *random.RandomState) []float64 {
			return variant{factor: 1, only: keys}.train(net, x, t, iters, n, rate, rng)[:1]
		}, "iterations"},
		{"panics", func(*chapter5.TwoLayerNet, T, T, int, int, float64, *random.RandomState) []float64 { panic("no") }, "panic"},
	} {
		wants(t, test.name, Train(test.f), test.cause)
	}
}

func TestAccuracies(t *testing.T) {
	accuracy := func(axis int) func(y, t T) float64 {
		return func(y, t T) float64 {
			if t.NDim() > 1 {
				t = t.Argmax(1)
			}
			return y.Argmax(axis).Equal(t).Sum().Item() / float64(y.Shape()[0])
		}
	}
	if err := Accuracy(accuracy(1)).Err(); err != nil {
		t.Error(err)
	}
	wants(t, "axis 0", Accuracy(accuracy(0)), "wrong axis")
	wants(t, "a count", Accuracy(func(y, t T) float64 { return 12 * accuracy(1)(y, t) }), "not divided")
	wants(t, "wrong ones", Accuracy(func(y, t T) float64 { return 1 - accuracy(1)(y, t) }), "errors counted")
}

func TestRight(t *testing.T) {
	for name, r := range map[string]layertest.Report{
		"NumericalGradient": NumericalGradient(tensor.NumericalGradient),
		"Gradient":          Gradient((*chapter5.TwoLayerNet).Gradient),
		"Train":             Train(variant{factor: 1, only: keys}.train),
	} {
		if err := r.Err(); err != nil {
			t.Errorf("%s: the project's own is not right: %v", name, err)
		}
	}
}
