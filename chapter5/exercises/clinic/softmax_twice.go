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
	p := Patient{
		Name:  "softmax_twice",
		Cause: "softmax twice",
		Story: Text{"The network ends with softmax, and the loss begins with it, to be sure.",
			"신경망은 소프트맥스로 끝나고, 손실도 혹시 몰라 소프트맥스로 시작한다."},
		Cure: Text{"Once: the layer before hands over scores.",
			"한 번만 한다. 앞 계층이 넘기는 것은 점수다."},
	}
	return last(p, func() layertest.LossLayer { return &lossSoftmaxTwice{} })
}
