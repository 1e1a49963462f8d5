package clinic

import (
	"backprop/layers/layertest"
	"backprop/tensor"
)

// affineStaleForward has the mistake; the rest is an Affine layer's.
type affineStaleForward struct {
	affineParts
}

func (a *affineStaleForward) Forward(x *tensor.Tensor) *tensor.Tensor {
	if a.x == nil || a.x.Size() != x.Size() {
		a.keep(x)
	}
	return x.Reshape(x.Shape()[0], -1).Dot(a.W).Add(a.b)
}

func staleForwardPatient() Patient {
	return affine(Patient{
		Name:  "stale_forward",
		Title: Text{"Good for one batch only", "배치 하나로만 잘 된다"},
		Story: Text{"Tried on a single batch, where it learnt well. With four batches in turn the loss is at 1.6 where it should be 0.18.",
			"배치 하나로 시험했더니 잘 배웠다. 배치 네 개를 번갈아 쓰니 0.18이어야 할 손실이 1.6이다."},
		Cause: "stale",
		Cure: Text{"In Forward keep the x of every call: a.keep(x) without the if. dW = xᵀ·dout needs the x that this dout belongs to.",
			"Forward에서 if 없이 a.keep(x)로 부를 때마다 x를 간직한다. dW = xᵀ·dout에는 이 dout과 짝이 되는 x가 필요하다."},
	}, func(W, b *tensor.Tensor) layertest.AffineLayer {
		a := &affineStaleForward{affineParts: affineParts{W: W, b: b}}
		return layertest.AffineLayer{Layer: a, Grads: a.grads}
	})
}
