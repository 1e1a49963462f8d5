package layers

import "backprop/tensor"

// Sigmoid is the layer y = 1 / (1 + exp(-x)) (section 5.2, equation 5.9). The
// zero value is ready to use, for tensors of any shape.
type Sigmoid struct {
	out *tensor.Tensor
}

// Forward returns 1 / (1 + exp(-x)).
func (s *Sigmoid) Forward(x *tensor.Tensor) *tensor.Tensor {
	out := sigmoid(x)
	s.out = out
	return out
}

// Backward returns dout·(1 - y)·y, which depends on x only through y (equation
// 5.12).
//
// Backward panics if Forward has not run, or if dout does not have the shape
// of x.
func (s *Sigmoid) Backward(dout *tensor.Tensor) *tensor.Tensor {
	if s.out == nil {
		panic("layers: Sigmoid.Backward called before Forward")
	}
	checkDout("Sigmoid", dout, s.out.Shape()...)
	dx := dout.Mul(tensor.Scalar(1).Sub(s.out)).Mul(s.out)
	return dx
}

func sigmoid(x *tensor.Tensor) *tensor.Tensor {
	return tensor.Scalar(1).Div(x.Neg().Exp().AddScalar(1))
}
