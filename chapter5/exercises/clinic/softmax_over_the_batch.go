package clinic

import (
	"backprop/layers/layertest"
	"backprop/tensor"
)

// lossSoftmaxOverTheBatch has the mistake; the rest is a SoftmaxWithLoss layer's.
type lossSoftmaxOverTheBatch struct{ lossParts }

func (s *lossSoftmaxOverTheBatch) Forward(x, t *tensor.Tensor) float64 {
	s.t = oneHot(t, x.Shape()[1])
	exp := x.Sub(x.Max()).Exp()
	s.y = exp.Div(exp.Sum())
	return crossEntropy(s.y, s.t)
}

func softmaxOverTheBatchPatient() Patient {
	return loss(Patient{
		Name:  "softmax_over_the_batch",
		Title: Text{"The first loss is too large", "첫 손실이 너무 크다"},
		Story: Text{"exp(x) / sum(exp(x)), as in chapter 3, where x was one row. The very first loss is 6.3, and guessing gives 2.3.",
			"3장처럼 exp(x) / sum(exp(x))라고 썼다. 거기서는 x가 한 행이었다. 첫 손실부터 6.3이다. 찍기만 해도 2.3인데."},
		Cause: "softmax over the batch",
		Cure: Text{"Divide by exp.SumKeepDims(1), the sum of each row, and not by exp.Sum(). Each image has probabilities of its own that add up to 1. 6.3 is about 2.3 + log 50.",
			"exp.Sum()이 아니라 행마다의 합 exp.SumKeepDims(1)로 나눈다. 이미지마다 확률의 합이 1이어야 한다. 6.3은 대략 2.3 + log 50이다."},
	}, 0, func() layertest.LossLayer { return &lossSoftmaxOverTheBatch{} })
}
