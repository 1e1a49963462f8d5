package layers

import (
	"fmt"

	"backprop/tensor"
)

// Affine is the layer x·W + b for a batch of rows (sections 6.1 and 6.2).
type Affine struct {
	W, B   *tensor.Tensor // (D, H) and (H), shared with whoever gave them
	DW, DB *tensor.Tensor // their gradients, from Backward

	// NoDX makes Backward spare dx and return nil: the first layer of a
	// network has nobody to pass it on to.
	NoDX bool

	x      *tensor.Tensor // (N, D)
	xShape tensor.Shape   // as it was before Forward made it (N, D)
}

// NewAffine returns a layer with the parameters W (D, H) and b (H). It panics
// if their shapes do not fit.
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
// x may have more axes than two: (N, 1, 28, 28) is taken as (N, 784). It
// panics if a row of x does not have D elements.
func (a *Affine) Forward(x *tensor.Tensor) *tensor.Tensor {
	a.xShape = x.Shape()
	D := a.W.Shape()[0]
	if x.NDim() == 0 || x.Size() != a.xShape[0]*D {
		panic(fmt.Sprintf("layers: Affine.Forward: x has shape %s, W %s: a row of x must have %d elements",
			x.Shape(), a.W.Shape(), D))
	}
	x = x.Reshape(a.xShape[0], D)
	a.x = x
	return a.x.Dot(a.W).AddInPlace(a.B) // in place: nobody else has x·W
}

// Backward sets DW and DB and returns dx, in the shape that Forward's x had,
// or nil if NoDX is set.
//
//	dx = dout·Wᵀ   dW = xᵀ·dout   db = dout summed over the batch
//
// It panics before Forward or if dout does not have shape (N, H).
func (a *Affine) Backward(dout *tensor.Tensor) *tensor.Tensor {
	if a.x == nil {
		panic("layers: Affine.Backward called before Forward")
	}
	checkDout("Affine", dout, a.x.Shape()[0], a.W.Shape()[1])
	a.DW = a.x.T().Dot(dout)
	a.DB = dout.Sum(0)
	if a.NoDX {
		return nil
	}
	dx := dout.Dot(a.W.T())
	return dx.Reshape(a.xShape...)
}
