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
	return loss(Patient{
		Name:  "labels_off_by_one",
		Title: Text{"Well trained, all wrong", "잘 배웠는데 다 틀린다"},
		Story: Text{"Classes were 1 to 10 in the author's last project, so the labels are shifted here, too. The loss falls to 0.16, and 1 image of 200 is right.",
			"지난번 데이터의 클래스가 1부터 10이라 여기서도 레이블을 옮겼다. 손실은 0.16까지 줄었는데 이미지 200장 중 1장을 맞힌다."},
		Cause: "labels off by one",
		Cure: Text{"Give t on as it is, without rolled. Labels are 0 to 9 here. The network learnt what it was told: to say 4 to a 3.",
			"rolled 없이 t를 그대로 넘긴다. 여기서 레이블은 0부터 9다. 신경망은 시키는 대로 3을 보면 4라고 하도록 배웠다."},
	}, 0, func() layertest.LossLayer { return &lossLabelsOffByOne{} })
}
