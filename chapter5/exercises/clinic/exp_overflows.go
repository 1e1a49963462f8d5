package clinic

import (
	"backprop/layers/layertest"
	"backprop/tensor"
)

// lossExpOverflows has the mistake; the rest is a SoftmaxWithLoss layer's.
type lossExpOverflows struct{ lossParts }

func (s *lossExpOverflows) Forward(x, t *tensor.Tensor) float64 {
	s.t = oneHot(t, x.Shape()[1])
	exp := x.Exp()
	s.y = exp.Div(exp.SumKeepDims(1))
	return crossEntropy(s.y, s.t)
}

func expOverflowsPatient() Patient {
	return loss(Patient{
		Name:  "exp_overflows",
		Title: Text{"NaN from the first step", "첫 단계부터 NaN"},
		Story: Text{"The formula of softmax, as it stands in the book. With small weights all is well; with large ones the loss is NaN from the first step.",
			"책에 있는 소프트맥스 식을 그대로 썼다. 가중치가 작으면 괜찮은데, 크면 첫 단계부터 손실이 NaN이다."},
		Cause: "overflow",
		Cure: Text{"Take each row's maximum off first: x.Sub(x.MaxKeepDims(1)).Exp(), or layers.Softmax. From 710 on exp is +Inf, and +Inf / +Inf is NaN. The quotient is the same with any number taken off.",
			"먼저 행마다 최댓값을 뺀다. x.Sub(x.MaxKeepDims(1)).Exp()이다. layers.Softmax도 그렇게 한다. 710부터 exp는 +Inf이고 +Inf / +Inf는 NaN이다. 어떤 수를 빼든 몫은 같다."},
	}, 30, func() layertest.LossLayer { return &lossExpOverflows{} })
}
