package clinic

import (
	"backprop/layers/layertest"
	"backprop/tensor"
)

// affineWeightsCopied has the mistake; the rest is an Affine layer's.
type affineWeightsCopied struct {
	affineParts
}

func (a *affineWeightsCopied) Forward(x *tensor.Tensor) *tensor.Tensor {
	return a.affineParts.Forward(x)
}

func weightsCopiedPatient() Patient {
	p := Patient{
		Name:  "weights_copied",
		Cause: "parameter copied",
		Story: Text{"I copy W and b, so that nobody changes them behind my back. The loss does not move.",
			"남이 몰래 바꾸지 못하게 W와 b를 복사했다. 손실이 움직이지 않는다."},
		Cure: Text{"Keep the caller's tensors themselves: the update changes them in place.",
			"호출한 쪽의 텐서 자체를 간직한다. 갱신은 그것을 제자리에서 바꾼다."},
	}
	return affine(p, func(W, b *tensor.Tensor) layertest.AffineLayer {
		a := &affineWeightsCopied{affineParts{W: W.Copy(), b: b.Copy()}}
		return layertest.AffineLayer{Layer: a, Grads: a.grads}
	})
}
