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
	p := Patient{
		Name:  "averaged_twice",
		Cause: "divided by N",
		Story: Text{"The gradient of a batch is a mean, so I divide dW by N.",
			"배치의 기울기는 평균이니까 dW를 N으로 나누었다."},
		Cure: Text{"The loss divides by N, once. Leave dW as the product gives it.",
			"N으로 나누는 일은 손실에서 한 번 한다. dW는 곱이 준 그대로 둔다."},
	}
	return affine(p, func(W, b *tensor.Tensor) layertest.AffineLayer {
		a := &affineAveragedTwice{affineParts: affineParts{W: W, b: b}}
		return layertest.AffineLayer{Layer: a, Grads: a.grads}
	})
}
