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
	return loss(Patient{
		Name:  "log_of_zero",
		Title: Text{"Infinite, and learning", "무한대인데 배운다"},
		Story: Text{"An author who found 1e-7 inexact and took it out. With large first weights the loss is +Inf, and yet three images in four are right in the end.",
			"1e-7이 부정확해 보여 빼 버렸다. 초깃값이 크면 손실이 +Inf인데, 그래도 끝에는 이미지 네 장 중 셋을 맞힌다."},
		Cause: "log of zero",
		Cure: Text{"Write math.Log(v + 1e-7). Where the softmax of the right class is 0, the logarithm is -Inf, and one such image makes the mean infinite. (y - t)/N needs no logarithm, so it learns all the same.",
			"math.Log(v + 1e-7)로 쓴다. 정답의 소프트맥스가 0이면 로그가 -Inf이고, 그런 이미지 하나로 평균이 무한대가 된다. (y - t)/N에는 로그가 없어서 그래도 배운다."},
	}, 30, func() layertest.LossLayer { return &lossLogOfZero{} })
}
