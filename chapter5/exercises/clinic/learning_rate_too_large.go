package clinic

import "backprop/layers/layertest"

// trainingLearningRateTooLarge takes steps larger than the weights.
var trainingLearningRateTooLarge = training{std: 0.01, rate: 30, scale: 1}

func learningRateTooLargePatient() Patient {
	p := Patient{
		Name:  "learning_rate_too_large",
		Cause: "steps too large",
		Story: Text{"The larger the rate, the faster it learns.",
			"학습률이 클수록 빨리 배운다."},
		Cure: Text{"A rate of 0.1 here. Above 1 a step leaps over the valley.",
			"여기서는 0.1이다. 1을 넘으면 한 걸음에 골짜기를 건너뛴다."},
	}
	p.Symptom = func() string { return trainingLearningRateTooLarge.symptom() }
	p.Examine = func() layertest.Report { return trainingLearningRateTooLarge.examine() }
	p.Healthy = func() layertest.Report { return training{std: 0.01, rate: 0.1, scale: 1}.examine() }
	return p
}
