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
	return affine(Patient{
		Name:  "dw_accumulated",
		Title: Text{"It falls fast, then bounces", "빨리 줄다가 튄다"},
		Story: Text{"The author had read that gradients add up where a value is used more than once, and wrote dW +=. The loss falls faster than anyone's, to 0.01 at step 25, and is at 3 by step 40.",
			"여러 번 쓰인 값의 기울기는 더해진다고 읽고 dW +=라고 썼다. 손실이 누구보다 빨리 줄어 25단계에 0.01이 되더니 40단계에는 3이다."},
		Cause: "accumulated",
		Cure: Text{"Leave a.sum out: a.dW = xᵀ·dout, anew in each Backward. Within a batch the product sums already. Gradients of earlier batches are of weights that are no more.",
			"a.sum을 없애고 Backward마다 a.dW = xᵀ·dout으로 새로 구한다. 한 배치 안의 합은 곱이 이미 한다. 이전 배치의 기울기는 지금은 없는 가중치에서 구한 것이다."},
	}, func(W, b *tensor.Tensor) layertest.AffineLayer {
		a := &affineDwAccumulated{affineParts: affineParts{W: W, b: b}}
		return layertest.AffineLayer{Layer: a, Grads: a.grads}
	})
}
