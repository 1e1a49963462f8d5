package clinic

import (
	"fmt"

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
	p := Patient{
		Name:  "argmax_axis",
		Cause: "wrong axis",
		Story: Text{"argmax, equal, mean. It says two thirds, though every row is right.",
			"argmax, 비교, 평균을 했다. 행마다 다 맞는데 3분의 2라고 한다."},
		Cure: Text{"Argmax(1): the largest of each row, over the classes.",
			"Argmax(1)이다. 행마다, 클래스 가운데 가장 큰 것을 찾는다."},
	}
	p.Symptom = func() string {
		y := tensor.Matrix([][]float64{{9, 1, 0}, {8, 2, 0}, {0, 1, 7}})
		t := tensor.Vector(0, 0, 2)
		return fmt.Sprintf("scores\n%v\nlabels %v\naccuracy %.4f\n", y, t, accuracyOfColumns(y, t))
	}
	p.Examine = func() layertest.Report { return checks.Accuracy(accuracyOfColumns) }
	p.Healthy = func() layertest.Report { return checks.Accuracy(goodAccuracy) }
	return p
}
