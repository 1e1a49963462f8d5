package exercises

import "backprop/tensor"

// Affine is the Affine layer of section 6.2, for a batch of N data points.
type Affine struct {
	W, B   *tensor.Tensor // (D, H) and (H), shared with the caller
	DW, DB *tensor.Tensor // their gradients, from Backward

	// Store here the values that Backward needs.
}

// Forward returns x·W + b. It flattens an x with more than two axes:
// (N, 1, 28, 28) becomes (N, 784).
//
//	x: (N, D)   W: (D, H)   b: (H)   result: (N, H)
func (a *Affine) Forward(x *tensor.Tensor) *tensor.Tensor {
	panic(Blank)
}

// Backward sets DW and DB and returns dx in the shape that x had.
//
//	dout: (N, H)   DW: (D, H)   DB: (H)   result: as x
func (a *Affine) Backward(dout *tensor.Tensor) *tensor.Tensor {
	panic(Blank)
}
