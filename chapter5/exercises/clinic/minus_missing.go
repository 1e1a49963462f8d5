package clinic

import (
	"backprop/layers/layertest"
	"backprop/tensor"
)

// lossMinusMissing has the mistake; the rest is a SoftmaxWithLoss layer's.
type lossMinusMissing struct{ lossParts }

func (s *lossMinusMissing) Forward(x, t *tensor.Tensor) float64 { return -s.lossParts.Forward(x, t) }

func minusMissingPatient() Patient {
	p := Patient{
		Name:  "minus_missing",
		Cause: "minus missing",
		Story: Text{"The loss falls without end, it is below 0 already.",
			"손실이 끝없이 줄어 벌써 음수다."},
		Cure: Text{"L = -sum of t·log(y): the minus.",
			"L = -Σ t·log(y)다. 음수 부호가 빠졌다."},
	}
	return last(p, func() layertest.LossLayer { return &lossMinusMissing{} })
}
