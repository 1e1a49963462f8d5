package checks

import (
	"maps"
	"testing"

	"backprop/chapter5"
	"backprop/layers"
	"backprop/layers/layertest"
	"backprop/tensor"
)

type grads = map[string]T

// A student may write the layers out, or make copies.
func TestGradientsThatAreRight(t *testing.T) {
	for name, f := range map[string]Backpropagation{
		"written out": func(net *chapter5.TwoLayerNet, x, t T) grads {
			net.LastLayer.Forward(net.Affine2.Forward(net.Relu1.Forward(net.Affine1.Forward(x))), t)
			return backward(net, net.LastLayer.Backward(1), net.Affine2, net.Relu1, net.Affine1)
		},
		"by index, with copies": func(net *chapter5.TwoLayerNet, x, t T) grads {
			net.Loss(x, t)
			dout := net.LastLayer.Backward(1)
			for i := len(net.Layers) - 1; i >= 0; i-- {
				dout = net.Layers[i].Backward(dout)
			}
			return grads{"W1": net.Affine1.DW.Copy(), "b1": net.Affine1.DB.Copy(),
				"W2": net.Affine2.DW.Copy(), "b2": net.Affine2.DB.Copy()}
		},
	} {
		if r := Gradient(f); len(r.Problems)+len(r.Remarks) > 0 {
			t.Errorf("%s: %+v", name, r)
		}
	}
}

func TestGradients(t *testing.T) {
	right := (*chapter5.TwoLayerNet).Gradient
	change := func(f func(net *chapter5.TwoLayerNet, g grads)) Backpropagation {
		return func(net *chapter5.TwoLayerNet, x, t T) grads {
			g := maps.Clone(right(net, x, t))
			f(net, g)
			return g
		}
	}
	// through goes forward, and back through some layers, from some dout.
	through := func(dout func(net *chapter5.TwoLayerNet) T, f func(net *chapter5.TwoLayerNet) []layers.Layer) Backpropagation {
		return func(net *chapter5.TwoLayerNet, x, t T) grads {
			net.Loss(x, t)
			return backward(net, dout(net), f(net)...)
		}
	}
	last := func(net *chapter5.TwoLayerNet) T { return net.LastLayer.Backward(1) }
	all := func(net *chapter5.TwoLayerNet) []layers.Layer {
		return []layers.Layer{net.Affine2, net.Relu1, net.Affine1}
	}
	for _, test := range []struct {
		name  string
		f     Backpropagation
		cause layertest.Cause
	}{
		{"layers not reversed", through(last, func(net *chapter5.TwoLayerNet) []layers.Layer { return net.Layers }), "layers not reversed"},
		{"last Affine left out", through(last, func(net *chapter5.TwoLayerNet) []layers.Layer { return all(net)[1:] }), "layer left out"},
		{"first Affine left out", through(last, func(net *chapter5.TwoLayerNet) []layers.Layer { return all(net)[:2] }), "layer left out"},
		{"ReLU left out", through(last, func(net *chapter5.TwoLayerNet) []layers.Layer {
			return []layers.Layer{net.Affine2, net.Affine1}
		}), "ReLU left out"},
		{"last layer left out", through(func(net *chapter5.TwoLayerNet) T { return tensor.Full(1, 6, 4) }, all), "last layer left out"},
		{"y for its derivative", through(func(net *chapter5.TwoLayerNet) T { return net.LastLayer.Y }, all), "last layer left out"},
		{"Backward of 1/N", through(func(net *chapter5.TwoLayerNet) T { return net.LastLayer.Backward(1.0 / 6) }, all), "divided twice"},
		{"dout not handed on", func(net *chapter5.TwoLayerNet, x, t T) grads {
			net.Loss(x, t)
			dout := net.LastLayer.Backward(1)
			for _, layer := range all(net) {
				layer.Backward(dout)
			}
			return backward(net, dout)
		}, "layer left out"},
		{"no forward", func(net *chapter5.TwoLayerNet, x, t T) grads { return backward(net, last(net), all(net)...) }, "gradient of the wrong batch"},
		{"Predict only", func(net *chapter5.TwoLayerNet, x, t T) grads {
			net.Predict(x)
			return backward(net, last(net), all(net)...)
		}, "loss left out"},
		{"no backward", func(net *chapter5.TwoLayerNet, x, t T) grads {
			net.Loss(x, t)
			return backward(net, nil)
		}, "no backward"},
		{"keys exchanged", change(func(_ *chapter5.TwoLayerNet, g grads) { g["W1"], g["W2"] = g["W2"], g["W1"] }), "wrong key"},
		{"bias under W1", change(func(_ *chapter5.TwoLayerNet, g grads) { g["W1"] = g["b1"] }), "wrong key"},
		{"b2 forgotten", change(func(_ *chapter5.TwoLayerNet, g grads) { delete(g, "b2") }), "shape"},
		{"the parameters", change(func(net *chapter5.TwoLayerNet, g grads) { g["W2"] = net.Params["W2"] }), "parameter for gradient"},
		{"updates", change(func(net *chapter5.TwoLayerNet, g grads) { net.Params["W2"].SubInPlace(g["W2"].MulScalar(0.1)) }), "parameters changed"},
		{"sign", change(func(_ *chapter5.TwoLayerNet, g grads) { g["W1"] = g["W1"].Neg() }), "sign flipped"},
		{"times N", change(func(_ *chapter5.TwoLayerNet, g grads) { g["b1"] = g["b1"].MulScalar(6) }), "batch average missing"},
		{"differences", (*chapter5.TwoLayerNet).NumericalGradient, "numerical"},
		{"nothing", func(*chapter5.TwoLayerNet, T, T) grads { return nil }, "nothing"},
		{"panics", func(*chapter5.TwoLayerNet, T, T) grads { panic("no") }, "panic"},
	} {
		wants(t, test.name, Gradient(test.f), test.cause)
	}
}
