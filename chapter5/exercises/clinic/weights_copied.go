package clinic

import (
	"backprop/layers/layertest"
	"backprop/tensor"
)

// affineWeightsCopied is an Affine layer; the mistake is made where it is made.
type affineWeightsCopied struct{ affineParts }

func weightsCopiedPatient() Patient {
	return affine(Patient{
		Name:  "weights_copied",
		Title: Text{"A loss that goes in circles", "제자리를 맴도는 손실"},
		Story: Text{"A careful programmer, so that nobody could change the weights behind the layer's back. The losses repeat every four batches to the last digit.",
			"계층 모르게 가중치를 바꾸지 못하도록 조심스러운 프로그래머가 썼다. 손실이 배치 네 개마다 마지막 자리까지 똑같이 되풀이된다."},
		Cause: "parameter copied",
		Cure: Text{"Keep W and b themselves: affineParts{W: W, b: b} without Copy. The update changes the caller's tensors in place, and the layer has to see it.",
			"Copy 없이 affineParts{W: W, b: b}로 W와 b 자체를 간직한다. 갱신은 호출한 쪽의 텐서를 제자리에서 바꾸고, 계층은 그것을 보아야 한다."},
	}, func(W, b *tensor.Tensor) layertest.AffineLayer {
		a := &affineWeightsCopied{affineParts{W: W.Copy(), b: b.Copy()}}
		return layertest.AffineLayer{Layer: a, Grads: a.grads}
	})
}
