package layers

import "backprop/tensor"

// ReLU is the layer y = max(0, x) (section 5.1, equations 5.7 and 5.8). The
// zero value is ready to use, for tensors of any shape.
type ReLU struct {
	mask *tensor.Tensor // 1 where x <= 0
}

// Forward returns x where x > 0, else 0.
func (r *ReLU) Forward(x *tensor.Tensor) *tensor.Tensor {
	r.mask = x.LessEqual(0)
	out := x.Copy()
	out.SetMasked(r.mask, 0)
	return out
}

// Backward returns dout where x > 0, else 0. The result is a new tensor,
// whereas the book's Relu overwrites the caller's dout.
//
// Backward panics if Forward has not run, or if dout does not have the shape
// of x.
func (r *ReLU) Backward(dout *tensor.Tensor) *tensor.Tensor {
	if r.mask == nil {
		panic("layers: ReLU.Backward called before Forward")
	}
	checkDout("ReLU", dout, r.mask.Shape()...)
	dx := dout.Copy()
	dx.SetMasked(r.mask, 0)
	return dx
}
