package clinic

import (
	"backprop/layers/layertest"
	"backprop/tensor"
)

// lossLabelsOffByOne has the mistake; the rest is a SoftmaxWithLoss layer's.
type lossLabelsOffByOne struct{ lossParts }

func (s *lossLabelsOffByOne) Forward(x, t *tensor.Tensor) float64 {
	t = oneHot(t, x.Shape()[1])
	return s.lossParts.Forward(x, rolled(t))
}

// rolled moves each label to the next class.
func rolled(t *tensor.Tensor) *tensor.Tensor {
	N, C := t.Shape()[0], t.Shape()[1]
	out := tensor.Zeros(N, C)
	for i := range N {
		for j := range C {
			out.Set(t.At(i, j), i, (j+1)%C)
		}
	}
	return out
}

func labelsOffByOnePatient() Patient {
	p := Patient{
		Name:  "labels_off_by_one",
		Cause: "labels off by one",
		Story: Text{"The classes are 1 to 10 in my data, so I shift them.",
			"내 데이터의 클래스는 1부터 10이라 옮겨 주었다."},
		Cure: Text{"Here they are 0 to 9 already: no shift.",
			"여기서는 이미 0부터 9다. 옮기지 않는다."},
	}
	return last(p, func() layertest.LossLayer { return &lossLabelsOffByOne{} })
}
