package clinic

import (
	"backprop/layers/layertest"
	"backprop/tensor"
)

// affineWeightsCopied is an Affine layer; the mistake is made where it is made.
type affineWeightsCopied struct{ affineParts }

func weightsCopiedPatient() Patient {
	p := Patient{
		Name:  "weights_copied",
		Cause: "parameter copied",
		Story: Text{"I copy W and b, so that nobody changes them behind my back. The losses go round and round.",
			"남이 몰래 바꾸지 못하게 W와 b를 복사했다. 손실이 제자리를 맴돈다."},
		Cure: Text{"Keep the caller's tensors themselves: the update changes them in place.",
			"호출한 쪽의 텐서 자체를 간직한다. 갱신은 그것을 제자리에서 바꾼다."},
	}
	return affine(p, func(W, b *tensor.Tensor) layertest.AffineLayer {
		a := &affineWeightsCopied{affineParts{W: W.Copy(), b: b.Copy()}}
		return layertest.AffineLayer{Layer: a, Grads: a.grads}
	})
}
