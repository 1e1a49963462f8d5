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
	old := a.x
	out := a.affineParts.Forward(x)
	if old != nil && old.Size() == a.x.Size() {
		a.x = old
	}
	return out
}

func staleForwardPatient() Patient {
	p := Patient{
		Name:  "stale_forward",
		Cause: "stale",
		Story: Text{"x is kept if there is none yet. It works for one batch.",
			"x가 아직 없으면 간직한다. 배치 하나로는 잘 된다."},
		Cure: Text{"Forward has to keep the x of every call.",
			"Forward는 부를 때마다 x를 새로 간직해야 한다."},
	}
	return affine(p, func(W, b *tensor.Tensor) layertest.AffineLayer {
		a := &affineStaleForward{affineParts: affineParts{W: W, b: b}}
		return layertest.AffineLayer{Layer: a, Grads: a.grads}
	})
}
