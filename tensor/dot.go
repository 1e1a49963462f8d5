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
	// A vector on the left is a matrix of one row, on the right of one column.
	b := kernel.Matrix{Data: y.data(), Rows: y.shape[0], Cols: 1,
		RowStride: y.strides[0], ColStride: 1}
	if len(y.shape) == 2 {
		b.Cols, b.ColStride = y.shape[1], y.strides[1]
	}
	if out := x.dotSparse(y, b, shape); out != nil {
		return out
	}
	out := Zeros(shape...)
	a := kernel.Matrix{Data: x.data(), Rows: 1, Cols: x.shape[len(x.shape)-1],
		ColStride: x.strides[len(x.shape)-1]}
	if len(x.shape) == 2 {
		a.Rows, a.RowStride = x.shape[0], x.strides[0]
	}
	kernel.Dot(out.data(), a, b)
	return out
}
