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
	return affine(Patient{
		Name:  "db_last_row",
		Title: Text{"A gradient that is too small", "너무 작은 기울기"},
		Story: Text{"A loop over the rows of the batch, written in haste. Training looks right, the gradient of the bias is far too small.",
			"배치의 행을 도는 반복문을 급히 썼다. 학습은 제대로 되는 듯한데 편향의 기울기가 너무 작다."},
		Cause: "last row only",
		Cure: Text{"In the loop add each row to a.db in place of a.db = row, beginning with zeros; or write dout.Sum(0). As it is, each row overwrites the one before.",
			"반복문에서 a.db = 행이 아니라 0에서 시작해 행마다 더한다. dout.Sum(0)으로 써도 된다. 지금은 행마다 앞의 것을 덮어쓴다."},
	}, func(W, b *tensor.Tensor) layertest.AffineLayer {
		a := &affineDbLastRow{affineParts: affineParts{W: W, b: b}}
		return layertest.AffineLayer{Layer: a, Grads: a.grads}
	})
}
