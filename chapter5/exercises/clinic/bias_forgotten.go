package clinic

import (
	"backprop/layers/layertest"
	"backprop/tensor"
)

// affineBiasForgotten has the mistake; the rest is an Affine layer's.
type affineBiasForgotten struct {
	affineParts
}

func (a *affineBiasForgotten) Forward(x *tensor.Tensor) *tensor.Tensor {
	a.keep(x)
	return a.x.Dot(a.W)
}

func biasForgottenPatient() Patient {
	return affine(Patient{
		Name:  "bias_forgotten",
		Title: Text{"A gradient without effect", "쓸데없는 기울기"},
		Story: Text{"np.dot(x, W), and the rest seemed a detail. The loss falls as it should. The numerical gradient of b1 and b2 is 0.",
			"np.dot(x, W)면 되고 나머지는 사소해 보였다. 손실은 제대로 줄어든다. b1과 b2의 수치 미분이 0이다."},
		Cause: "bias missing",
		Cure: Text{"In Forward return a.x.Dot(a.W).Add(a.b). These images can do without a bias; other data cannot, since without it an input of 0 always gives 0.",
			"Forward에서 a.x.Dot(a.W).Add(a.b)를 돌려준다. 이 이미지는 편향이 없어도 되지만 다른 데이터는 그렇지 않다. 편향이 없으면 입력 0의 출력은 늘 0이다."},
	}, func(W, b *tensor.Tensor) layertest.AffineLayer {
		a := &affineBiasForgotten{affineParts: affineParts{W: W, b: b}}
		return layertest.AffineLayer{Layer: a, Grads: a.grads}
	})
}
