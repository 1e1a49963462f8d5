package clinic

import (
	"backprop/chapter5"
	"backprop/chapter5/exercises/checks"
	"backprop/layers/layertest"
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
			net.Params[key].SubScaledInPlace(rate, grad[key])
		}
		losses = append(losses, net.Loss(xBatch, tBatch))
	}
	return losses
}

func biasesLeftOutPatient() Patient {
	p := Patient{
		Name:  "biases_left_out",
		Cause: "biases left out",
		Story: Text{"Only the weights learn, the biases are 0 anyway.",
			"가중치만 학습한다. 편향은 어차피 0이다."},
		Cure: Text{"Update b1 and b2 as well.",
			"b1과 b2도 갱신한다."},
	}
	p.Symptom = func() string {
		return loopSymptom(trainBiasesLeftOut)
	}
	p.Examine = func() layertest.Report { return checks.Train(trainBiasesLeftOut) }
	p.Healthy = func() layertest.Report { return checks.Train(goodLoop) }
	return p
}
