package layers

import (
	"fmt"
	"math"
	"slices"

	"backprop/tensor"
)

// CrossEntropyError returns -sum(log(y[t] + 1e-7)) / N, where y[t] holds the
// probability of the correct class in each row of y. The 1e-7 keeps the
// logarithm finite where that probability is 0.
//
//	y: (N, C)   t: (N, C) one-hot, or (N) the indices of the classes
//
// For a single row, y may also be (C), and t (C) or a scalar. The function
// panics if the shapes do not fit, if a row of t is not one-hot (a single 1,
// the rest 0), or if an index is not one of the C classes. It does not accept
// soft labels such as (0.5, 0.5), because the loss takes one class from each
// row.
func CrossEntropyError(y, t *tensor.Tensor) float64 {
	if y.NDim() == 1 {
		if t.NDim() == 0 {
			t = t.Reshape(1)
		} else if slices.Equal(t.Shape(), y.Shape()) {
			t = t.Reshape(1, -1)
		}
		y = y.Reshape(1, -1)
	}
	classes := correctClasses("CrossEntropyError", y, t)
	batchSize := y.Shape()[0]
	yt := tensor.Zeros(batchSize) // y[np.arange(batch_size), t]
	for i, class := range classes {
		yt.Set(y.At(i, class), i)
	}
	return -yt.AddScalar(1e-7).Log().Sum().Item() / float64(batchSize)
}

// correctClasses returns the index of the correct class of each row of y. It
// panics, naming op, if t does not hold one label for each row of y.
func correctClasses(op string, y, t *tensor.Tensor) []int {
	if y.NDim() == 2 && slices.Equal(t.Shape(), y.Shape()) {
		return oneHotClasses(op, t)
	}
	if y.NDim() != 2 || t.NDim() != 1 || t.Size() != y.Shape()[0] {
		panic(fmt.Sprintf("layers: %s: labels of shape %s for rows of shape %s, want (N, C) or (N) for (N, C)",
			op, t.Shape(), y.Shape()))
	}
	C := y.Shape()[1]
	classes := make([]int, t.Size())
	for i, label := range t.Data() {
		if label != math.Trunc(label) || label < 0 || label >= float64(C) {
			panic(fmt.Sprintf("layers: %s: label %v in row %d is not one of the classes 0 to %d",
				op, label, i, C-1))
		}
		classes[i] = int(label)
	}
	return classes
}

// oneHotClasses returns the index of the 1 in each row of t (N, C). It panics,
// naming op, if a row is not one-hot.
func oneHotClasses(op string, t *tensor.Tensor) []int {
	N, C := t.Shape()[0], t.Shape()[1]
	elements := t.Data()
	classes := make([]int, N)
	for i := range classes {
		ones := 0
		for j, v := range elements[i*C : (i+1)*C] {
			if v == 1 {
				classes[i] = j
				ones++
			} else if v != 0 {
				ones += 2 // ones can no longer be 1 at the end
			}
		}
		if ones != 1 {
			panic(fmt.Sprintf("layers: %s: row %d of t is %v, want one-hot: a single 1",
				op, i, t.Slice(i, i+1).Reshape(C)))
		}
	}
	return classes
}
