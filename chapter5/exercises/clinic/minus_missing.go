package clinic

import (
	"math"

	"backprop/layers/layertest"
	"backprop/tensor"
)

// lossMinusMissing has the mistake; the rest is a SoftmaxWithLoss layer's.
type lossMinusMissing struct{ lossParts }

func (s *lossMinusMissing) Forward(x, t *tensor.Tensor) float64 {
	s.lossParts.Forward(x, t)
	sum := 0.0
	for i, v := range s.y.Data() {
		if s.t.Data()[i] != 0 {
			sum += math.Log(v + 1e-7)
		}
	}
	return sum / float64(x.Shape()[0])
}

func minusMissingPatient() Patient {
	return loss(Patient{
		Name:  "minus_missing",
		Title: Text{"A loss below zero", "0보다 작은 손실"},
		Story: Text{"It trains well, says its author, 195 of 200. Only the loss is strange: it is negative, and rises.",
			"200장 중 195장을 맞히니 학습은 잘 된다. 손실만 이상하다. 음수이고, 올라간다."},
		Cause: "minus missing",
		Cure: Text{"Write sum -= math.Log(v + 1e-7) for sum +=. The formula is L = -Σ t·log(y): a probability is below 1, so its logarithm is below 0. Backward had the sign right, and so it learnt.",
			"sum += math.Log(v + 1e-7)을 sum -=로 고친다. 식은 L = -Σ t·log(y)이다. 확률은 1보다 작으니 그 로그는 음수다. Backward의 부호는 맞아서 배우기는 했다."},
	}, 0, func() layertest.LossLayer { return &lossMinusMissing{} })
}
