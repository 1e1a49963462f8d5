package tensor

import (
	"fmt"
	"slices"
)

// T returns the transpose, x.T: a view with the axes in reverse order.
//
//	x: (N, D)   result: (D, N)
func (x *Tensor) T() *Tensor {
	t := &Tensor{slices.Clone(x.shape), slices.Clone(x.strides), x.store, x.from}
	slices.Reverse(t.shape)
	slices.Reverse(t.strides)
	return t
}

// Reshape returns x's elements, in row-major order, with another shape. One
// side may be -1: whatever the others leave. The result is a view, or a copy
// if x is a transpose, whose rows do not lie one after another.
//
// It panics if the numbers of elements differ.
func (x *Tensor) Reshape(shape ...int) *Tensor {
	if slices.Equal(shape, x.shape) && x.isRowMajor() {
		view := *x
		return &view
	}
	refuse := func() {
		panic(fmt.Sprintf("tensor: Reshape: cannot reshape %s to %s",
			x.shape, Shape(slices.Clone(shape))))
	}
	to, open, known := slices.Clone(shape), -1, 1
	for a, side := range shape {
		switch {
		case side == -1 && open < 0:
			open = a
		case side < 0:
			refuse()
		case side > 0 && known > maxSize/side:
			refuse()
		default:
			known *= side
		}
	}
	if open >= 0 && known > 0 && x.Size()%known == 0 {
		to[open] = x.Size() / known
		known *= to[open]
	} else if open >= 0 {
		refuse()
	}
	if known != x.Size() {
		refuse()
	}
	if !x.isRowMajor() {
		return wrap(x.flat(), to)
	}
	return &Tensor{to, appendRowMajor(nil, to), x.store, x.from}
}

// Slice returns rows from, from+1, … up to but without to, as a view:
// x[from:to]. It panics unless 0 <= from <= to <= the number of rows.
func (x *Tensor) Slice(from, to int) *Tensor {
	n := x.rows("Slice")
	if from < 0 || to < from || to > n {
		panic(fmt.Sprintf("tensor: Slice: rows %d to %d are not in shape %s",
			from, to, x.shape))
	}
	v := &Tensor{slices.Clone(x.shape), x.strides, x.store, x.from}
	v.shape[0] = to - from
	if v.Size() > 0 {
		v.from += from * x.strides[0]
	}
	return v
}

// Rows returns a copy of the rows that mask names, in its order:
// x_train[batch_mask]. A row may be named more than once; a negative number
// counts from the end. It panics if a row is not there.
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
		copy(out.data()[i*len(row):], row)
	}
	return out
}

// rows returns the length of the first axis. It panics for a scalar.
func (x *Tensor) rows(op string) int {
	if len(x.shape) == 0 {
		panic(fmt.Sprintf("tensor: %s: a scalar has no rows", op))
	}
	return x.shape[0]
}

// index returns where in data the i-th element in row-major order lies.
func (x *Tensor) index(i int) int {
	at := 0
	for a := len(x.shape) - 1; a >= 0; a-- {
		at += i % x.shape[a] * x.strides[a]
		i /= x.shape[a]
	}
	return at
}
