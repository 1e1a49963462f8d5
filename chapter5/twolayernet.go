package chapter5

import (
	"fmt"
	"slices"

	"backprop/layers"
	"backprop/tensor"
	"backprop/tensor/random"
)

// TwoLayerNet is the network of section 7.2: Affine, ReLU, Affine, and the
// softmax with the loss.
type TwoLayerNet struct {
	Params map[string]*tensor.Tensor // W1 (D, H), b1 (H), W2 (H, C), b2 (C)

	Affine1   *layers.Affine
	Relu1     *layers.ReLU
	Affine2   *layers.Affine
	LastLayer *layers.SoftmaxWithLoss
	Layers    []layers.Layer // Affine1, Relu1, Affine2
}

// NewTwoLayerNet returns a network with normal random weights of standard
// deviation weightInitStd, drawn W1 first, and biases of 0.
func NewTwoLayerNet(inputSize, hiddenSize, outputSize int,
	weightInitStd float64, rng *random.RandomState) *TwoLayerNet {
	params := map[string]*tensor.Tensor{}
	params["W1"] = rng.Randn(inputSize, hiddenSize).MulScalar(weightInitStd)
	params["b1"] = tensor.Zeros(hiddenSize)
	params["W2"] = rng.Randn(hiddenSize, outputSize).MulScalar(weightInitStd)
	params["b2"] = tensor.Zeros(outputSize)

	return over(params)
}

// over returns a network of its own layers over the given parameters.
func over(params map[string]*tensor.Tensor) *TwoLayerNet {
	net := &TwoLayerNet{Params: params}
	net.Affine1 = layers.NewAffine(params["W1"], params["b1"])
	net.Affine1.NoDX = true // nothing lies before it
	net.Relu1 = &layers.ReLU{}
	net.Affine2 = layers.NewAffine(params["W2"], params["b2"])
	net.Layers = []layers.Layer{net.Affine1, net.Relu1, net.Affine2}
	net.LastLayer = &layers.SoftmaxWithLoss{}
	return net
}

// Predict returns the scores of each class, before softmax.
//
//	x: (N, D)   result: (N, C)
func (net *TwoLayerNet) Predict(x *tensor.Tensor) *tensor.Tensor {
	for _, layer := range net.Layers {
		x = layer.Forward(x)
	}
	return x
}

// Loss returns the loss for inputs x (N, D) and labels t, (N, C) or (N).
func (net *TwoLayerNet) Loss(x, t *tensor.Tensor) float64 {
	y := net.Predict(x)
	return net.LastLayer.Forward(y, t)
}

// Rows is what can be read some rows at a time: a *tensor.Tensor, or a
// *mnist.Array, which keeps its rows as bytes.
type Rows interface {
	Shape() tensor.Shape
	Slice(from, to int) *tensor.Tensor
}

// Accuracy returns the share of rows of x (N, D) whose highest score is at
// the label in t, (N, C) or (N). It panics unless there are as many labels as
// rows.
//
// It takes some hundred rows at a time. A layer keeps what its Backward will
// need, so the parts have layers of their own, over the one set of parameters.
func (net *TwoLayerNet) Accuracy(x, t Rows) float64 {
	n := x.Shape()[0]
	if labels := t.Shape()[0]; labels != n {
		panic(fmt.Sprintf("chapter5: Accuracy: %d rows of x, %d labels", n, labels))
	}
	net = over(net.Params)
	correct := 0.0
	const rows = 250
	for from := 0; from < n; from += rows {
		to := min(from+rows, n)
		y := net.Predict(x.Slice(from, to))
		y = y.Argmax(1)
		t := t.Slice(from, to)
		if t.NDim() != 1 {
			t = t.Argmax(1)
		}
		correct += y.Equal(t).Sum().Item()
	}
	return correct / float64(n)
}

// NumericalGradient returns the gradients of the loss by central differences,
// under the parameters' names. It computes the loss twice for each parameter.
func (net *TwoLayerNet) NumericalGradient(x, t *tensor.Tensor) map[string]*tensor.Tensor {
	lossW := func(W *tensor.Tensor) float64 { return net.Loss(x, t) }

	grads := map[string]*tensor.Tensor{}
	grads["W1"] = tensor.NumericalGradient(lossW, net.Params["W1"])
	grads["b1"] = tensor.NumericalGradient(lossW, net.Params["b1"])
	grads["W2"] = tensor.NumericalGradient(lossW, net.Params["W2"])
	grads["b2"] = tensor.NumericalGradient(lossW, net.Params["b2"])
	return grads
}

// Gradient returns the gradients of the loss by backpropagation, under the
// parameters' names.
func (net *TwoLayerNet) Gradient(x, t *tensor.Tensor) map[string]*tensor.Tensor {
	// forward
	net.Loss(x, t)

	// backward
	dout := net.LastLayer.Backward(1)
	for _, layer := range slices.Backward(net.Layers) {
		dout = layer.Backward(dout)
	}

	grads := map[string]*tensor.Tensor{}
	grads["W1"], grads["b1"] = net.Affine1.DW, net.Affine1.DB
	grads["W2"], grads["b2"] = net.Affine2.DW, net.Affine2.DB
	return grads
}
