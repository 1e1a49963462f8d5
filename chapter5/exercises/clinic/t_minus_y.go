package clinic

import (
	"backprop/layers/layertest"
	"backprop/tensor"
)

// lossTMinusY has the mistake; the rest is a SoftmaxWithLoss layer's.
type lossTMinusY struct{ lossParts }

func (s *lossTMinusY) Backward(dout float64) *tensor.Tensor {
	return s.lossParts.Backward(dout).Neg()
}

func tMinusYPatient() Patient {
	p := Patient{
		Name:  "t_minus_y",
		Cause: "sign flipped",
		Story: Text{"Right minus answered, that is the error.",
			"정답에서 답을 뺀 것이 오차다."},
		Cure: Text{"dx = (y - t) / N: it is the direction in which the loss grows.",
			"dx = (y - t) / N이다. 손실이 커지는 방향이어야 한다."},
	}
	return last(p, func() layertest.LossLayer { return &lossTMinusY{} })
}
