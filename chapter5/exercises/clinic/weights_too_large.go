package clinic

import "backprop/layers/layertest"

// trainingWeightsTooLarge begins with weights of size 1.
var trainingWeightsTooLarge = training{std: 1, rate: 0.1, scale: 1}

func weightsTooLargePatient() Patient {
	p := Patient{
		Name:  "weights_too_large",
		Cause: "weights too large",
		Story: Text{"randn without a factor, it is normal, after all.",
			"randn을 그대로 썼다. 정규분포니까."},
		Cure: Text{"Times 0.01: scores of hundreds make softmax certain before it knows anything.",
			"0.01을 곱한다. 점수가 수백이면 소프트맥스가 아무것도 모르면서 확신한다."},
	}
	p.Symptom = func() string { return trainingWeightsTooLarge.symptom() }
	p.Examine = func() layertest.Report { return trainingWeightsTooLarge.examine() }
	p.Healthy = func() layertest.Report { return training{std: 0.01, rate: 0.1, scale: 1}.examine() }
	return p
}
