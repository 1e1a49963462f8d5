package clinic

import (
	"backprop/chapter5"
	"backprop/tensor"
	"backprop/tensor/random"
)

// trainBiasesLeftOut forgets b1 and b2.
func trainBiasesLeftOut(net *chapter5.TwoLayerNet, x, t *tensor.Tensor, iters, batchSize int,
	rate float64, rng *random.RandomState) []float64 {
	var losses []float64
	for range iters {
		mask := rng.Choice(x.Shape()[0], batchSize)
		xBatch, tBatch := x.Rows(mask), t.Rows(mask)
		grad := net.Gradient(xBatch, tBatch)
		for _, key := range []string{"W1", "W2"} {
			net.Params[key].SubInPlace(grad[key].MulScalar(rate))
		}
		losses = append(losses, net.Loss(xBatch, tBatch))
	}
	return losses
}

func biasesLeftOutPatient() Patient {
	return loop(Patient{
		Name:  "biases_left_out",
		Title: Text{"Only a little worse", "조금 못할 뿐이다"},
		Story: Text{"The biases are 0 at first, and the author left them so. It learns nearly as well as it should.",
			"편향은 처음에 0이라 그대로 두었다. 거의 제대로 배운다."},
		Cause: "biases left out",
		Cure: Text{"Add \"b1\" and \"b2\" to the keys of the loop. A gradient for them is there; nobody takes the step.",
			"반복문의 키에 \"b1\"과 \"b2\"를 더한다. 기울기는 구해 놓고 그만큼 움직이지 않았다."},
	}, trainBiasesLeftOut)
}
