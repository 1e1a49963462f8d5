package clinic

import (
	"maps"

	"backprop/chapter5"
	"backprop/chapter5/exercises/checks"
	"backprop/layers/layertest"
	"backprop/tensor"
)

// gradientWrongKey mixes up the keys.
func gradientWrongKey(net *chapter5.TwoLayerNet, x, t *tensor.Tensor) map[string]*tensor.Tensor {
	grad := maps.Clone(net.Gradient(x, t))
	grad["W1"], grad["W2"] = grad["W2"], grad["W1"]
	return grad
}

func wrongKeyPatient() Patient {
	p := Patient{
		Name:  "wrong_key",
		Cause: "wrong key",
		Story: Text{"Typed late at night.",
			"밤늦게 입력했다."},
		Cure: Text{"W1 and b1 are Affine1's, W2 and b2 Affine2's.",
			"W1과 b1은 Affine1의 것, W2와 b2는 Affine2의 것이다."},
	}
	p.Symptom = func() string {
		return gradientSymptom(gradientWrongKey)
	}
	p.Examine = func() layertest.Report { return checks.Gradient(gradientWrongKey) }
	p.Healthy = func() layertest.Report { return checks.Gradient((*chapter5.TwoLayerNet).Gradient) }
	return p
}
