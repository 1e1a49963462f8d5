package clinic

import (
	"backprop/layers/layertest"
	"backprop/tensor"
)

// lossNotDivided has the mistake; the rest is a SoftmaxWithLoss layer's.
type lossNotDivided struct{ lossParts }

func (s *lossNotDivided) Backward(dout float64) *tensor.Tensor { return s.y.Sub(s.t).MulScalar(dout) }

func notDividedPatient() Patient {
	return loss(Patient{
		Name:  "not_divided",
		Title: Text{"A loss that jumps", "널뛰는 손실"},
		Story: Text{"The book has y - t under the figure, and that is what the author returns. The loss jumps to 7.4 within five steps, and the network says the same for all images.",
			"책의 그림 아래에 y - t라고 있어서 그것을 돌려주었다. 5단계 만에 손실이 7.4로 뛰고, 신경망은 모든 이미지에 같은 답을 한다."},
		Cause: "batch average missing",
		Cure: Text{"In Backward divide by N: MulScalar(dout / N). The loss is the mean over the batch. Without the division a step is 50 times too long.",
			"Backward에서 N으로 나눈다. MulScalar(dout / N)이다. 손실은 배치의 평균이다. 나누지 않으면 한 걸음이 50배 길다."},
	}, 0, func() layertest.LossLayer { return &lossNotDivided{} })
}
