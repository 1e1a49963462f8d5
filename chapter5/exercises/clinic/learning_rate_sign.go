package clinic

import (
	"backprop/chapter5"
	"backprop/chapter5/exercises/checks"
	"backprop/layers/layertest"
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
			net.Params[key].SubScaledInPlace(-rate, grad[key])
		}
		losses = append(losses, net.Loss(xBatch, tBatch))
	}
	return losses
}

func learningRateSignPatient() Patient {
	p := Patient{
		Name:  "learning_rate_sign",
		Cause: "learning rate sign",
		Story: Text{"The gradient shows the way, so I follow it.",
			"기울기가 길을 알려 주니 따라간다."},
		Cure: Text{"The gradient points to where the loss grows: subtract.",
			"기울기는 손실이 커지는 쪽을 가리킨다. 빼야 한다."},
	}
	p.Symptom = func() string {
		return loopSymptom(trainLearningRateSign)
	}
	p.Examine = func() layertest.Report { return checks.Train(trainLearningRateSign) }
	p.Healthy = func() layertest.Report { return checks.Train(goodLoop) }
	return p
}
