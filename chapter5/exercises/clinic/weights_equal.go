package clinic

// trainingWeightsEqual begins with all weights alike.
var trainingWeightsEqual = training{std: 0, rate: 0.1, scale: 1}

func weightsEqualPatient() Patient {
	return watched(Patient{
		Name:  "weights_equal",
		Title: Text{"13 per cent", "13퍼센트"},
		Story: Text{"The biases begin with 0, so the author lets the weights begin so, too. After a hundred steps the network still gives every image the same answer.",
			"편향이 0에서 시작하므로 가중치도 그렇게 했다. 100단계가 지나도 신경망이 모든 이미지에 같은 답을 한다."},
		Cause: "weights equal",
		Cure: Text{"Begin with rng.Randn(784, 50).MulScalar(0.01). With 0 nothing gets through W2 in either direction; and neurons that are alike get gradients that are alike and stay so.",
			"rng.Randn(784, 50).MulScalar(0.01)로 시작한다. 0이면 어느 방향으로도 W2를 지나지 못한다. 똑같은 뉴런은 똑같은 기울기를 받아 계속 똑같다."},
	}, trainingWeightsEqual)
}
