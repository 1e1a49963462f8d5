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
	p := Patient{
		Name:  "softmax_over_the_batch",
		Cause: "softmax over the batch",
		Story: Text{"exp(x) / sum(exp(x)), that is softmax.",
			"exp(x) / sum(exp(x))가 소프트맥스다."},
		Cure: Text{"The sum goes along each row: SumKeepDims(1).",
			"합은 행마다 구한다. SumKeepDims(1)이다."},
	}
	return last(p, func() layertest.LossLayer { return &lossSoftmaxOverTheBatch{} })
}
