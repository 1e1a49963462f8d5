package exercises

import "backprop/tensor"

// AffineDatum is the Affine layer of section 6.1, for one data point.
type AffineDatum struct {
	W, B   *tensor.Tensor // (D, H) and (H), shared with the caller
	DW, DB *tensor.Tensor // their gradients, from Backward

	// Store here the values that Backward needs.
}

// Forward returns x·W + b.
//
//	x: (D)   W: (D, H)   b: (H)   result: (H)
func (a *AffineDatum) Forward(x *tensor.Tensor) *tensor.Tensor {
	panic(Blank)
}

// Backward sets DW and DB and returns dx.
//
//	dout: (H)   DW: (D, H)   DB: (H)   result: (D)
func (a *AffineDatum) Backward(dout *tensor.Tensor) *tensor.Tensor {
	panic(Blank)
}
