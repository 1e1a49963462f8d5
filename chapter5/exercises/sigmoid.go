package exercises

import "backprop/tensor"

// Sigmoid is the layer of section 5.2 (equations 5.9 and 5.12).
type Sigmoid struct {
	// Store here the values that Backward needs.
}

// Forward returns 1 / (1 + exp(-x)) of each element.
//
//	x: any shape   result: as x
func (s *Sigmoid) Forward(x *tensor.Tensor) *tensor.Tensor {
	panic(Blank)
}

// Backward returns dx.
//
//	dout: as x   result: as x
func (s *Sigmoid) Backward(dout *tensor.Tensor) *tensor.Tensor {
	panic(Blank)
}
