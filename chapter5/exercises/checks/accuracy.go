package checks

import (
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
	rng := random.New(2)
	index := func(t T) T {
		if t.NDim() == 2 {
			return t.Argmax(1)
		}
		return t
	}
	right := func(y, t T) float64 { return y.Argmax(1).Equal(index(t)).Mean().Item() }
	e := &layertest.Exam{Whole: true,
		Result: "Accuracy",
		Inputs: []string{"y", "t"},
		Right:  accuracyNode(right)}
	for _, indices := range []bool{false, true} {
		for _, size := range [][3]int{{7, 5, 4}, {11, 3, 6}, {4, 4, 3}, {1, 3, 1}, {5, 2, 0}} {
			N, C := size[0], size[1]
			y := rng.Randn(N, C)
			labels := y.Argmax(1)
			for i := range N - size[2] {
				labels.Set(float64((int(labels.At(i))+1)%C), i)
			}
			c := call{In: []T{y, oneHot(labels, N, C)},
				When: say("With one-hot labels: ", "레이블이 원-핫일 때 ")}
			if indices {
				c.In[1], c.When = labels, say("With labels as indices: ", "레이블이 인덱스일 때 ")
			}
			e.Calls = append(e.Calls, c)
		}
	}
	mk := func(cause layertest.Cause, english, korean string, f func(y, t T) float64) mistake {
		return function(broken(cause, say(english, korean), accuracyNode(f)), f)
	}
	n := func(y T) float64 { return float64(y.Shape()[0]) }
	along := func(axisY, axisT int) func(y, t T) float64 {
		return func(y, t T) float64 {
			if t.NDim() == 2 {
				t = t.Argmax(axisT)
			}
			return y.Argmax(axisY).Equal(t).Mean().Item()
		}
	}
	const axisEn, axisKo = "the largest of each column is looked for: the largest of each row is Argmax(1).", "열마다 가장 큰 것을 찾았다. 행마다 가장 큰 것은 Argmax(1)이다."
	e.Mistakes = []mistake{
		mk("wrong axis", axisEn, axisKo, along(0, 1)), mk("wrong axis", axisEn, axisKo, along(0, 0)),
		mk("wrong axis",
			"the label of a row is looked for in a column: it is t.Argmax(1).",
			"행의 레이블을 열에서 찾았다. t.Argmax(1)이다.",
			along(1, 0)),
		mk("wrong axis", axisEn, axisKo, func(y, t T) float64 {
			count, largest, labels := 0.0, y.Argmax(0), index(t)
			for i := range min(largest.Size(), labels.Size()) {
				if largest.At(i) == labels.At(i) {
					count++
				}
			}
			return count / n(y)
		}),
		mk("one-hot compared",
			"the classes are compared with one-hot rows: make the labels classes first, t.Argmax(1).",
			"클래스를 원-핫 행과 비교했다. 먼저 레이블을 t.Argmax(1)로 클래스로 바꾼다.",
			func(y, t T) float64 { return y.Argmax(1).Equal(t).Sum().Item() / n(y) }),
		mk("one-hot compared",
			"the classes are compared with one-hot rows: make the labels classes first, t.Argmax(1).",
			"클래스를 원-핫 행과 비교했다. 먼저 레이블을 t.Argmax(1)로 클래스로 바꾼다.",
			func(y, t T) float64 { return y.Argmax(1).Equal(t).Mean().Item() }),
		mk("one-hot assumed",
			"t is taken for one-hot: labels that are indices are used as they are, without Argmax.",
			"t를 항상 원-핫으로 보았다. 인덱스인 레이블은 Argmax 없이 그대로 쓴다.",
			func(y, t T) float64 { return y.Argmax(1).Equal(t.Argmax(1)).Mean().Item() }),
		mk("one-hot assumed",
			"t is taken for one-hot: labels that are indices are used as they are, without Argmax.",
			"t를 항상 원-핫으로 보았다. 인덱스인 레이블은 Argmax 없이 그대로 쓴다.",
			func(y, t T) float64 { return y.Argmax(1).Equal(t.Argmax(0)).Mean().Item() }),
		mk("not divided",
			"it is the number of right answers: divide by the number of rows.",
			"맞힌 개수다. 행의 수로 나눈다.",
			func(y, t T) float64 { return right(y, t) * n(y) }),
		mk("per cent",
			"it is in per cent: the share is between 0 and 1.",
			"백분율이다. 비율은 0과 1 사이다.",
			func(y, t T) float64 { return right(y, t) * 100 }),
		mk("integer division",
			"integers are divided, which drops the fraction: it is 0 unless all rows are right. Make the count a float64 first.",
			"정수끼리 나누어 소수점 아래가 버려진다. 모두 맞지 않으면 0이다. 개수를 먼저 float64로 바꾼다.",
			func(y, t T) float64 { return float64(int(right(y, t))) }),
		mk("errors counted",
			"it is the share of the wrong answers.",
			"틀린 비율이다.",
			func(y, t T) float64 { return 1 - right(y, t) }),
		mk("divided by N·C",
			"it is divided by the number of elements: divide by the number of rows.",
			"원소의 수로 나누었다. 행의 수로 나눈다.",
			func(y, t T) float64 { return right(y, t) / float64(y.Shape()[1]) }),
		mk("divided by C",
			"it is divided by the number of classes: divide by the number of rows.",
			"클래스 수로 나누었다. 행의 수로 나눈다.",
			func(y, t T) float64 { return right(y, t) * n(y) / float64(y.Shape()[1]) }),
		mk("smallest",
			"the smallest score of each row is taken: the answer is the largest.",
			"행마다 가장 작은 점수를 골랐다. 답은 가장 큰 점수다.",
			func(y, t T) float64 { return right(y.Neg(), t) }),
		mk("elements compared",
			"elements of one-hot rows are compared: a row counts once, where its largest score is at the label.",
			"원-핫 행의 원소를 하나씩 비교했다. 가장 큰 점수가 레이블에 있는 행을 한 번 센다.",
			func(y, t T) float64 {
				N, C := y.Shape()[0], y.Shape()[1]
				return oneHot(y.Argmax(1), N, C).Equal(oneHot(t, N, C)).Mean().Item()
			}),
		mk("row left out", "the last row is left out.", "마지막 행이 빠졌다.", func(y, t T) float64 {
			N := y.Shape()[0]
			return y.Argmax(1).Equal(index(t)).Slice(0, N-1).Sum().Item() / n(y)
		}),
		mk("100 rows",
			"it is divided by 100: divide by the number of rows, y.Shape()[0].",
			"100으로 나누었다. 행의 수 y.Shape()[0]으로 나눈다.",
			func(y, t T) float64 { return right(y, t) * n(y) / 100 }),
	}
	return e
}
