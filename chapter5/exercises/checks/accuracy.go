package checks

import (
	"math"

	"backprop/layers/layertest"
	"backprop/tensor"
	"backprop/tensor/random"
)

// Accuracy checks an accuracy: the share of rows of y (N, C) whose largest
// score is at the label, with t one-hot or indices, section 7.2.
func Accuracy(student func(y, t *tensor.Tensor) float64) layertest.Report {
	return accuracy().Run(accuracyNode(student))
}

func accuracyNode(f func(y, t T) float64) maker {
	return func([]T) node {
		return node{Forward: func(in []T) T { return tensor.Scalar(f(in[0], in[1])) }}
	}
}

func accuracy() *layertest.Exam {
	right := func(y, t T) float64 {
		if t.NDim() == 2 {
			t = t.Argmax(1)
		}
		return y.Argmax(1).Equal(t).Mean().Item()
	}
	return &layertest.Exam{Inputs: []string{"y", "t"}, Results: []string{"Accuracy = y.Argmax(1).Equal(t).Mean() (t: index)"},
		Right: accuracyNode(right), Calls: accuracyCalls(),
		Mistakes: []mistake{
			{Name: "wrong axis", Make: accuracyNode(func(y, t T) float64 { return right(y.T(), t) })},
			{Name: "integer division", Text: say("integers are divided, which drops the fraction: it is 0 unless all rows are right. Make the count a float64 first.",
				"정수끼리 나누어 소수부가 없어진다. 하나라도 틀리면 0이다. 개수를 먼저 float64로 바꾼다."),
				Make: accuracyNode(func(y, t T) float64 { return math.Trunc(right(y, t)) })},
			{Name: "one-hot compared", Make: accuracyNode(func(y, t T) float64 { return y.Argmax(1).Equal(t).Mean().Item() })},
			{Name: "one-hot assumed", Make: accuracyNode(func(y, t T) float64 { return y.Argmax(1).Equal(t.Argmax(1)).Mean().Item() })},
		}}
}

// accuracyCalls returns calls with one-hot labels and with indices. Some rows
// are right, all, or none.
func accuracyCalls() []call {
	rng := random.New(2)
	var oneHots, indices []call
	for _, size := range [][3]int{{7, 5, 4}, {11, 3, 6}, {4, 4, 3}, {1, 3, 1}, {5, 2, 0}} {
		N, C, right := size[0], size[1], size[2]
		y := rng.Randn(N, C)
		t := y.Argmax(1)
		for i := range N - right {
			t.Set(float64((int(t.At(i))+1)%C), i)
		}
		oneHots = append(oneHots, call{When: say("With one-hot labels: ", "레이블이 원-핫일 때 "), In: []T{y, oneHot(t, N, C)}})
		indices = append(indices, call{When: say("With labels as indices: ", "레이블이 인덱스일 때 "), In: []T{y, t}})
	}
	return append(oneHots, indices...)
}
