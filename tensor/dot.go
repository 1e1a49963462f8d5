package tensor

import (
	"fmt"
	"slices"

	"backprop/tensor/kernel"
)

// Dot returns the product np.dot(x, y) of vectors and matrices. Element
// (i, j) is the sum over k, from first to last, of x[i, k] * y[k, j].
//
//	x: (N, D)   y: (D, H)   result: (N, H)
//	x: (N, D)   y: (D)      result: (N)
//	x: (D)      y: (D, H)   result: (H)
//	x: (D)      y: (D)      result: ()
//
// It panics for other ranks and if the two D differ.
func (x *Tensor) Dot(y *Tensor) *Tensor {
	if r, s := len(x.shape), len(y.shape); r < 1 || r > 2 || s < 1 || s > 2 {
		panic(fmt.Sprintf("tensor: Dot: %s·%s is not a product of vectors and matrices",
			x.shape, y.shape))
	}
	if x.shape[len(x.shape)-1] != y.shape[0] {
		panic(fmt.Sprintf("tensor: Dot: inner dimensions differ: %s·%s",
			x.shape, y.shape))
	}
	shape := append(slices.Clone(x.shape[:len(x.shape)-1]), y.shape[1:]...)
	sizeOf("Dot", shape)
	if out := x.dotSparse(y, shape); out != nil {
		return out
	}
	out := Zeros(shape...)
	kernel.Dot(out.data(), x.left(), y.right())
	return out
}

// left returns x as Dot's first factor: a vector is a matrix of one row.
func (x *Tensor) left() kernel.Matrix {
	last := len(x.shape) - 1
	a := kernel.Matrix{Data: x.data(), Rows: 1, Cols: x.shape[last], ColStride: x.strides[last]}
	if last > 0 {
		a.Rows, a.RowStride = x.shape[0], x.strides[0]
	}
	return a
}

// right returns x as Dot's second factor: a vector is a matrix of one column.
func (x *Tensor) right() kernel.Matrix {
	b := kernel.Matrix{Data: x.data(), Rows: x.shape[0], Cols: 1, RowStride: x.strides[0], ColStride: 1}
	if len(x.shape) > 1 {
		b.Cols, b.ColStride = x.shape[1], x.strides[1]
	}
	return b
}
