package tensor

import (
	"fmt"
	"slices"
)

// A reduction takes one axis, or none for all elements. A negative axis counts
// from the end. The result does not have the axis; the KeepDims forms keep it
// with length 1. A reduction panics if the axis does not exist.

// Sum returns the sum along an axis or of all elements: np.sum(x, axis).
// Elements are added from first to last.
//
//	x: (N, C)   x.Sum(0): (C)   x.Sum(1): (N)   x.Sum(): ()
func (x *Tensor) Sum(axis ...int) *Tensor {
	return x.reduce("Sum", axis, sum).dropAxis(axis)
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
	return x.reduce("Mean", axis, mean).dropAxis(axis)
}

// MeanKeepDims returns np.mean(x, axis, keepdims=True).
func (x *Tensor) MeanKeepDims(axis ...int) *Tensor {
	return x.reduce("MeanKeepDims", axis, mean)
}

// Max returns the largest element along an axis or of all elements:
// np.max(x, axis). NaN counts as larger than any number. Max panics if the axis
// has length 0.
func (x *Tensor) Max(axis ...int) *Tensor {
	x.checkNotEmpty("Max", axis)
	return x.reduce("Max", axis, largest).dropAxis(axis)
}

// MaxKeepDims returns np.max(x, axis, keepdims=True).
func (x *Tensor) MaxKeepDims(axis ...int) *Tensor {
	x.checkNotEmpty("MaxKeepDims", axis)
	return x.reduce("MaxKeepDims", axis, largest)
}

// Argmax returns the index of the first of the largest elements along an axis:
// np.argmax(x, axis). NaN counts as larger than any number. Argmax panics if
// the axis has length 0.
//
//	x: (N, C)   x.Argmax(1): (N)
func (x *Tensor) Argmax(axis int) *Tensor {
	x.checkNotEmpty("Argmax", []int{axis})
	return x.reduce("Argmax", []int{axis}, indexOfLargest).dropAxis([]int{axis})
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
		// Only NaN differs from itself. The first NaN remains the largest.
		if v > list[at] || v != v && list[at] == list[at] {
			at = i
		}
	}
	return float64(at)
}

// reduce returns f of each list of elements along the axis. The axis stays,
// with length 1.
func (x *Tensor) reduce(op string, axis []int, f func(list []float64) float64) *Tensor {
	outer, n, inner := x.splitShape(op, axis)
	shape := slices.Clone(x.shape)
	for a := range shape {
		if len(axis) == 0 || a == axis[0] || a == axis[0]+len(shape) {
			shape[a] = 1
		}
	}
	sizeOf(op, shape) // panics if an axis of length 0 leaves too many sums of nothing
	elements, out := x.flat(), Zeros(shape...)
	if len(out.data) == 0 {
		return out // else the loops below could take forever, to do nothing
	}
	list := make([]float64, n)
	for o := range outer {
		for i := range inner {
			for k := range list {
				list[k] = elements[(o*n+k)*inner+i]
			}
			out.data[o*inner+i] = f(list)
		}
	}
	return out
}

// splitShape returns the shape of x as (outer, n, inner), where n is the length
// of the axis, or the size of x without an axis. It panics, naming op, if the
// axis does not exist.
func (x *Tensor) splitShape(op string, axis []int) (outer, n, inner int) {
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

// checkNotEmpty panics, naming op, if there are no elements along the axis.
func (x *Tensor) checkNotEmpty(op string, axis []int) {
	if _, n, _ := x.splitShape(op, axis); n == 0 {
		panic(fmt.Sprintf("tensor: %s: nothing to choose from in shape %s", op, x.shape))
	}
}

// dropAxis returns x without the axis, or without any axes if none is given.
// The axes that it drops have length 1.
func (x *Tensor) dropAxis(axis []int) *Tensor {
	if len(axis) == 0 || len(x.shape) == 0 {
		return rowMajor(x.data, nil)
	}
	at := (axis[0] + len(x.shape)) % len(x.shape)
	return rowMajor(x.data, slices.Delete(slices.Clone(x.shape), at, at+1))
}
