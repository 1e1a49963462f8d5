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
	a.db = tensor.Zeros(a.b.Size())
	for i := range dout.Shape()[0] {
		a.db.SubInPlace(dout.Slice(i, i+1).Reshape(-1)) // db -= row
	}
	return dx
}

func dbSubtractedPatient() Patient {
	return affine(Patient{
		Name:  "db_subtracted",
		Title: Text{"All as it should be, nearly", "거의 모든 것이 멀쩡하다"},
		Story: Text{"The update subtracts, so the author subtracts in the loop over the rows, too. The loss falls almost as it should, and only the gradient check says no.",
			"갱신이 빼기이므로 행을 도는 반복문에서도 뺐다. 손실은 거의 제대로 줄어든다. 기울기 확인만 틀렸다고 한다."},
		Cause: "sign flipped",
		Cure: Text{"In the loop write AddInPlace (db += row) for the subtraction (db -= row), or dout.Sum(0) without a loop. The gradient points to where the loss grows; going the other way is the update's business.",
			"반복문에서 빼기(db -= 행)를 더하기(db += 행)로 고치거나, 반복문 없이 dout.Sum(0)으로 쓴다. 기울기는 손실이 커지는 쪽을 가리킨다. 반대로 가는 일은 갱신이 한다."},
	}, func(W, b *tensor.Tensor) layertest.AffineLayer {
		a := &affineDbSubtracted{affineParts: affineParts{W: W, b: b}}
		return layertest.AffineLayer{Layer: a, Grads: a.grads}
	})
}
