package clinic

import (
	"backprop/layers/layertest"
	"backprop/tensor"
)

// affineDbSubtracted has the mistake; the rest is an Affine layer's.
type affineDbSubtracted struct {
	affineParts
}

func (a *affineDbSubtracted) Backward(dout *tensor.Tensor) *tensor.Tensor {
	dx := a.affineParts.Backward(dout)
	a.db = a.db.MulScalar(0).Sub(dout.Sum(0)) // db -= sum
	return dx
}

func dbSubtractedPatient() Patient {
	p := Patient{
		Name:  "db_subtracted",
		Cause: "sign flipped",
		Story: Text{"I subtract in db, then the update is right, or is it?",
			"갱신할 때 빼니까 db에서도 빼 두었다. 맞나?"},
		Cure: Text{"db = sum, not db -= sum: the update subtracts.",
			"db -= 합이 아니라 db = 합이다. 빼는 일은 갱신에서 한다."},
	}
	return affine(p, func(W, b *tensor.Tensor) layertest.AffineLayer {
		a := &affineDbSubtracted{affineParts: affineParts{W: W, b: b}}
		return layertest.AffineLayer{Layer: a, Grads: a.grads}
	})
}
