package clinic

import (
	"backprop/layers/layertest"
	"backprop/tensor"
)

// affineBiasForgotten has the mistake; the rest is an Affine layer's.
type affineBiasForgotten struct {
	affineParts
}

func (a *affineBiasForgotten) Forward(x *tensor.Tensor) *tensor.Tensor {
	a.keep(x)
	return a.x.Dot(a.W)
}

func biasForgottenPatient() Patient {
	p := Patient{
		Name:  "bias_forgotten",
		Cause: "bias missing",
		Story: Text{"np.dot(x, W), the rest is detail.",
			"np.dot(x, W)면 되고 나머지는 사소하다."},
		Cure: Text{"x·W + b: add the bias.",
			"x·W + b다. 편향을 더한다."},
	}
	return affine(p, func(W, b *tensor.Tensor) layertest.AffineLayer {
		a := &affineBiasForgotten{affineParts: affineParts{W: W, b: b}}
		return layertest.AffineLayer{Layer: a, Grads: a.grads}
	})
}
