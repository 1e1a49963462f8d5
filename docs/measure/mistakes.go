package main

import (
	"fmt"

	"backprop/chapter5"
	"backprop/layers"
	"backprop/tensor"
)

// A mistaken layer replaces the backward pass of a layer.
type mistaken struct {
	layers.Layer
	backward func(layer layers.Layer, dout *tensor.Tensor) *tensor.Tensor
}

func (m mistaken) Backward(dout *tensor.Tensor) *tensor.Tensor { return m.backward(m.Layer, dout) }

// mistakes are those of section 7.3's table.
var mistakes = []struct {
	name   string
	change func(net *chapter5.TwoLayerNet)
}{
	{"nothing", func(net *chapter5.TwoLayerNet) {}},
	{"dW is 1% too large", affinesWith(func(a *layers.Affine, N float64) { a.DW = a.DW.MulScalar(1.01) })},
	{"db is the mean", affinesWith(func(a *layers.Affine, N float64) { a.DB = a.DB.DivScalar(N) })},
	{"ReLU lets everything back", func(net *chapter5.TwoLayerNet) {
		net.Layers[1] = mistaken{net.Relu1, func(_ layers.Layer, dout *tensor.Tensor) *tensor.Tensor { return dout }}
	}},
	{"not divided by N", lossWith(func(N float64) float64 { return N })},
	{"t - y for y - t", lossWith(func(N float64) float64 { return -1 })},
}

// affinesWith changes the gradients of both Affine layers after a backward pass of
// N images.
func affinesWith(change func(a *layers.Affine, N float64)) func(net *chapter5.TwoLayerNet) {
	return func(net *chapter5.TwoLayerNet) {
		for _, i := range []int{0, 2} {
			net.Layers[i] = mistaken{net.Layers[i], func(layer layers.Layer, dout *tensor.Tensor) *tensor.Tensor {
				dx := layer.Backward(dout)
				change(layer.(*layers.Affine), float64(dout.Shape()[0]))
				return dx
			}}
		}
	}
}

// lossWith multiplies the gradient that the last Affine layer receives by a factor.
func lossWith(factor func(N float64) float64) func(net *chapter5.TwoLayerNet) {
	return func(net *chapter5.TwoLayerNet) {
		net.Layers[2] = mistaken{net.Affine2, func(layer layers.Layer, dout *tensor.Tensor) *tensor.Tensor {
			return layer.Backward(dout.MulScalar(factor(float64(dout.Shape()[0]))))
		}}
	}
}

// broken prints, for each mistake, the four differences of section 7.3 and the
// accuracy that a training with it ends with.
func broken() {
	for _, m := range mistakes {
		t := usual().start()
		x, labels := trainSet.X.Slice(0, 3), trainSet.T.Slice(0, 3)
		numerical := t.net.NumericalGradient(x, labels)
		m.change(t.net)
		gradient := t.net.Gradient(x, labels)
		fmt.Printf("%s:", m.name)
		for _, key := range chapter5.ParamNames {
			fmt.Printf(" %s %.1e", key, gradient[key].Sub(numerical[key]).Abs().Mean().Item())
		}
		t = usual()
		t.change = m.change
		_, test := t.run()
		fmt.Printf(", accuracy %v\n", test[16])
	}
}
