package layers

import (
	"fmt"

	"backprop/tensor"
)

// Affine is the layer x·W + b for a batch of rows (sections 6.1 and 6.2).
type Affine struct {
	W, B   *tensor.Tensor // (D, H) and (H), the caller's tensors, not copies
	DW, DB *tensor.Tensor // their gradients, set by Backward

	x      *tensor.Tensor // (N, D)
	xShape tensor.Shape   // the shape of Forward's x
}

// NewAffine returns a layer with the parameters W (D, H) and b (H). The layer
// does not copy them, so it uses their values after an in-place update.
// NewAffine panics if the shapes do not fit.
func NewAffine(W, b *tensor.Tensor) *Affine {
	if W.NDim() != 2 || b.NDim() != 1 || b.Size() != W.Shape()[1] {
		panic(fmt.Sprintf("layers: NewAffine: W has shape %s and b %s, want (D, H) and (H)",
			W.Shape(), b.Shape()))
	}
	return &Affine{W: W, B: b}
}

// Forward returns x·W + b.
//
//	x: (N, D)   W: (D, H)   b: (H)   result: (N, H)
//
// x may have more than two axes: Forward takes (N, 1, 28, 28) as (N, 784). It
// panics unless x consists of N rows of D elements.
func (a *Affine) Forward(x *tensor.Tensor) *tensor.Tensor {
	D := a.W.Shape()[0]
	if x.NDim() == 0 || x.Size() != x.Shape()[0]*D {
		panic(fmt.Sprintf("layers: Affine.Forward: x has shape %s, W %s: want N rows of %d elements",
			x.Shape(), a.W.Shape(), D))
	}
	a.xShape = x.Shape()
	x = x.Reshape(x.Shape()[0], D)

	a.x = x
	out := a.x.Dot(a.W).Add(a.B)
	return out
}

// Backward sets DW and DB and returns dx, in the shape of Forward's x.
//
//	dx = dout·Wᵀ   dW = xᵀ·dout   db = dout summed over the batch
//
// Backward panics if Forward has not run, or if dout does not have the shape
// (N, H).
func (a *Affine) Backward(dout *tensor.Tensor) *tensor.Tensor {
	if a.x == nil {
		panic("layers: Affine.Backward called before Forward")
	}
	checkDout("Affine", dout, a.x.Shape()[0], a.W.Shape()[1])
	dx := dout.Dot(a.W.T())
	a.DW = a.x.T().Dot(dout)
	a.DB = dout.Sum(0)

	dx = dx.Reshape(a.xShape...)
	return dx
}
