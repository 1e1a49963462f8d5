package clinic

import (
	"backprop/chapter5/exercises/checks"
	"backprop/layers/layertest"
	"backprop/tensor"
)

// accuracyOfColumns looks for the largest in each column.
func accuracyOfColumns(y, t *tensor.Tensor) float64 {
	if t.NDim() > 1 {
		t = t.Argmax(1)
	}
	right := 0.0
	largest := y.Argmax(0)
	for i := range min(largest.Size(), t.Size()) {
		if largest.At(i) == t.At(i) {
			right++
		}
	}
	return right / float64(y.Shape()[0])
}

func argmaxAxisPatient() Patient {
	return Patient{
		Name:  "argmax_axis",
		Title: Text{"Three right answers, accuracy 0.67", "세 개 다 맞는데 0.67"},
		Story: Text{"argmax, compare, mean. Every row has its largest score at its label, and the accuracy says two thirds.",
			"argmax, 비교, 평균을 했다. 행마다 점수가 가장 큰 곳이 레이블인데 정확도가 3분의 2라고 한다."},
		Cause: "wrong axis",
		Cure: Text{"y.Argmax(1) for y.Argmax(0): the largest of each row, over the classes. Axis 0 looks down each column, over the images.",
			"y.Argmax(0)을 y.Argmax(1)로 고친다. 행마다, 클래스 가운데 가장 큰 것을 찾는다. 축 0은 열을 따라 이미지 가운데에서 찾는다."},
		Examine: func() layertest.Report { return checks.Accuracy(accuracyOfColumns) },
		Healthy: func() layertest.Report { return checks.Accuracy(goodAccuracy) },
		symptom: func(w words) string {
			y := tensor.Matrix([][]float64{{9, 1, 0}, {8, 2, 0}, {0, 1, 7}})
			t := tensor.Vector(0, 0, 2)
			var of table
			of.add(w.say("scores", "점수"), y)
			of.add(w.say("labels", "레이블"), t)
			of.add(w.say("accuracy", "정확도"), number(accuracyOfColumns(y, t), 4))
			return of.String()
		},
		beside: []layertest.Cause{"labels off by one", "errors counted", "not divided", "softmax over the batch"},
	}
}
