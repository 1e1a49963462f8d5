package clinic

import (
	"backprop/layers/layertest"
	"backprop/tensor"
)

// affineAveragedTwice has the mistake; the rest is an Affine layer's.
type affineAveragedTwice struct {
	affineParts
}

func (a *affineAveragedTwice) Backward(dout *tensor.Tensor) *tensor.Tensor {
	dx := a.affineParts.Backward(dout)
	a.dW = a.dW.DivScalar(float64(dout.Shape()[0]))
	return dx
}

func averagedTwicePatient() Patient {
	return affine(Patient{
		Name:  "averaged_twice",
		Title: Text{"Learning in slow motion", "슬로 모션 학습"},
		Story: Text{"The gradient of a batch is a mean, so the author divides dW by the size of the batch. At step 45 the loss has come from 2.35 to 2.18, and no further.",
			"배치의 기울기는 평균이니 dW를 배치 크기로 나누었다. 45단계가 지나도 손실이 2.35에서 2.18로 왔을 뿐이다."},
		Cause: "divided by N",
		Cure: Text{"Take DivScalar away from a.dW. The mean is taken once, by the loss: its (y - t)/N is in every dout already.",
			"a.dW의 DivScalar를 없앤다. 평균은 손실에서 한 번 구한다. 그 (y - t)/N이 이미 모든 dout에 들어 있다."},
	}, func(W, b *tensor.Tensor) layertest.AffineLayer {
		a := &affineAveragedTwice{affineParts: affineParts{W: W, b: b}}
		return layertest.AffineLayer{Layer: a, Grads: a.grads}
	})
}
