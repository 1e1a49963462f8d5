package clinic

import (
	"backprop/layers/layertest"
	"backprop/tensor"
)

// lossTMinusY has the mistake; the rest is a SoftmaxWithLoss layer's.
type lossTMinusY struct{ lossParts }

func (s *lossTMinusY) Backward(dout float64) *tensor.Tensor {
	return s.lossParts.Backward(dout).Neg()
}

func tMinusYPatient() Patient {
	return loss(Patient{
		Name:  "t_minus_y",
		Title: Text{"Uphill", "오르막"},
		Story: Text{"The error is what is right minus what was answered, the author thought. The loss climbs to 14.5 and stays there.",
			"오차란 정답에서 답을 뺀 것이라고 생각했다. 손실이 14.5까지 올라가 그대로 있다."},
		Cause: "sign flipped",
		Cure: Text{"In Backward return (y - t) / N and not its negative. The derivative says in which direction the loss grows, and it grows with the score of a wrong class.",
			"Backward에서 부호를 바꾸지 말고 (y - t) / N을 돌려준다. 미분은 손실이 커지는 방향이고, 틀린 클래스의 점수가 커지면 손실도 커진다."},
	}, 0, func() layertest.LossLayer { return &lossTMinusY{} })
}
