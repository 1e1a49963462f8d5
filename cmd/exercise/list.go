package main

import (
	"backprop/chapter5/exercises"
	"backprop/chapter5/exercises/checks"
	"backprop/layers"
	"backprop/layers/layertest"
	"backprop/tensor"
)

// A text is in both languages.
type text struct{ english, korean string }

func (t text) in(language layertest.Language) string {
	if language == layertest.Korean {
		return t.korean
	}
	return t.english
}

// An exercise is a file of chapter5/exercises to be filled in.
type exercise struct {
	name  string // of the file, without .go
	title text
	page  string // of docs/en and docs/ko
	hints []text
	check func() layertest.Report
}

// list has the exercises in the chapter's order.
var list = []exercise{
	{"mul", text{"4.1 multiplication layer", "4.1 곱셈 계층"}, "4-simple-layers.md", []text{
		{"z = x·y. If x grows by 1, z grows by y.", "z = x·y다. x가 1 커지면 z는 y만큼 커진다."},
		{"Backward needs both inputs, so Forward has to keep them in the struct.",
			"Backward에는 두 입력이 필요하므로 Forward가 구조체에 간직해야 한다."},
	}, func() layertest.Report {
		return layertest.Mul(func() layertest.NumberLayer { return &exercises.Mul{} })
	}},
	{"add", text{"4.2 addition layer", "4.2 덧셈 계층"}, "4-simple-layers.md", []text{
		{"Both local derivatives are 1, whatever the inputs are.", "국소적 미분은 입력이 무엇이든 둘 다 1이다."},
	}, func() layertest.Report {
		return layertest.Add(func() layertest.NumberLayer { return &exercises.Add{} })
	}},
	{"relu", text{"5.1 ReLU layer", "5.1 ReLU 계층"}, "5-activation-layers.md", []text{
		{"dout passes where x > 0 and nowhere else: Forward has to remember where that was.",
			"dout은 x > 0인 곳만 지나간다. 그곳이 어디였는지 Forward가 기억해야 한다."},
		{"tensor has LessEqual, which makes a mask, Copy and SetMasked.",
			"tensor에는 마스크를 만드는 LessEqual과 Copy, SetMasked가 있다."},
	}, func() layertest.Report {
		return layertest.ReLU(func() layers.Layer { return &exercises.ReLU{} })
	}},
	{"sigmoid", text{"5.2 sigmoid layer", "5.2 Sigmoid 계층"}, "5-activation-layers.md", []text{
		{"Backward needs y only, see (5.12).", "Backward에는 y만 있으면 된다. 식 (5.12)를 본다."},
		{"Neg, Exp, AddScalar make the denominator; tensor.Scalar(1).Div(…) divides 1 by it.",
			"분모는 Neg, Exp, AddScalar로 만들고, tensor.Scalar(1).Div(…)로 1을 나눈다."},
	}, func() layertest.Report {
		return layertest.Sigmoid(func() layers.Layer { return &exercises.Sigmoid{} })
	}},
	{"affinedatum", text{"6.1 Affine layer, one datum", "6.1 Affine 계층, 데이터 하나"}, "6-affine-softmax.md", []text{
		{"A derivative has the shape of what it belongs to: dW that of W, dx that of x.",
			"미분의 형상은 그 주인의 형상과 같다. dW는 W와, dx는 x와 같다."},
		{"For dW make x a column, x.Reshape(D, 1), and dout a row, dout.Reshape(1, H).",
			"dW를 구할 때 x는 열 x.Reshape(D, 1)로, dout은 행 dout.Reshape(1, H)로 만든다."},
	}, func() layertest.Report {
		return layertest.AffineDatum(func(W, b *tensor.Tensor) layertest.AffineLayer {
			a := &exercises.AffineDatum{W: W, B: b}
			return layertest.AffineLayer{Layer: a, Grads: func() (dW, db *tensor.Tensor) { return a.DW, a.DB }}
		})
	}},
	{"affine", text{"6.2 Affine layer, a batch", "6.2 배치용 Affine 계층"}, "6-affine-softmax.md", []text{
		{"b is added to every row, so db gathers from every row.", "b는 모든 행에 더해지므로 db는 모든 행에서 모인다."},
		{"Keep x's shape, flatten x with Reshape(N, -1), and give dx the shape back.",
			"x의 형상을 간직하고 Reshape(N, -1)로 편 다음, dx를 그 형상으로 돌려놓는다."},
	}, func() layertest.Report {
		return layertest.Affine(func(W, b *tensor.Tensor) layertest.AffineLayer {
			a := &exercises.Affine{W: W, B: b}
			return layertest.AffineLayer{Layer: a, Grads: func() (dW, db *tensor.Tensor) { return a.DW, a.DB }}
		})
	}},
	{"softmaxwithloss", text{"6.3 Softmax-with-Loss layer", "6.3 Softmax-with-Loss 계층"}, "6-affine-softmax.md", []text{
		{"The derivative is (y - t)/N; t may be indices, and then 1 is subtracted at the right class.",
			"미분은 (y - t)/N이다. t가 인덱스이면 정답 클래스에서 1을 뺀다."},
		{"Subtract each row's maximum before Exp: MaxKeepDims(1), SumKeepDims(1). Add 1e-7 before Log.",
			"Exp 전에 행의 최댓값을 뺀다. MaxKeepDims(1), SumKeepDims(1)이 있다. Log 전에는 1e-7을 더한다."},
	}, func() layertest.Report {
		return layertest.SoftmaxWithLoss(func() layertest.LossLayer { return &exercises.SoftmaxWithLoss{} })
	}},
	{"numericalgradient", text{"7.3 numerical gradient", "7.3 수치 미분"}, "7-backpropagation.md", []text{
		{"For each element: f with h more, f with h less, their difference over 2h, and the element put back.",
			"원소마다 h만큼 늘려 f를, h만큼 줄여 f를 구하고, 차를 2h로 나눈 다음 원소를 되돌린다."},
		{"x.Reshape(-1) of a tensor is another tensor: change x itself, with x.At and x.Set.",
			"x.Reshape(-1)은 다른 텐서다. x.At과 x.Set으로 x 자체를 바꾸어야 한다."},
	}, func() layertest.Report { return checks.NumericalGradient(exercises.NumericalGradient) }},
	{"gradient", text{"7.2 the network's gradient", "7.2 신경망의 기울기"}, "7-backpropagation.md", []text{
		{"Forward first: what the layers keep must be of this batch.", "순전파가 먼저다. 계층이 간직한 것이 이 배치의 것이어야 한다."},
		{"Then net.LastLayer.Backward(1), and net.Layers from the last to the first, each given what the one before returned.",
			"그다음 net.LastLayer.Backward(1), 이어서 net.Layers를 뒤에서 앞으로. 앞 호출이 돌려준 것을 다음 호출에 넘긴다."},
	}, func() layertest.Report { return checks.Gradient(exercises.Gradient) }},
	{"train", text{"7.4 the training loop", "7.4 학습 반복문"}, "7-backpropagation.md", []text{
		{"In each iteration: rng.Choice, Rows, Gradient, the update of all four, Loss.",
			"반복마다 rng.Choice, Rows, Gradient, 네 매개변수의 갱신, Loss 순서다."},
		{"SubScaledInPlace(learningRate, grad) changes the tensor that the layers share.",
			"SubScaledInPlace(learningRate, grad)는 계층과 공유하는 텐서를 제자리에서 바꾼다."},
	}, func() layertest.Report { return checks.Train(exercises.Train) }},
}
