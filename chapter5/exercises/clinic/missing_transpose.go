package clinic

import (
	"backprop/layers/layertest"
	"backprop/tensor"
)

// affineMissingTranspose has the mistake; the rest is an Affine layer's.
type affineMissingTranspose struct {
	affineParts
}

func (a *affineMissingTranspose) Backward(dout *tensor.Tensor) *tensor.Tensor {
	a.affineParts.Backward(dout)
	return dout.Dot(a.W).Reshape(a.shape...)
}

func missingTransposePatient() Patient {
	p := Patient{
		Name:  "missing_transpose",
		Cause: "missing transpose",
		Story: Text{"As for numbers: dout times the other input.",
			"수일 때와 같다. dout에 상대편 입력을 곱했다."},
		Cure: Text{"dx = dout·Wᵀ: transpose W.",
			"dx = dout·Wᵀ다. W를 전치한다."},
	}
	return affine(p, func(W, b *tensor.Tensor) layertest.AffineLayer {
		a := &affineMissingTranspose{affineParts: affineParts{W: W, b: b}}
		return layertest.AffineLayer{Layer: a, Grads: a.grads}
	})
}
