package tensor

import (
	"fmt"
	"slices"
)

// The reductions take one axis, or none for all elements; a negative axis
// counts from the end. The axis is dropped; the KeepDims forms keep it with
// length 1. They panic if the axis does not exist.

// Sum returns the sum along an axis or of all elements: np.sum(x, axis).
// Elements are added from first to last.
//
//	x: (N, C)   x.Sum(0): (C)   x.Sum(1): (N)   x.Sum(): ()
func (x *Tensor) Sum(axis ...int) *Tensor {
	return x.reduce("Sum", axis, sum).drop(axis)
}

// SumKeepDims returns np.sum(x, axis, keepdims=True).
//
//	x: (N, C)   x.SumKeepDims(0): (1, C)   x.SumKeepDims(1): (N, 1)
func (x *Tensor) SumKeepDims(axis ...int) *Tensor {
	return x.reduce("SumKeepDims", axis, sum)
}

// Mean returns the mean along an axis or of all elements: np.mean(x, axis).
// The mean of no elements is NaN.
func (x *Tensor) Mean(axis ...int) *Tensor {
	return x.reduce("Mean", axis, mean).drop(axis)
}

// MeanKeepDims returns np.mean(x, axis, keepdims=True).
func (x *Tensor) MeanKeepDims(axis ...int) *Tensor {
	return x.reduce("MeanKeepDims", axis, mean)
}

// Max returns the largest element along an axis or of all elements:
// np.max(x, axis). It returns NaN where one of them is NaN. It also panics if
// the axis has length 0.
func (x *Tensor) Max(axis ...int) *Tensor {
	x.checkChoice("Max", axis)
	return x.reduce("Max", axis, largest).drop(axis)
}

// MaxKeepDims returns np.max(x, axis, keepdims=True).
func (x *Tensor) MaxKeepDims(axis ...int) *Tensor {
	x.checkChoice("MaxKeepDims", axis)
	return x.reduce("MaxKeepDims", axis, largest)
}

// Argmax returns the index of the largest element along an axis, which is
// dropped: np.argmax(x, axis). Of equal elements the first is taken, and the
// first NaN before any number. It also panics if the axis has length 0.
//
//	x: (N, C)   x.Argmax(1): (N)
func (x *Tensor) Argmax(axis int) *Tensor {
	x.checkChoice("Argmax", []int{axis})
	return x.reduce("Argmax", []int{axis}, indexOfLargest).drop([]int{axis})
}

func sum(list []float64) float64 {
	sum := 0.0
	for _, v := range list {
		sum += v
	}
	return sum
}

func mean(list []float64) float64 { return sum(list) / float64(len(list)) }

func largest(list []float64) float64 { return list[int(indexOfLargest(list))] }

func indexOfLargest(list []float64) float64 {
	at := 0
	for i, v := range list {
		// A NaN is no number: v != v. Nothing comes before the first.
		if v > list[at] || v != v && list[at] == list[at] {
			at = i
		}
	}
	return float64(at)
}

// reduce returns f of each list of elements along the axis, which is kept with
// length 1.
func (x *Tensor) reduce(op string, axis []int, f func(list []float64) float64) *Tensor {
	outer, n, inner := x.split(op, axis)
	shape := slices.Clone(x.shape)
	for a := range shape {
		if len(axis) == 0 || a == axis[0] || a == axis[0]+len(shape) {
			shape[a] = 1
		}
	}
	from, out := x.flat(), Zeros(shape...)
	list := make([]float64, n)
	for o := range outer {
		for i := range inner {
			for k := range list {
				list[k] = from[(o*n+k)*inner+i]
			}
			out.data[o*inner+i] = f(list)
		}
	}
	return out
}

// split returns x's shape as (outer, n, inner), where n is the length of the
// axis, or of all for no axis. It panics in op's name if the axis does not
// exist.
func (x *Tensor) split(op string, axis []int) (outer, n, inner int) {
	if len(axis) == 0 {
		return 1, x.Size(), 1
	}
	if len(axis) > 1 {
		panic(fmt.Sprintf("tensor: %s: takes one axis or none, not %v", op, axis))
	}
	rank := max(len(x.shape), 1) // NumPy takes axis 0 and -1 of a scalar
	if axis[0] < -rank || axis[0] >= rank {
		panic(fmt.Sprintf("tensor: %s: shape %s has no axis %d", op, x.shape, axis[0]))
	}
	if len(x.shape) == 0 {
		return 1, 1, 1
	}
	at := (axis[0] + rank) % rank
	outer, inner = 1, 1
	for _, length := range x.shape[:at] {
		outer *= length
	}
	for _, length := range x.shape[at+1:] {
		inner *= length
	}
	return outer, x.shape[at], inner
}

// checkChoice panics in op's name if there is no element along the axis to
// choose from.
func (x *Tensor) checkChoice(op string, axis []int) {
	if _, n, _ := x.split(op, axis); n == 0 {
		panic(fmt.Sprintf("tensor: %s: nothing to choose from in shape %s", op, x.shape))
	}
}

// drop returns x without the axis, or without all axes, which have length 1.
func (x *Tensor) drop(axis []int) *Tensor {
	if len(axis) == 0 || len(x.shape) == 0 {
		return rowMajor(x.data, nil)
	}
	at := (axis[0] + len(x.shape)) % len(x.shape)
	return rowMajor(x.data, slices.Delete(slices.Clone(x.shape), at, at+1))
}
