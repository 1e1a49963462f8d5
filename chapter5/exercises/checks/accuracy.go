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
	y := random.New(2).Randn(12, 4)
	t := tensor.Zeros(12, 4)
	right := y.Argmax(1)
	labels := make([]float64, 12)
	for i := range 12 {
		labels[i] = right.At(i)
		if i%3 == 0 { // eight of twelve are right
			labels[i] = float64((int(labels[i]) + 1) % 4)
		}
		t.Set(1, i, int(labels[i]))
	}
	for _, t := range []*tensor.Tensor{t, tensor.Vector(labels...)} {
		var got float64
		if message := Attempt(func() { got = student(y, t) }); message != "" {
			return problem("wrong axis", "It panicked, as for the wrong axis: the largest of each row is Argmax(1). (%s)",
				"축이 틀렸을 때처럼 패닉을 냈다. 행마다 가장 큰 것은 Argmax(1)이다. (%s)", message)
		}
		switch want := 8.0 / 12; {
		case math.Abs(got-want) < 1e-12:
		case math.Abs(got-8) < 1e-12:
			return problem("not divided", "It is the number of right answers, %v: divide by the number of rows.",
				"맞힌 개수 %v이다. 행의 수로 나눈다.", got)
		case math.Abs(got-4.0/12) < 1e-12:
			return problem("errors counted", "It is the share of wrong answers.", "틀린 비율이다.")
		default:
			return problem("wrong axis", "It is %.4g and must be %.4g: is the largest looked for along each row, Argmax(1)?",
				"%.4g인데 %.4g이어야 한다. 행마다 Argmax(1)로 가장 큰 것을 찾는가?", got, want)
		}
	}
	return layertest.Report{}
}
