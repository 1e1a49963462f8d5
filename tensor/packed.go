package tensor

import (
	"fmt"
	"slices"

	"backprop/tensor/kernel"
)

// Packed has rows of bytes that are mostly 0, such as images, in little room.
// It gives tensors of the rows that are asked for.
type Packed struct{ rows *kernel.Packed }

// NewPacked returns a Packed without rows, each of which will have the length
// cols; rows is how many to make room for. It panics if there is nothing in a
// row.
func NewPacked(rows, cols int) *Packed {
	if cols < 1 {
		panic(fmt.Sprintf("tensor: NewPacked: rows of length %d", cols))
	}
	return &Packed{kernel.NewPacked(rows, cols)}
}

// Append adds a copy of a row. It panics if its length is not that of a row.
func (p *Packed) Append(row []byte) {
	if len(row) != p.rows.Cols() {
		panic(fmt.Sprintf("tensor: Append: a row of length %d, want %d", len(row), p.rows.Cols()))
	}
	p.rows.Append(row)
}

// Rows returns the rows that mask names, in its order, as a tensor of the
// given shape: a byte b as table[b], where table[0] is 0.
//
// It is a tensor like any other. But until one of its elements is looked at,
// there are no zeros, and Dot has none to multiply. The table must stay as it
// is.
//
// It panics if a row is not there or the shape does not have its size.
func (p *Packed) Rows(mask []int, table *[256]float64, shape ...int) *Tensor {
	for _, i := range mask {
		if i < 0 || i >= p.rows.Rows() {
			panic(fmt.Sprintf("tensor: Rows: row %d is not one of the %d", i, p.rows.Rows()))
		}
	}
	cols := p.rows.Cols()
	if sizeOf("Rows", shape) != len(mask)*cols {
		panic(fmt.Sprintf("tensor: Rows: %d rows of length %d cannot have shape %s",
			len(mask), cols, Shape(shape)))
	}
	x := wrap(nil, shape)
	x.store.setLater(kernel.NewSparse(p.rows, slices.Clone(mask), table))
	return x
}

// dotSparse returns x·y if x is a matrix whose zeros are not written out and
// can be spared, or the transpose of one, and then still to be computed; or
// nil. A zero cannot be spared where it meets NaN or infinity.
func (x *Tensor) dotSparse(y *Tensor, shape []int) *Tensor {
	s, ok := x.store.pending().(*kernel.Sparse)
	if !ok || len(x.shape) != 2 || !y.finite() {
		return nil
	}
	switch {
	case x.isAll(s):
		if w, ok := y.store.pending().(*kernel.Strips); ok && y.isAll(w) {
			return wrap(kernel.DotStrips(s, w), shape)
		}
		return wrap(kernel.DotSparse(s, y.right()), shape)
	case x.T().isAll(s):
		out := wrap(nil, shape)
		out.store.setLater(kernel.NewProduct(s, y.right()))
		return out
	}
	return nil
}
