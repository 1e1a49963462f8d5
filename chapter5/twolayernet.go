package chapter5

import (
	"fmt"
	"slices"

	"backprop/layers"
	"backprop/tensor"
	"backprop/tensor/random"
)

// TwoLayerNet is the network of section 7.2: Affine, ReLU, Affine and
// SoftmaxWithLoss.
type TwoLayerNet struct {
	Params map[string]*tensor.Tensor // W1 (D, H), b1 (H), W2 (H, C), b2 (C)

	Affine1   *layers.Affine
	Relu1     *layers.ReLU
	Affine2   *layers.Affine
	Layers    []layers.Layer // Affine1, Relu1, Affine2
	LastLayer *layers.SoftmaxWithLoss
}

// ParamNames lists the keys of Params in the order in which the book names them.
var ParamNames = []string{"W1", "b1", "W2", "b2"}

// NewTwoLayerNet returns a network with biases of 0. It draws the weights, W1
// first, from a normal distribution with the standard deviation weightInitStd.
func NewTwoLayerNet(inputSize, hiddenSize, outputSize int,
	weightInitStd float64, rng *random.Generator) *TwoLayerNet {
	net := &TwoLayerNet{}
	net.Params = map[string]*tensor.Tensor{}
	net.Params["W1"] = rng.Randn(inputSize, hiddenSize).MulScalar(weightInitStd)
	net.Params["b1"] = tensor.Zeros(hiddenSize)
	net.Params["W2"] = rng.Randn(hiddenSize, outputSize).MulScalar(weightInitStd)
	net.Params["b2"] = tensor.Zeros(outputSize)

	net.Affine1 = layers.NewAffine(net.Params["W1"], net.Params["b1"])
	net.Relu1 = &layers.ReLU{}
	net.Affine2 = layers.NewAffine(net.Params["W2"], net.Params["b2"])
	net.Layers = []layers.Layer{net.Affine1, net.Relu1, net.Affine2}

	net.LastLayer = &layers.SoftmaxWithLoss{}
	return net
}

// Predict returns the scores of the classes, before softmax.
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

// Rows is an array whose method Slice returns a range of rows: a *tensor.Tensor,
// or a *mnist.Array, which stores its rows as bytes.
type Rows interface {
	Shape() tensor.Shape
	Slice(from, to int) *tensor.Tensor
}

// Accuracy returns the fraction of the rows of x (N, D) whose label in t, (N, C)
// or (N), is the class with the highest score. It panics if t does not have the
// shape of the scores or a label for each row.
func (net *TwoLayerNet) Accuracy(x, t Rows) float64 {
	N := x.Shape()[0]
	if labels := t.Shape()[0]; labels != N {
		panic(fmt.Sprintf("chapter5: Accuracy: %d rows of x, %d labels", N, labels))
	}
	// The book processes all rows at once. This loop takes 100 at a time, because
	// the 60,000 training images take 47 MB as bytes, but 376 MB as float64.
	correct := 0.0
	for from := 0; from < N; from += 100 {
		to := min(from+100, N)
		x, t := x.Slice(from, to), t.Slice(from, to)

		y := net.Predict(x)
		if t.NDim() != 1 && !slices.Equal(t.Shape(), y.Shape()) {
			panic(fmt.Sprintf("chapter5: Accuracy: labels of shape %s for scores of shape %s, want (N, C) or (N)",
				t.Shape(), y.Shape()))
		}
		y = y.Argmax(1)
		if t.NDim() != 1 {
			t = t.Argmax(1)
		}
		correct += y.Equal(t).Sum().Item()
	}
	accuracy := correct / float64(N)
	return accuracy
}

// NumericalGradient returns the gradient of the loss for each parameter, under
// the parameter's name. It uses central differences, which compute the loss
// twice for each element.
func (net *TwoLayerNet) NumericalGradient(x, t *tensor.Tensor) map[string]*tensor.Tensor {
	// lossW does not need its argument: tensor.NumericalGradient changes the
	// parameter in place, and the layers hold the same tensor.
	lossW := func(W *tensor.Tensor) float64 { return net.Loss(x, t) }

	grads := map[string]*tensor.Tensor{}
	grads["W1"] = tensor.NumericalGradient(lossW, net.Params["W1"])
	grads["b1"] = tensor.NumericalGradient(lossW, net.Params["b1"])
	grads["W2"] = tensor.NumericalGradient(lossW, net.Params["W2"])
	grads["b2"] = tensor.NumericalGradient(lossW, net.Params["b2"])

	return grads
}

// Gradient returns the gradient of the loss for each parameter, under the
// parameter's name. It uses backpropagation.
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
