package layers

import (
	"fmt"

	"backprop/tensor"
)

// Softmax returns exp(x) / sum(exp(x)) for each row. It first subtracts the
// row's maximum from x, so that exp cannot overflow. The result is the same.
//
//	x: (N, C) or (C)   result: the shape of x
//
// It panics if x is a scalar, or if C is 0.
func Softmax(x *tensor.Tensor) *tensor.Tensor {
	if x.NDim() == 0 {
		panic("layers: Softmax: x is a scalar, want (N, C) or (C)")
	}
	if shape := x.Shape(); shape[len(shape)-1] == 0 {
		panic(fmt.Sprintf("layers: Softmax: x has shape %s, want at least one class", shape))
	}
	e := x.Sub(x.MaxKeepDims(-1)).Exp()
	return e.Div(e.SumKeepDims(-1))
}
