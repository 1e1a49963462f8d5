package exercises

import "backprop/tensor"

// ReLU is the layer of section 5.1 (equations 5.7 and 5.8).
type ReLU struct {
	// Store here the values that Backward needs.
}

// Forward returns x where x > 0, else 0, in a new tensor.
//
//	x: any shape   result: as x
func (r *ReLU) Forward(x *tensor.Tensor) *tensor.Tensor {
	panic(Blank)
}

// Backward returns dx. It leaves dout as it is.
//
//	dout: as x   result: as x
func (r *ReLU) Backward(dout *tensor.Tensor) *tensor.Tensor {
	panic(Blank)
}
