package tensor

import (
	"fmt"
	"math"
	"slices"

	"backprop/tensor/kernel"
)

// The reductions fold one axis, or all of them when none is named; a negative
// axis counts from the end. The folded axis is dropped, or kept with length 1
// by the KeepDims forms. Elements are taken from first to last. They panic if
// the axis is not there.

// Sum returns the sum along an axis or of all: np.sum(x, axis).
//
//	x: (N, C)   x.Sum(0): (C)   x.Sum(1): (N)   x.Sum(): ()
func (x *Tensor) Sum(axis ...int) *Tensor {
	return x.fold("Sum", axis, summing).drop(axis)
}

// SumKeepDims returns np.sum(x, axis, keepdims=True).
func (x *Tensor) SumKeepDims(axis ...int) *Tensor {
	return x.fold("SumKeepDims", axis, summing)
}

// Mean returns the mean along an axis or of all: np.mean(x, axis). The mean
// of nothing is NaN.
func (x *Tensor) Mean(axis ...int) *Tensor {
	return x.mean("Mean", axis).drop(axis)
}

// MeanKeepDims returns np.mean(x, axis, keepdims=True).
func (x *Tensor) MeanKeepDims(axis ...int) *Tensor {
	return x.mean("MeanKeepDims", axis)
}

func (x *Tensor) mean(op string, axis []int) *Tensor {
	sum := x.fold(op, axis, summing)
	_, n, _ := x.split(op, axis)
	return sum.DivScalar(float64(n))
}

// Max returns the largest element along an axis or of all: np.max(x, axis).
// A NaN is larger than any number. It also panics if the axis is empty.
func (x *Tensor) Max(axis ...int) *Tensor {
	return x.max("Max", axis).drop(axis)
}

// MaxKeepDims returns np.max(x, axis, keepdims=True).
func (x *Tensor) MaxKeepDims(axis ...int) *Tensor {
	return x.max("MaxKeepDims", axis)
}

func (x *Tensor) max(op string, axis []int) *Tensor {
	if _, n, _ := x.split(op, axis); n == 0 {
		panic(fmt.Sprintf("tensor: %s: nothing to choose from in shape %s", op, x.shape))
	}
	return x.fold(op, axis, maximising)
}

// Argmax returns the index of the largest element along an axis, which is
// dropped: np.argmax(x, axis). Of equals it is the first; a NaN is larger
// than any number. It panics if the axis is not there or x is empty.
//
//	x: (N, C)   x.Argmax(1): (N)
func (x *Tensor) Argmax(axis int) *Tensor {
	outer, n, inner := x.split("Argmax", []int{axis})
	if n == 0 {
		panic(fmt.Sprintf("tensor: Argmax: nothing to choose from in shape %s", x.shape))
	}
	from := x.flat()
	out := wrap(make([]float64, outer*inner), x.folded([]int{axis}))
	for i := range out.data() {
		list := from[i/inner*n*inner+i%inner:]
		best, at := rank(list[0]), 0
		for j := 1; j < n; j++ {
			r := rank(list[j*inner])
			if r > best {
				at = j
			}
			best = max(best, r)
		}
		out.data()[i] = float64(at)
	}
	return out.drop([]int{axis})
}

// rank returns an integer that is larger for a larger number, and largest for
// NaN. The larger of two integers is found without a branch (see equal): which
// of ten scores is the highest, no processor can guess.
func rank(v float64) int64 {
	if v != v {
		return math.MaxInt64
	}
	r := int64(math.Float64bits(v + 0)) // +0 for -0: they are equal
	return r ^ int64(uint64(r>>63)>>1)  // a negative number's bits count the other way
}

// A folding is a reduction: row folds a list onto acc, rows fold themselves,
// one after another, onto acc.
type folding struct {
	start float64
	row   func(acc float64, list []float64) float64
	rows  func(acc, rows []float64)
}

var summing = folding{
	start: 0,
	row: func(acc float64, list []float64) float64 {
		for _, v := range list {
			acc += v
		}
		return acc
	},
	rows: kernel.AddRows,
}

var maximising = folding{
	start: math.Inf(-1),
	row: func(acc float64, list []float64) float64 {
		for _, v := range list {
			acc = larger(acc, v)
		}
		return acc
	},
	rows: func(acc, rows []float64) {
		for ; len(rows) > 0; rows = rows[len(acc):] {
			for i := range acc {
				acc[i] = larger(acc[i], rows[i])
			}
		}
	},
}

// larger returns the larger of the two, or NaN if either is.
func larger(acc, v float64) float64 {
	if v > acc || v != v {
		return v
	}
	return acc
}

// fold folds the elements along the axis, which is kept with length 1.
func (x *Tensor) fold(op string, axis []int, f folding) *Tensor {
	outer, n, inner := x.split(op, axis)
	from := x.flat()
	out := Full(f.start, x.folded(axis)...)
	for o := range outer {
		part := from[o*n*inner : (o+1)*n*inner]
		if inner == 1 {
			out.data()[o] = f.row(f.start, part)
		} else {
			f.rows(out.data()[o*inner:(o+1)*inner], part)
		}
	}
	return out
}

// split views the shape as (outer, n, inner) around the axis of length n: all
// of it for no axis. It panics in op's name if the axis is not there.
func (x *Tensor) split(op string, axis []int) (outer, n, inner int) {
	outer, inner = 1, 1
	if len(axis) == 0 {
		return outer, x.Size(), inner
	}
	if len(axis) > 1 {
		panic(fmt.Sprintf("tensor: %s: takes one axis or none, not %v", op, axis))
	}
	rank := max(len(x.shape), 1) // a scalar folds as a vector of one does
	if axis[0] < -rank || axis[0] >= rank {
		panic(fmt.Sprintf("tensor: %s: shape %s has no axis %d", op, x.shape, axis[0]))
	}
	if len(x.shape) == 0 {
		return 1, 1, 1
	}
	at := (axis[0] + rank) % rank
	for _, side := range x.shape[:at] {
		outer *= side
	}
	for _, side := range x.shape[at+1:] {
		inner *= side
	}
	return outer, x.shape[at], inner
}

// folded returns x's shape with the axis, or every one, of length 1.
func (x *Tensor) folded(axis []int) []int {
	shape := slices.Clone(x.shape)
	for a := range shape {
		if len(axis) == 0 || a == axis[0] || a == axis[0]+len(shape) {
			shape[a] = 1
		}
	}
	return shape
}

// drop returns x without the axis, or every one, which has length 1.
func (x *Tensor) drop(axis []int) *Tensor {
	if len(axis) == 0 || len(x.shape) == 0 {
		return wrap(x.data(), nil)
	}
	at := (axis[0] + len(x.shape)) % len(x.shape)
	return wrap(x.data(), slices.Delete(slices.Clone(x.shape), at, at+1))
}
