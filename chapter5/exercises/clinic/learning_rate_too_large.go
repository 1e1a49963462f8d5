package clinic

// trainingLearningRateTooLarge takes steps larger than the weights.
var trainingLearningRateTooLarge = training{std: 0.01, rate: 30, scale: 1}

func learningRateTooLargePatient() Patient {
	return watched(Patient{
		Name:  "learning_rate_too_large",
		Title: Text{"A loss between 4 and 10", "4와 10 사이를 오가는 손실"},
		Story: Text{"The larger the rate, the faster it learns, said an impatient author. The loss is between 4 and 10, and was 2.3 before anything was learnt.",
			"학습률이 클수록 빨리 배운다는 성급한 사람이 썼다. 손실이 4와 10 사이를 오간다. 아무것도 배우기 전에 2.3이었는데."},
		Cause: "steps too large",
		Cure: Text{"A rate of 0.1 for 30. The gradient is right for small steps only. Above 1, a step leaps over the valley and lands higher on the other side.",
			"학습률 30을 0.1로 고친다. 기울기는 작은 걸음에만 맞다. 1을 넘으면 한 걸음에 골짜기를 건너뛰어 맞은편 더 높은 곳에 내려선다."},
	}, trainingLearningRateTooLarge)
}
