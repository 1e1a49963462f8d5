package clinic

import (
	"backprop/layers"
	"backprop/layers/layertest"
	"backprop/tensor"
)

// lossSoftmaxTwice has the mistake; the rest is a SoftmaxWithLoss layer's.
type lossSoftmaxTwice struct{ lossParts }

func (s *lossSoftmaxTwice) Forward(x, t *tensor.Tensor) float64 {
	return s.lossParts.Forward(layers.Softmax(x), t)
}

func softmaxTwicePatient() Patient {
	return loss(Patient{
		Name:  "softmax_twice",
		Title: Text{"A loss with a floor", "바닥이 있는 손실"},
		Story: Text{"To be on the safe side the network ends with softmax, and the loss begins with it. The loss stays above 1.9.",
			"혹시 몰라 신경망을 소프트맥스로 끝내고 손실도 소프트맥스로 시작했다. 손실이 1.9 아래로 내려가지 않는다."},
		Cause: "softmax twice",
		Cure: Text{"Hand the scores over as they are: s.lossParts.Forward(x, t). Numbers between 0 and 1 are nearly alike to a second softmax: even a sure and right answer has a loss of 1.46.",
			"점수를 그대로 넘긴다. s.lossParts.Forward(x, t)이다. 0과 1 사이의 수는 두 번째 소프트맥스에게 거의 같아 보인다. 확실하고 맞는 답도 손실이 1.46이다."},
	}, 0, func() layertest.LossLayer { return &lossSoftmaxTwice{} })
}
