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
		f(out.data, x.flat(), y.flat())
		return out
	}
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
	out := Zeros(shape...)
	if len(out.data) > 0 {
		walk(shape, out.data, x.stretch(shape), y.stretch(shape), f)
	}
	return out
}

// sideFromEnd returns the length of the i-th axis from the end, counted from
// one, or 1 where there is none.
func sideFromEnd(x *Tensor, i int) int {
	if i > len(x.shape) {
		return 1
	}
	return x.shape[len(x.shape)-i]
}

// operand is a tensor on its way through walk: what is left of its data and
// its strides, and room to lay out a row whose elements are apart.
type operand struct {
	data    []float64
	strides []int
	room    []float64
}

// stretch returns x as an operand of the given shape, which it broadcasts to.
func (x *Tensor) stretch(shape []int) operand {
	strides := make([]int, len(shape))
	for a := range x.shape {
		if x.shape[a] != 1 {
			strides[len(shape)-len(x.shape)+a] = x.strides[a]
		}
	}
	return operand{data: x.data, strides: strides}
}

// walk calls f for each row (last axis) of the shape, which is not empty.
func walk(shape []int, out []float64, x, y operand, f func(out, a, b []float64)) {
	if len(shape) <= 1 {
		f(out, x.row(len(out)), y.row(len(out)))
		return
	}
	if x.room == nil {
		n := shape[len(shape)-1]
		x.room, y.room = make([]float64, n), make([]float64, n)
	}
	step := len(out) / shape[0]
	for i := range shape[0] {
		walk(shape[1:], out[i*step:(i+1)*step], x.at(i), y.at(i), f)
	}
}

// at returns what lies under index i of the first axis.
func (o operand) at(i int) operand {
	return operand{o.data[i*o.strides[0]:], o.strides[1:], o.room}
}

// row returns the n elements of the only axis, one after another.
func (o operand) row(n int) []float64 {
	if len(o.strides) == 0 || o.strides[0] == 1 {
		return o.data[:n]
	}
	if o.room == nil {
		o.room = make([]float64, n)
	}
	for i := range n {
		o.room[i] = o.data[i*o.strides[0]]
	}
	return o.room
}

// expand returns x's elements broadcast to shape, in row-major order.
func (x *Tensor) expand(shape []int) []float64 {
	out := make([]float64, sizeOf("expand", shape))
	if len(out) > 0 {
		o := x.stretch(shape)
		walk(shape, out, o, o, func(out, a, _ []float64) { copy(out, a) })
	}
	return out
}
