package clinic

import (
	"backprop/chapter5"
	"backprop/tensor"
	"backprop/tensor/random"
)

// trainLearningRateSign goes uphill.
func trainLearningRateSign(net *chapter5.TwoLayerNet, x, t *tensor.Tensor, iters, batchSize int,
	rate float64, rng *random.RandomState) []float64 {
	var losses []float64
	for range iters {
		mask := rng.Choice(x.Shape()[0], batchSize)
		xBatch, tBatch := x.Rows(mask), t.Rows(mask)
		grad := net.Gradient(xBatch, tBatch)
		for _, key := range []string{"W1", "b1", "W2", "b2"} {
			net.Params[key].SubInPlace(grad[key].MulScalar(-rate))
		}
		losses = append(losses, net.Loss(xBatch, tBatch))
	}
	return losses
}

func learningRateSignPatient() Patient {
	return loop(Patient{
		Name:  "learning_rate_sign",
		Title: Text{"Weights of 10 to the 18th", "10의 18제곱인 가중치"},
		Story: Text{"The gradient shows the way, so the author follows it. The loss climbs to 14.5, and the weights are beyond 1e18.",
			"기울기가 길을 알려 주니 따라갔다. 손실이 14.5까지 오르고 가중치는 1e18을 넘는다."},
		Cause: "learning rate sign",
		Cure: Text{"SubInPlace(grad.MulScalar(rate)), with rate and not -rate. The gradient points to where the loss grows: W -= rate · dW.",
			"MulScalar의 -rate를 rate로 고친다. 기울기는 손실이 커지는 쪽을 가리키므로 W -= rate · dW이다."},
	}, trainLearningRateSign)
}
