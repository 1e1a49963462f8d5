package clinic

// trainingWeightsTooLarge begins with weights of size 1.
var trainingWeightsTooLarge = training{std: 1, rate: 0.1, scale: 1}

func weightsTooLargePatient() Patient {
	return watched(Patient{
		Name:  "weights_too_large",
		Title: Text{"It begins at 12", "12에서 시작한다"},
		Story: Text{"randn without a factor: a normal distribution is normal, the author says. The first loss is 12.",
			"정규분포니까 괜찮다며 randn에 아무것도 곱하지 않았다. 첫 손실이 12이다."},
		Cause: "weights too large",
		Cure: Text{"Times 0.01. Scores of hundreds make softmax sure before it has learnt anything, and 12 is the price of sure and wrong answers. It learns in the end, these 200 images by heart; on others it would do worse.",
			"0.01을 곱한다. 점수가 수백이면 소프트맥스는 배우기도 전에 확신하고, 확신하고 틀린 값이 12이다. 결국 배우지만 이 200장을 외운 것이고, 다른 이미지에서는 더 못한다."},
	}, trainingWeightsTooLarge)
}
