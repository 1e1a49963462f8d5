package tensor

import (
	"fmt"
	"slices"
)

// Broadcasting follows NumPy's rule: shapes are aligned at their last axis, and
// an axis that is missing or has length 1 is stretched to the other's length.
//
//	x: (N, C)   y:    (C)   result: (N, C)   y is added to every row
//	x: (N, C)   y: (N, 1)   result: (N, C)   y is added to every column
//
// Stretching copies nothing: a stretched axis has stride 0, so every step along
// it reads the same element again.

// zip returns f of x and y, broadcast to one shape. It panics, naming op, if
// they do not broadcast.
func zip(op string, x, y *Tensor, f rowFunc) *Tensor {
	out := Zeros(broadcast(op, x, y)...)
	zipInto(out, x, y, f)
	return out
}

// A rowFunc computes out[k] from x[k*dx] and y[k*dy] for every k.
type rowFunc func(out, x, y []float64, dx, dy int)

// zipInto writes f of x and y to out, which is row-major and has the shape that
// they broadcast to.
func zipInto(out, x, y *Tensor, f rowFunc) {
	if slices.Equal(x.shape, out.shape) && slices.Equal(y.shape, out.shape) {
		f(out.flat(), x.flat(), y.flat(), 1, 1) // all elements form one row
		return
	}
	x, y = x.stretch(out.shape), y.stretch(out.shape)
	rest, n, dx, dy := out.data, out.rowLength(), x.lastStride(), y.lastStride()
	eachRow(out.shape, x.strides, y.strides, 0, 0, func(i, j int) {
		f(rest[:n], x.data[i:], y.data[j:], dx, dy)
		rest = rest[n:]
	})
}

// eachRow calls f for each row of a shape, from first to last. A row holds the
// elements along the last axis. Its first element is at data[i] of one tensor
// and at data[j] of another; xStrides and yStrides are the tensors' strides. A
// shape without elements has no rows.
func eachRow(shape, xStrides, yStrides []int, i, j int, f func(i, j int)) {
	if slices.Contains(shape, 0) {
		return
	}
	if len(shape) <= 1 {
		f(i, j)
		return
	}
	for range shape[0] {
		eachRow(shape[1:], xStrides[1:], yStrides[1:], i, j, f)
		i += xStrides[0]
		j += yStrides[0]
	}
}

// rowLength returns the length of the last axis, or 1 for a scalar.
func (x *Tensor) rowLength() int {
	if len(x.shape) == 0 {
		return 1
	}
	return x.shape[len(x.shape)-1]
}

// lastStride returns the stride of the last axis, or 0 for a scalar.
func (x *Tensor) lastStride() int {
	if len(x.shape) == 0 {
		return 0
	}
	return x.strides[len(x.shape)-1]
}

// stretch returns x broadcast to the given shape, as a view.
func (x *Tensor) stretch(shape Shape) *Tensor {
	strides := make([]int, len(shape))
	missing := len(shape) - len(x.shape)
	for a, length := range x.shape {
		if length != 1 {
			strides[missing+a] = x.strides[a]
		}
	}
	return &Tensor{shape, strides, x.data}
}

// broadcast returns the shape that x and y broadcast to. It panics, naming op,
// if they do not broadcast.
func broadcast(op string, x, y *Tensor) Shape {
	shape := make(Shape, max(len(x.shape), len(y.shape)))
	for a := range shape {
		shape[a] = 1
	}
	for _, t := range []*Tensor{x, y} {
		missing := len(shape) - len(t.shape)
		for a, length := range t.shape {
			switch other := shape[missing+a]; {
			case other == 1:
				shape[missing+a] = length
			case length != 1 && length != other:
				panic(fmt.Sprintf("tensor: %s: cannot broadcast %s with %s",
					op, x.shape, y.shape))
			}
		}
	}
	sizeOf(op, shape) // panics if a row and a column give too large a matrix
	return shape
}
