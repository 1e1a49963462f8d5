package clinic

import (
	"backprop/layers/layertest"
	"backprop/tensor"
)

// affineDbNotSummed has the mistake; the rest is an Affine layer's.
type affineDbNotSummed struct {
	affineParts
}

func (a *affineDbNotSummed) Backward(dout *tensor.Tensor) *tensor.Tensor {
	dx := a.affineParts.Backward(dout)
	a.db = dout
	return dx
}

func dbNotSummedPatient() Patient {
	p := Patient{
		Name:  "db_not_summed",
		Cause: "db not summed",
		Story: Text{"db is dout, as in 6.1.",
			"6.1절처럼 db는 dout이다."},
		Cure: Text{"In a batch b is added to every row: db is the sum of the rows, dout.Sum(0).",
			"배치에서는 b가 모든 행에 더해진다. db는 행을 모두 더한 dout.Sum(0)이다."},
	}
	return affine(p, func(W, b *tensor.Tensor) layertest.AffineLayer {
		a := &affineDbNotSummed{affineParts: affineParts{W: W, b: b}}
		return layertest.AffineLayer{Layer: a, Grads: a.grads}
	})
}
