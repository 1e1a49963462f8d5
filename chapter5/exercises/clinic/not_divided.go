package clinic

import (
	"backprop/layers/layertest"
	"backprop/tensor"
)

// lossNotDivided has the mistake; the rest is a SoftmaxWithLoss layer's.
type lossNotDivided struct{ lossParts }

func (s *lossNotDivided) Backward(dout float64) *tensor.Tensor { return s.y.Sub(s.t).MulScalar(dout) }

func notDividedPatient() Patient {
	p := Patient{
		Name:  "not_divided",
		Cause: "batch average missing",
		Story: Text{"The derivative is y - t, the book says so. The loss jumps about.",
			"미분은 y - t라고 책에 있다. 손실이 널뛴다."},
		Cure: Text{"The loss is a mean, so (y - t) / N.",
			"손실이 평균이므로 (y - t) / N이다."},
	}
	return last(p, func() layertest.LossLayer { return &lossNotDivided{} })
}
