// Package layers holds the layers of chapter 5. Forward, the forward pass,
// computes a layer's result and stores the values that the derivative needs.
// Backward, the backward pass, takes the upstream gradient dout, the derivative
// of the loss with respect to that result. It returns the derivative with
// respect to the layer's input.
//
// Mul and Add (section 4) take numbers. ReLU, Sigmoid (section 5) and Affine
// (section 6) take tensors. SoftmaxWithLoss (section 6) takes a tensor and
// returns the loss, a number. Backward never writes into dout. It panics if it
// needs stored values and Forward has not run.
//
// softmax.go and crossentropy.go have the functions of SoftmaxWithLoss.
// CrossEntropyError panics if a label is not one-hot or not one of the classes.
//
// In the shapes, N is the size of the batch, D the number of inputs of a
// layer, H the number of its outputs and C the number of classes.
package layers

import (
	"fmt"
	"slices"

	"backprop/tensor"
)

// A Layer is a layer with one tensor as input and one as output: Affine, ReLU
// or Sigmoid.
type Layer interface {
	Forward(x *tensor.Tensor) *tensor.Tensor
	Backward(dout *tensor.Tensor) *tensor.Tensor
}

// checkDout panics unless dout has the shape want, that of Forward's result.
func checkDout(layer string, dout *tensor.Tensor, want ...int) {
	if !slices.Equal(dout.Shape(), want) {
		panic(fmt.Sprintf("layers: %s.Backward: dout has shape %s, want %s as Forward returned",
			layer, dout.Shape(), tensor.Shape(want)))
	}
}
