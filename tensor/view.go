package tensor

import (
	"fmt"
	"slices"
)

// T returns the transpose, x.T: a view with the axes in reverse order.
//
//	x: (N, D)   result: (D, N)
func (x *Tensor) T() *Tensor {
	t := &Tensor{slices.Clone(x.shape), slices.Clone(x.strides), x.data}
	slices.Reverse(t.shape)
	slices.Reverse(t.strides)
	return t
}

// Reshape returns the elements of x, in row-major order, with another shape:
// x.reshape(shape). One length may be -1: what the others leave.
//
//	x: (N, 1, 28, 28)   x.Reshape(N, -1): (N, 784)
//
// The result is a view where strides can say so, as in NumPy: always if x is
// row-major; of a transpose and of other views, if each new axis is an axis
// of x, a part of one, or several that lie one after another in x's data.
// Else it is a copy.
//
// It panics if the numbers of elements differ.
func (x *Tensor) Reshape(shape ...int) *Tensor {
	to := x.resolve(shape)
	if strides, ok := x.restride(to); ok {
		return &Tensor{to, strides, x.data}
	}
	return rowMajor(x.flat(), to)
}

// resolve returns Reshape's shape with the -1 filled in.
func (x *Tensor) resolve(shape []int) []int {
	refuse := func() {
		panic(fmt.Sprintf("tensor: Reshape: cannot reshape %s to %s",
			x.shape, Shape(slices.Clone(shape))))
	}
	to, open, known := slices.Clone(shape), -1, 1
	for a, length := range shape {
		switch {
		case length == -1 && open < 0:
			open = a
		case length < 0:
			refuse()
		case length > 0 && known > maxSize/length: // would overflow
			refuse()
		default:
			known *= length
		}
	}
	if open >= 0 {
		if known == 0 || x.Size()%known != 0 {
			refuse()
		}
		to[open] = x.Size() / known
		known *= to[open]
	}
	if known != x.Size() {
		refuse()
	}
	return to
}

// restride returns the strides that walk x's data in row-major order with the
// shape to. It reports whether there are such strides.
func (x *Tensor) restride(to []int) (strides []int, ok bool) {
	if x.isRowMajor() {
		return rowMajorStrides(to), true
	}
	// Take lengths off the end of x's shape and of to. The axes of x from a
	// on lie one after another in steps of step; left elements of them are
	// still to be given to an axis of to.
	strides = make([]int, len(to))
	a, left, step := len(x.shape), 1, 0
	for b := len(to) - 1; b >= 0; b-- {
		if to[b] == 1 {
			continue // the stride of an axis of length 1 does not matter
		}
		if left == 1 {
			for left == 1 {
				a--
				left, step = x.shape[a], x.strides[a]
			}
			for a > 0 && (x.shape[a-1] == 1 || x.strides[a-1] == left*step) {
				a--
				left *= x.shape[a]
			}
		}
		if left%to[b] != 0 {
			return nil, false
		}
		strides[b] = step
		step *= to[b]
		left /= to[b]
	}
	return strides, true
}

// Slice returns the rows from, from+1, … up to but without to, as a view:
// x[from:to]. It panics unless 0 <= from <= to <= the number of rows.
func (x *Tensor) Slice(from, to int) *Tensor {
	n := x.rows("Slice")
	if from < 0 || to < from || to > n {
		panic(fmt.Sprintf("tensor: Slice: rows %d to %d are not in shape %s",
			from, to, x.shape))
	}
	v := &Tensor{slices.Clone(x.shape), x.strides, x.data}
	v.shape[0] = to - from
	if v.Size() > 0 { // else there may be no data at from
		v.data = x.data[from*x.strides[0]:]
	}
	return v
}

// Rows returns a copy of the rows that mask lists, in its order:
// x_train[batch_mask]. A row may be listed more than once; a negative number
// counts from the end. It panics if x does not have such a row.
func (x *Tensor) Rows(mask []int) *Tensor {
	n := x.rows("Rows")
	shape := slices.Clone(x.shape)
	shape[0] = len(mask)
	out := Zeros(shape...)
	for i, r := range mask {
		at := r
		if r < 0 {
			at += n
		}
		if at < 0 || at >= n {
			panic(fmt.Sprintf("tensor: Rows: row %d is not in shape %s", r, x.shape))
		}
		row := x.Slice(at, at+1).flat()
		copy(out.data[i*len(row):], row)
	}
	return out
}

// rows returns the length of the first axis. It panics in op's name for a
// scalar.
func (x *Tensor) rows(op string) int {
	if len(x.shape) == 0 {
		panic(fmt.Sprintf("tensor: %s: a scalar has no rows", op))
	}
	return x.shape[0]
}
