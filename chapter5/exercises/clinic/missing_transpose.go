package clinic

import (
	"backprop/layers/layertest"
	"backprop/tensor"
)

// affineMissingTranspose has the mistake; the rest is an Affine layer's.
type affineMissingTranspose struct {
	affineParts
}

func (a *affineMissingTranspose) Backward(dout *tensor.Tensor) *tensor.Tensor {
	a.affineParts.Backward(dout)
	return dout.Dot(a.W).Reshape(a.shape...)
}

func missingTransposePatient() Patient {
	return affine(Patient{
		Name:  "missing_transpose",
		Title: Text{"A panic in the first backward pass", "첫 역전파에서 패닉"},
		Story: Text{"For numbers the derivative is dout times the other input, and so the author wrote it. The first backward pass panics. With square matrices, in the author's own test, it did not.",
			"수의 곱에서 미분은 dout에 상대편 입력을 곱한 것이어서 그대로 썼다. 첫 역전파에서 패닉이 난다. 정사각 행렬로 한 자기 테스트에서는 나지 않았다."},
		Cause: "missing transpose",
		Cure: Text{"In Backward return dout.Dot(a.W.T()) for dout.Dot(a.W). dout is (N, H) and dx must be (N, D): only Wᵀ (H, D) fits between them.",
			"Backward에서 dout.Dot(a.W)를 dout.Dot(a.W.T())로 고친다. dout은 (N, H), dx는 (N, D)여야 하니 그 사이에 맞는 것은 Wᵀ (H, D)뿐이다."},
	}, func(W, b *tensor.Tensor) layertest.AffineLayer {
		a := &affineMissingTranspose{affineParts: affineParts{W: W, b: b}}
		return layertest.AffineLayer{Layer: a, Grads: a.grads}
	})
}
