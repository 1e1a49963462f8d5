// Package layers has the layers of chapter 5: each computes a result in
// Forward, keeps what its derivative needs, and in Backward turns dout, the
// derivative of the loss with respect to its result, into the derivative with
// respect to its input.
//
// Mul and Add (section 4) take numbers; ReLU, Sigmoid (section 5), Affine and
// SoftmaxWithLoss (section 6) take tensors. Backward never writes into dout,
// and panics if there was no Forward to go back through.
//
// N is the size of the batch, D the number of inputs of a layer, H of its
// outputs and C of classes.
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
