package tensor

import (
	"fmt"
	"slices"
)

// Broadcasting (NumPy's rule): shapes are aligned at their last axis; a side
// that is 1 or missing is stretched to the other's length. Nothing is copied
// for it: a stretched axis has stride 0, so every step along it reads the
// same element again.

// zip returns the broadcast result of x and y, computed by f a row at a time.
// It panics in op's name if the shapes do not fit.
func zip(op string, x, y *Tensor, f func(out, a, b []float64)) *Tensor {
	if slices.Equal(x.shape, y.shape) && x.isRowMajor() && y.isRowMajor() {
		out := Zeros(x.shape...)
		f(out.data(), x.flat(), y.flat())
		return out
	}
	shape := broadcast(op, x, y)
	out := Zeros(shape...)
	walk(shape, out.data(), x, y, f)
	return out
}

// broadcast returns the shape that x and y broadcast to.
func broadcast(op string, x, y *Tensor) Shape {
	shape := make([]int, max(len(x.shape), len(y.shape)))
	for a := range shape {
		m, n := sideFromEnd(x, len(shape)-a), sideFromEnd(y, len(shape)-a)
		if m != n && m != 1 && n != 1 {
			panic(fmt.Sprintf("tensor: %s: cannot broadcast %s with %s",
				op, x.shape, y.shape))
		}
		shape[a] = m
		if m == 1 {
			shape[a] = n
		}
	}
	sizeOf(op, shape) // two thin tensors can make one too large to hold
	return shape
}

// sideFromEnd returns the length of the i-th axis from the end, counted from
// one, or 1 where there is none.
func sideFromEnd(x *Tensor, i int) int {
	if i > len(x.shape) {
		return 1
	}
	return x.shape[len(x.shape)-i]
}

// operand is a tensor on its way through walk: its data, its strides for the
// shape that is walked, and the row that was last laid out because its
// elements are apart, which begins at roomOf.
type operand struct {
	data    []float64
	strides []int
	room    []float64
	roomOf  int
}

// stretch returns x as an operand of the given shape, which it broadcasts to.
func (x *Tensor) stretch(shape, strides []int) operand {
	strides = strides[:len(shape)]
	for a := range x.shape {
		if x.shape[a] != 1 {
			strides[len(shape)-len(x.shape)+a] = x.strides[a]
		}
	}
	return operand{data: x.data(), strides: strides}
}

// maxRow is how long a row that walk hands on is at most: one that has to be
// laid out is not much work, and three of them fit the first-level cache.
const maxRow = 256

// walk calls f for each row (last axis) of the shape, with the rows of x and
// y broadcast to it.
func walk(shape []int, out []float64, x, y *Tensor, f func(out, a, b []float64)) {
	if len(out) == 0 {
		return
	}
	n := len(shape)
	sides := make([]int, 3*n)
	copy(sides, shape)
	w := walker{sides[:n:n], x.stretch(shape, sides[n:2*n:2*n]), y.stretch(shape, sides[2*n:]), f}
	w.merge()
	w.walk(0, out, 0, 0)
}

type walker struct {
	shape []int
	x, y  operand
	f     func(out, a, b []float64)
}

// merge makes one axis of two that x and y both walk as if they were one, so
// that rows are long: all of x + x is one row, and all of x + 1.
func (w *walker) merge() {
	for a := len(w.shape) - 2; a >= 0; a-- {
		n, x, y := w.shape[a+1], w.x.strides, w.y.strides
		if x[a] == x[a+1]*n && y[a] == y[a+1]*n {
			w.shape[a+1] *= w.shape[a]
			w.shape = slices.Delete(w.shape, a, a+1)
			w.x.strides, w.y.strides = slices.Delete(x, a, a+1), slices.Delete(y, a, a+1)
		}
	}
}

// walk goes through what lies under an axis; i and j are where in x's and y's
// data it begins.
func (w *walker) walk(axis int, out []float64, i, j int) {
	if len(w.shape) == 0 {
		w.f(out, w.x.data[:1], w.y.data[:1])
		return
	}
	step := len(out) / w.shape[axis]
	last := axis == len(w.shape)-1
	if last {
		step = maxRow
	}
	for len(out) > 0 {
		n := min(step, len(out))
		if last {
			w.f(out[:n], w.x.row(i, n), w.y.row(j, n))
			i, j = i+n*w.x.strides[axis], j+n*w.y.strides[axis]
		} else {
			w.walk(axis+1, out[:n], i, j)
			i, j = i+w.x.strides[axis], j+w.y.strides[axis]
		}
		out = out[n:]
	}
}

// row returns the n elements of the row that begins at i, one after another.
func (o *operand) row(i, n int) []float64 {
	step := o.strides[len(o.strides)-1]
	if step == 1 || n == 1 {
		return o.data[i : i+n]
	}
	if len(o.room) >= n && o.roomOf == i {
		return o.room[:n]
	}
	if len(o.room) < n {
		o.room = make([]float64, n)
	}
	o.roomOf = i
	for j := range o.room[:n] {
		o.room[j] = o.data[i+j*step]
	}
	return o.room[:n]
}

// expand returns x's elements broadcast to shape, in row-major order.
func (x *Tensor) expand(shape []int) []float64 {
	out := make([]float64, sizeOf("expand", shape))
	walk(shape, out, x, x, func(out, a, _ []float64) { copy(out, a) })
	return out
}
