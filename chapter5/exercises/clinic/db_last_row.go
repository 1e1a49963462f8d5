package clinic

import (
	"backprop/layers/layertest"
	"backprop/tensor"
)

// affineDbLastRow has the mistake; the rest is an Affine layer's.
type affineDbLastRow struct {
	affineParts
}

func (a *affineDbLastRow) Backward(dout *tensor.Tensor) *tensor.Tensor {
	dx := a.affineParts.Backward(dout)
	for i := range dout.Shape()[0] {
		a.db = dout.Slice(i, i+1).Reshape(-1)
	}
	return dx
}

func dbLastRowPatient() Patient {
	p := Patient{
		Name:  "db_last_row",
		Cause: "last row only",
		Story: Text{"A loop over the batch, db = row.",
			"배치를 도는 반복문에서 db = 행이라고 했다."},
		Cure: Text{"db += row: each row adds its share.",
			"db += 행이다. 행마다 자기 몫을 더한다."},
	}
	return affine(p, func(W, b *tensor.Tensor) layertest.AffineLayer {
		a := &affineDbLastRow{affineParts: affineParts{W: W, b: b}}
		return layertest.AffineLayer{Layer: a, Grads: a.grads}
	})
}
