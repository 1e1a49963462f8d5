package tensor

import "fmt"

// Broadcasting (NumPy's rule): shapes are aligned at their last axis. An axis
// of length 1, or one that is missing, is stretched to the other's length.
//
//	x: (N, C)   y:    (C)   result: (N, C)   y is added to every row
//	x: (N, C)   y: (N, 1)   result: (N, C)   y is added to every column
//
// Stretching copies nothing. A stretched axis has stride 0: every step along
// it reads the same element again.

// zip returns the broadcast result of x and y, computed a row at a time by f.
// It panics in op's name if the shapes do not fit.
func zip(op string, x, y *Tensor, f rowFunc) *Tensor {
	out := Zeros(broadcast(op, x, y)...)
	zipTo(out, x, y, f)
	return out
}

// A rowFunc sets out[k] from x[k*dx] and y[k*dy], for every k.
type rowFunc func(out, x, y []float64, dx, dy int)

// zipTo sets out, which is row-major and has the broadcast shape of x and y.
func zipTo(out, x, y *Tensor, f rowFunc) {
	if out.Size() == 0 {
		return
	}
	x, y = x.stretch(out.shape), y.stretch(out.shape)
	to, n, dx, dy := out.data, out.rowLength(), x.rowStep(), y.rowStep()
	eachRow(out.shape, x.strides, y.strides, 0, 0, func(i, j int) {
		f(to[:n], x.data[i:], y.data[j:], dx, dy)
		to = to[n:]
	})
}

// eachRow calls f for each row of the shape, first to last: a row is what lies
// along the last axis. The rows begin at data[i] and data[j] of two tensors
// with the strides x and y.
func eachRow(shape, x, y []int, i, j int, f func(i, j int)) {
	if len(shape) <= 1 {
		f(i, j)
		return
	}
	for range shape[0] {
		eachRow(shape[1:], x[1:], y[1:], i, j, f)
		i += x[0]
		j += y[0]
	}
}

// rowLength returns the length of the last axis, 1 for a scalar.
func (x *Tensor) rowLength() int {
	if len(x.shape) == 0 {
		return 1
	}
	return x.shape[len(x.shape)-1]
}

// rowStep returns the stride of the last axis, 0 for a scalar.
func (x *Tensor) rowStep() int {
	if len(x.shape) == 0 {
		return 0
	}
	return x.strides[len(x.shape)-1]
}

// stretch returns a view of x with the given shape, which x broadcasts to.
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

// broadcast returns the shape that x and y broadcast to. It panics in op's
// name if there is none.
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
	sizeOf(op, shape) // a long row and a long column may be too large together
	return shape
}
