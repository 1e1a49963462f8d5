package clinic

import "backprop/layers/layertest"

// trainingWeightsEqual begins with all weights alike.
var trainingWeightsEqual = training{std: 0, rate: 0.1, scale: 1}

func weightsEqualPatient() Patient {
	p := Patient{
		Name:  "weights_equal",
		Cause: "weights equal",
		Story: Text{"I begin with 0, as with the biases.",
			"편향처럼 가중치도 0에서 시작했다."},
		Cure: Text{"Random weights: rng.Randn(784, 50).MulScalar(0.01).",
			"난수로 시작한다. rng.Randn(784, 50).MulScalar(0.01)이다."},
	}
	p.Symptom = func() string { return trainingWeightsEqual.symptom() }
	p.Examine = func() layertest.Report { return trainingWeightsEqual.examine() }
	p.Healthy = func() layertest.Report { return training{std: 0.01, rate: 0.1, scale: 1}.examine() }
	return p
}
