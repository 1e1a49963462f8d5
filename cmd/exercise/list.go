package main

import (
	"backprop/chapter5/exercises"
	"backprop/chapter5/exercises/checks"
	"backprop/layers"
	"backprop/layers/layertest"
	"backprop/tensor"
)

// An exercise is a file of chapter5/exercises to be filled in.
type exercise struct {
	name  string // of the file, without .go
	title text   // with the number of its section
	page  string // of docs/en and docs/ko
	hints []text
	check func() layertest.Report
}

// file returns where to write.
func (e exercise) file() string { return "chapter5/exercises/" + e.name + ".go" }

// list has the exercises in the chapter's order.
var list = []exercise{
	{"mul", text{"4.1 multiplication layer", "4.1 곱셈 계층"}, "4-simple-layers.md", hints["mul"], func() layertest.Report {
		return checks.Mul(func() checks.NumberLayer { return &exercises.Mul{} })
	}},
	{"add", text{"4.2 addition layer", "4.2 덧셈 계층"}, "4-simple-layers.md", hints["add"], func() layertest.Report {
		return checks.Add(func() checks.NumberLayer { return &exercises.Add{} })
	}},
	{"relu", text{"5.1 ReLU layer", "5.1 ReLU 계층"}, "5-activation-layers.md", hints["relu"], func() layertest.Report {
		return checks.ReLU(func() layers.Layer { return &exercises.ReLU{} })
	}},
	{"sigmoid", text{"5.2 sigmoid layer", "5.2 Sigmoid 계층"}, "5-activation-layers.md", hints["sigmoid"], func() layertest.Report {
		return checks.Sigmoid(func() layers.Layer { return &exercises.Sigmoid{} })
	}},
	{"affinedatum", text{"6.1 Affine layer, one datum", "6.1 Affine 계층, 데이터 하나"}, "6-affine-softmax.md", hints["affinedatum"],
		func() layertest.Report {
			return checks.AffineDatum(func(W, b *tensor.Tensor) checks.AffineLayer {
				a := &exercises.AffineDatum{W: W, B: b}
				return checks.AffineLayer{Layer: a, Grads: func() (dW, db *tensor.Tensor) { return a.DW, a.DB }}
			})
		}},
	{"affine", text{"6.2 Affine layer, a batch", "6.2 배치용 Affine 계층"}, "6-affine-softmax.md", hints["affine"],
		func() layertest.Report {
			return checks.Affine(func(W, b *tensor.Tensor) checks.AffineLayer {
				a := &exercises.Affine{W: W, B: b}
				return checks.AffineLayer{Layer: a, Grads: func() (dW, db *tensor.Tensor) { return a.DW, a.DB }}
			})
		}},
	{"softmaxwithloss", text{"6.3 Softmax-with-Loss layer", "6.3 Softmax-with-Loss 계층"}, "6-affine-softmax.md", hints["softmaxwithloss"],
		func() layertest.Report {
			return checks.SoftmaxWithLoss(func() checks.LossLayer { return &exercises.SoftmaxWithLoss{} })
		}},
	{"numericalgradient", text{"7.3 numerical gradient", "7.3 수치 미분"}, "7-training.md", hints["numericalgradient"],
		func() layertest.Report { return checks.NumericalGradient(exercises.NumericalGradient) }},
	{"gradient", text{"7.2 the network's gradient", "7.2 신경망의 기울기"}, "7-backpropagation.md", hints["gradient"],
		func() layertest.Report { return checks.Gradient(exercises.Gradient) }},
	{"train", text{"7.4 the training loop", "7.4 학습 반복문"}, "7-training.md", hints["train"],
		func() layertest.Report { return checks.Train(exercises.Train) }},
}
