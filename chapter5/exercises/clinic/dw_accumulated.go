package clinic

import (
	"backprop/layers/layertest"
	"backprop/tensor"
)

// affineDwAccumulated has the mistake; the rest is an Affine layer's.
type affineDwAccumulated struct {
	affineParts
	sum *tensor.Tensor
}

func (a *affineDwAccumulated) Backward(dout *tensor.Tensor) *tensor.Tensor {
	dx := a.affineParts.Backward(dout)
	if a.sum != nil {
		a.dW = a.sum.Add(a.dW)
	}
	a.sum = a.dW
	return dx
}

func dwAccumulatedPatient() Patient {
	p := Patient{
		Name:  "dw_accumulated",
		Cause: "accumulated",
		Story: Text{"dW += …, as every derivative is a sum.",
			"미분은 모두 합이니까 dW += …라고 썼다."},
		Cure: Text{"Backward begins anew each time: dW = xᵀ·dout. The product sums over the batch.",
			"Backward는 매번 새로 시작한다. dW = xᵀ·dout이다. 배치에 대한 합은 곱이 한다."},
	}
	return affine(p, func(W, b *tensor.Tensor) layertest.AffineLayer {
		a := &affineDwAccumulated{affineParts: affineParts{W: W, b: b}}
		return layertest.AffineLayer{Layer: a, Grads: a.grads}
	})
}
