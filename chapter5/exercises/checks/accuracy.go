package checks

import (
	"math"
	"slices"

	"backprop/layers/layertest"
	"backprop/tensor"
	"backprop/tensor/random"
)

type accuracyCode = func(y, t *tensor.Tensor) float64

// Accuracy checks an accuracy: the share of rows of y (N, C) whose largest
// score is at the label, with t one-hot or indices, section 7.2.
func Accuracy(student func(y, t *tensor.Tensor) float64) layertest.Report {
	return accuracy().Run(accuracyNode(student))
}

func accuracyNode(f accuracyCode) maker {
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
	mistakes := kind(accuracyNode)
	return &layertest.Exam{Whole: true, Result: "Accuracy", Inputs: []string{"y", "t"},
		Right: accuracyNode(right), Calls: accuracyCalls(),
		Mistakes: slices.Concat(
			mistakes("wrong axis",
				"it takes the largest score or the label of each column. Argmax(1) takes those of each row.",
				"열마다 가장 큰 점수나 레이블을 골랐다. 행마다 고르려면 Argmax(1)을 쓴다.",
				func(y, t T) float64 { return right(y.T(), t) },
				func(y, t T) float64 { return right(y.T(), t.T()) }),
			mistakes("one-hot compared",
				"the classes are compared with one-hot rows: convert the labels to indices first, t.Argmax(1).",
				"클래스를 원-핫 행과 비교했다. 먼저 t.Argmax(1)로 레이블의 클래스를 구한다.",
				func(y, t T) float64 { return y.Argmax(1).Equal(t).Mean().Item() }),
			mistakes("elements counted",
				"the elements of one-hot rows are counted, N·C of them: a wrong row agrees in all but two. Compare the N classes.",
				"원-핫 행의 원소 N·C개를 비교했다. 틀린 행도 원소 두 개만 다르다. 클래스 N개를 비교한다.",
				func(y, t T) float64 {
					N, C := y.Shape()[0], y.Shape()[1]
					return oneHot(y.Argmax(1), N, C).Equal(oneHot(t, N, C)).Mean().Item()
				}),
			mistakes("one-hot assumed",
				"it treats t as one-hot: labels that are indices are used as they are, without Argmax.",
				"t를 항상 원-핫으로 처리했다. 인덱스인 레이블은 Argmax 없이 그대로 쓴다.",
				func(y, t T) float64 { return y.Argmax(1).Equal(t.Argmax(1)).Mean().Item() },
				func(y, t T) float64 { return y.Argmax(1).Equal(t.Argmax(0)).Mean().Item() }),
			mistakes("integer division",
				"integers are divided, which drops the fraction: it is 0 unless all rows are right. Make the count a float64 first.",
				"정수끼리 나누어 소수부가 없어진다. 하나라도 틀리면 0이다. 개수를 먼저 float64로 바꾼다.",
				func(y, t T) float64 { return math.Trunc(right(y, t)) }),
		)}
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
		indices = append(indices, call{When: labelsAsIndices, In: []T{y, t}})
	}
	return append(oneHots, indices...)
}
