package main

import (
	"fmt"

	"backprop/chapter5"
	"backprop/layers"
	"backprop/tensor"
)

// A scaled layer passes on dout times a factor.
type scaled struct {
	layers.Layer
	factor float64
}

func (s scaled) Forward(x *tensor.Tensor) *tensor.Tensor { return x }
func (s scaled) Backward(dout *tensor.Tensor) *tensor.Tensor {
	return dout.MulScalar(s.factor)
}

// A mistaken layer changes what its layer has computed.
type mistaken struct {
	layers.Layer
	after func(dout, dx *tensor.Tensor) *tensor.Tensor
}

func (m mistaken) Backward(dout *tensor.Tensor) *tensor.Tensor {
	return m.after(dout, m.Layer.Backward(dout))
}

// mistakes are those of section 7.3's table.
var mistakes = []struct {
	name   string
	change func(net *chapter5.TwoLayerNet)
}{
	{"nothing", func(net *chapter5.TwoLayerNet) {}},
	{"dW is 1% too large", affinesWith(func(a *layers.Affine) { a.DW = a.DW.MulScalar(1.01) })},
	{"db is the mean", affinesWith(func(a *layers.Affine) { a.DB = a.DB.DivScalar(batchSize) })},
	{"ReLU lets everything back", func(net *chapter5.TwoLayerNet) {
		net.Layers[1] = mistaken{net.Relu1, func(dout, dx *tensor.Tensor) *tensor.Tensor { return dout }}
	}},
	{"not divided by N", func(net *chapter5.TwoLayerNet) {
		net.Layers = append(net.Layers, scaled{factor: batchSize})
	}},
	{"t - y for y - t", func(net *chapter5.TwoLayerNet) {
		net.Layers = append(net.Layers, scaled{factor: -1})
	}},
}

var batchSize float64

// affinesWith changes the gradients of both Affine layers.
func affinesWith(change func(a *layers.Affine)) func(net *chapter5.TwoLayerNet) {
	return func(net *chapter5.TwoLayerNet) {
		for _, i := range []int{0, 2} {
			a := net.Layers[i].(*layers.Affine)
			net.Layers[i] = mistaken{a, func(dout, dx *tensor.Tensor) *tensor.Tensor {
				change(a)
				return dx
			}}
		}
	}
}

// broken prints, for each mistake, the four differences of section 7.3 and the
// accuracy that a training with it ends with.
func broken() {
	for _, m := range mistakes {
		batchSize = 3
		t := usual().start()
		numerical := t.net.NumericalGradient(trainSet.X.Slice(0, 3), trainSet.T.Slice(0, 3))
		m.change(t.net)
		gradient := t.net.Gradient(trainSet.X.Slice(0, 3), trainSet.T.Slice(0, 3))
		fmt.Printf("%s:", m.name)
		for _, key := range keys {
			fmt.Printf(" %s %.1e", key, gradient[key].Sub(numerical[key]).Abs().Mean().Item())
		}
		batchSize = 100
		t = usual()
		t.change, t.plain = m.change, true
		_, test := t.run()
		fmt.Printf(", accuracy %v\n", test[16])
	}
}
