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
	return affine(Patient{
		Name:  "db_not_summed",
		Title: Text{"The update panics", "갱신에서 패닉"},
		Story: Text{"It was right for one datum in section 6.1, and was taken over for batches as it was. The first update panics: it cannot subtract (50, 20) from (20).",
			"6.1절의 데이터 하나에서는 맞았던 것을 배치에도 그대로 가져왔다. 첫 갱신에서 (20)에서 (50, 20)을 뺄 수 없다며 패닉이 난다."},
		Cause: "db not summed",
		Cure: Text{"Write a.db = dout.Sum(0) for a.db = dout. In Forward b is added to every row, so every row has a share in its gradient.",
			"a.db = dout을 a.db = dout.Sum(0)으로 고친다. Forward에서 b는 모든 행에 더해지므로 행마다 기울기에 몫이 있다."},
	}, func(W, b *tensor.Tensor) layertest.AffineLayer {
		a := &affineDbNotSummed{affineParts: affineParts{W: W, b: b}}
		return layertest.AffineLayer{Layer: a, Grads: a.grads}
	})
}
