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
// It panics if the rank of x or y is neither 1 nor 2, or if the two lengths D
// differ.
func (x *Tensor) Dot(y *Tensor) *Tensor {
	if r, s := len(x.shape), len(y.shape); r < 1 || r > 2 || s < 1 || s > 2 {
		panic(fmt.Sprintf("tensor: Dot: %s·%s is not a product of vectors and matrices",
			x.shape, y.shape))
	}
	last := len(x.shape) - 1 // the axis of length D
	if x.shape[last] != y.shape[0] {
		panic(fmt.Sprintf("tensor: Dot: inner dimensions differ: %s·%s",
			x.shape, y.shape))
	}
	shape := slices.Concat(x.shape[:last], y.shape[1:])
	sizeOf("Dot", shape) // panics if a column and a row give too large a matrix
	out := Zeros(shape...)

	// The kernel multiplies matrices: a vector x is one row, a vector y is
	// one column.
	a := kernel.Matrix{Data: x.data, Rows: 1, Cols: x.shape[last], ColStride: x.strides[last]}
	if len(x.shape) == 2 {
		a.Rows, a.RowStride = x.shape[0], x.strides[0]
	}
	b := kernel.Matrix{Data: y.data, Rows: y.shape[0], Cols: 1, RowStride: y.strides[0], ColStride: 1}
	if len(y.shape) == 2 {
		b.Cols, b.ColStride = y.shape[1], y.strides[1]
	}
	kernel.Dot(out.data, a, b)
	return out
}
