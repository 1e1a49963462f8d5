package layers

import (
	"fmt"
	"math"
	"slices"

	"backprop/tensor"
	"backprop/tensor/exact"
)

// Softmax returns exp(x) / sum(exp(x)) of each row, computed from x less its
// row's maximum: the result is the same and exp cannot overflow.
//
//	x: (N, C) or (C)   result: as x
//
// It panics for a scalar and if C is 0.
func Softmax(x *tensor.Tensor) *tensor.Tensor {
	if x.NDim() == 0 {
		panic("layers: Softmax: x is a scalar, want (N, C) or (C)")
	}
	shape := x.Shape()
	C := shape[len(shape)-1]
	if C == 0 {
		panic(fmt.Sprintf("layers: Softmax: x has shape %s, want at least one class", shape))
	}
	y := x.Data()
	for row := range slices.Chunk(y, C) {
		softmax(row)
	}
	return tensor.New(y, shape...)
}

// softmax is Softmax of one row, in place. A NaN in it makes all of it NaN.
func softmax(row []float64) {
	most := row[0]
	for _, v := range row {
		most = max(most, v)
	}
	sum := 0.0
	for j, v := range row {
		row[j] = exact.Exp(v - most)
		sum += row[j]
	}
	for j := range row {
		row[j] /= sum
	}
}

// CrossEntropyError returns -sum(log(y[t] + 1e-7)) / N, where y[t] is what
// each row of y says of its right class. The 1e-7 keeps log from 0.
//
//	y: (N, C)   t: (N, C) one-hot, or (N) the classes' indices
//
// A single row may be given as (C), with t (C) or a scalar. It panics if the
// shapes do not fit or a label is not one of the C classes.
func CrossEntropyError(y, t *tensor.Tensor) float64 {
	if y.NDim() == 1 {
		y = y.Reshape(1, -1)
		if t.NDim() == 1 {
			t = t.Reshape(1, -1)
		} else {
			t = t.Reshape(-1)
		}
	}
	scores, C := y.Data(), y.Shape()[1]
	sum := 0.0
	for i, class := range classes("CrossEntropyError", y, t) {
		sum += exact.Log(scores[i*C+class] + 1e-7)
	}
	return -sum / float64(y.Shape()[0])
}

// classes returns the right class of each row of y. It panics in op's name if
// t is not N labels for y.
func classes(op string, y, t *tensor.Tensor) []int {
	switch {
	case y.NDim() == 2 && slices.Equal(t.Shape(), y.Shape()):
		t = t.Argmax(1)
	case y.NDim() == 2 && t.NDim() == 1 && t.Size() == y.Shape()[0]:
	default:
		panic(fmt.Sprintf("layers: %s: labels of shape %s for rows of shape %s, want (N, C) or (N) for (N, C)",
			op, t.Shape(), y.Shape()))
	}
	labels, C := t.Data(), y.Shape()[1]
	classes := make([]int, len(labels))
	for i, label := range labels {
		if label != math.Trunc(label) || label < 0 || label >= float64(C) {
			panic(fmt.Sprintf("layers: %s: label %v in row %d is not one of the classes 0 to %d",
				op, label, i, C-1))
		}
		classes[i] = int(label)
	}
	return classes
}
