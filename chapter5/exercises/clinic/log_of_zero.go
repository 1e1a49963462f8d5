package clinic

import (
	"math"

	"backprop/layers/layertest"
	"backprop/tensor"
)

// lossLogOfZero has the mistake; the rest is a SoftmaxWithLoss layer's.
type lossLogOfZero struct{ lossParts }

func (s *lossLogOfZero) Forward(x, t *tensor.Tensor) float64 {
	s.lossParts.Forward(x, t)
	sum := 0.0
	for i, v := range s.y.Data() {
		if s.t.Data()[i] != 0 {
			sum -= math.Log(v)
		}
	}
	return sum / float64(x.Shape()[0])
}

func logOfZeroPatient() Patient {
	p := Patient{
		Name:  "log_of_zero",
		Cause: "log of zero",
		Story: Text{"The loss is +Inf, and yet it seems to learn.",
			"손실이 +Inf인데 배우기는 하는 것 같다."},
		Cure: Text{"log(y + 1e-7).",
			"log(y + 1e-7)로 한다."},
	}
	broken := func() layertest.LossLayer { return &lossLogOfZero{} }
	p = last(p, broken)
	p.Symptom = body{last: broken, std: 30}.run // with weights that show it
	return p
}
