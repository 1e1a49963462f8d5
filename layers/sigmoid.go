package layers

import "backprop/tensor"

// Sigmoid is the layer y = 1 / (1 + exp(-x)) (section 5.2, equation 5.9). The
// zero value is ready to use, for tensors of any shape.
type Sigmoid struct {
	out *tensor.Tensor
}

// Forward returns 1 / (1 + exp(-x)).
func (s *Sigmoid) Forward(x *tensor.Tensor) *tensor.Tensor {
	s.out = tensor.Scalar(1).Div(x.Neg().Exp().AddScalar(1))
	return s.out
}

// Backward returns dout·(1 - y)·y, which needs no x (equation 5.12).
//
// It panics before Forward or if dout has another shape than x.
func (s *Sigmoid) Backward(dout *tensor.Tensor) *tensor.Tensor {
	if s.out == nil {
		panic("layers: Sigmoid.Backward called before Forward")
	}
	checkDout("Sigmoid", dout, s.out.Shape()...)
	return dout.Mul(tensor.Scalar(1).Sub(s.out)).Mul(s.out)
}
