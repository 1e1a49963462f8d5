// Package layers holds the layers of chapter 5. A layer's Forward computes a
// result and stores what the derivative needs. Its Backward takes dout, the
// derivative of the loss with respect to that result, and returns the
// derivative with respect to the layer's input.
//
// Mul and Add (section 4) take numbers. ReLU, Sigmoid (section 5), Affine and
// SoftmaxWithLoss (section 6) take tensors. Backward never writes into dout,
// and it panics if Forward has not run.
//
// In the shapes, N is the size of the batch, D the number of inputs of a
// layer, H the number of its outputs and C the number of classes.
package layers

import (
	"fmt"
	"slices"

	"backprop/tensor"
)

// A Layer can stand in the middle of a network.
type Layer interface {
	Forward(x *tensor.Tensor) *tensor.Tensor
	Backward(dout *tensor.Tensor) *tensor.Tensor
}

// checkDout panics unless dout has the shape of what Forward returned.
func checkDout(layer string, dout *tensor.Tensor, want ...int) {
	if !slices.Equal(dout.Shape(), want) {
		panic(fmt.Sprintf("layers: %s.Backward: dout has shape %s, want %s as Forward returned",
			layer, dout.Shape(), tensor.Shape(want)))
	}
}
