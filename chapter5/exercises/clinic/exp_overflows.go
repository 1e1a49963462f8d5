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
	p := Patient{
		Name:  "exp_overflows",
		Cause: "overflow",
		Story: Text{"With larger weights the loss is NaN from the start.",
			"가중치를 크게 하면 처음부터 손실이 NaN이다."},
		Cure: Text{"Subtract each row's maximum before exp.",
			"exp 전에 행마다 최댓값을 뺀다."},
	}
	broken := func() layertest.LossLayer { return &lossExpOverflows{} }
	p = last(p, broken)
	p.Symptom = body{last: broken, std: 30}.run // with weights that show it
	return p
}
