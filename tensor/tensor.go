// Package tensor provides n-dimensional arrays of float64 with NumPy's
// semantics. It has only the operations of np.ndarray that the chapter or a
// student's own layers and loops use.
//
// An operation returns a new tensor and does not change its arguments:
//
//	out := x.Dot(W).Add(b)  // out = np.dot(x, W) + b
//	dW := x.T().Dot(dout)   // dW = np.dot(x.T, dout)
//	db := dout.Sum(0)       // db = np.sum(dout, axis=0)
//
// Operations whose names begin with Set or end with InPlace write into their
// receiver:
//
//	out.SetMasked(mask, 0)             // out[mask] = 0
//	W.SubInPlace(dW.MulScalar(lr))     // W -= lr * dW
//
// T and Slice return a view: a tensor that shares the elements of x. Reshape
// does so where NumPy does. All other operations copy.
//
// An operation panics, with its name and the shapes, if shapes do not fit or
// an axis does not exist.
//
// Results have the same bits on every machine: a sum adds its terms from first
// to last, and no product is fused with an addition.
//
// tensor.go has the type. view.go has T, Reshape, Slice and Rows, elementwise.go the
// operations on elements, and broadcast.go the shapes that fit. dot.go has the matrix
// product, reduce.go sums, means and maxima, inplace.go the methods that write into
// their receiver, print.go the layout of NumPy's print, and numericalgradient.go the
// book's numerical_gradient.
//
// Throughout the module, N is the size of a batch, D the number of inputs of
// a layer, H the number of its outputs and C the number of classes.
package tensor

import (
	"fmt"
	"slices"
	"strings"
)

// A Tensor is an n-dimensional array of float64. Element (i, j) of a matrix is
//
//	data[i*strides[0] + j*strides[1]]
//
// and so on for other ranks. A new tensor is row-major: its rows lie one after
// another, and its last stride is 1. A view has other strides over the same
// data: a transpose has them in reverse order, a slice begins later.
//
// A tensor of rank 0 is a scalar. An axis may have length 0. New, Scalar,
// Vector, Matrix, Zeros and Full create tensors.
type Tensor struct {
	shape   Shape     // the length of each axis
	strides []int     // the distance in data between neighbours along each axis
	data    []float64 // the elements, from the first one on
}

// A Shape holds the length of each axis.
type Shape []int

// String returns the lengths in brackets: (), (3), (2, 3).
func (s Shape) String() string {
	return "(" + strings.Trim(strings.ReplaceAll(fmt.Sprint([]int(s)), " ", ", "), "[]") + ")"
}

// New returns a tensor of the given shape. Its elements are those of data, in
// row-major order; New does not copy them. It panics unless data has as many
// elements as the shape.
func New(data []float64, shape ...int) *Tensor {
	if n := sizeOf("New", shape); n != len(data) {
		panic(fmt.Sprintf("tensor: New: %d elements cannot have shape %s",
			len(data), Shape(shape)))
	}
	return rowMajor(data, shape)
}

// Scalar returns the tensor of rank 0 that holds v.
func Scalar(v float64) *Tensor { return rowMajor([]float64{v}, nil) }

// Vector returns the tensor of rank 1 that holds the given elements.
func Vector(v ...float64) *Tensor { return rowMajor(slices.Clone(v), []int{len(v)}) }

// Matrix returns the tensor of rank 2 that holds a copy of the given rows. It
// panics if their lengths differ.
func Matrix(rows [][]float64) *Tensor {
	cols := 0
	if len(rows) > 0 {
		cols = len(rows[0])
	}
	x := Zeros(len(rows), cols)
	for i, row := range rows {
		if len(row) != cols {
			panic(fmt.Sprintf("tensor: Matrix: row %d has %d elements, row 0 has %d",
				i, len(row), cols))
		}
		copy(x.data[i*cols:], row)
	}
	return x
}

// Zeros returns a tensor of zeros.
func Zeros(shape ...int) *Tensor {
	return rowMajor(make([]float64, sizeOf("Zeros", shape)), shape)
}

// Full returns a tensor whose elements are all v.
func Full(v float64, shape ...int) *Tensor {
	x := rowMajor(make([]float64, sizeOf("Full", shape)), shape)
	for i := range x.data {
		x.data[i] = v
	}
	return x
}

// rowMajor returns the tensor of the given shape whose rows lie one after
// another in data.
func rowMajor(data []float64, shape []int) *Tensor {
	return &Tensor{slices.Clone(shape), rowMajorStrides(shape), data}
}

// rowMajorStrides returns the strides of a row-major tensor: (6, 3, 1) for the
// shape (2, 2, 3).
func rowMajorStrides(shape []int) []int {
	strides := make([]int, len(shape))
	step := 1
	for a := len(shape) - 1; a >= 0; a-- {
		strides[a] = step
		step *= shape[a]
	}
	return strides
}

// maxSize is the largest number of float64s whose bytes an int can count.
const maxSize = int(^uint(0)>>1) / 8

// sizeOf returns the number of elements of a shape. It panics, naming op, if a
// length is negative or the number is above maxSize.
func sizeOf(op string, shape []int) int {
	n, empty := 1, slices.Contains(shape, 0)
	for _, length := range shape {
		if length < 0 {
			panic(fmt.Sprintf("tensor: %s: negative length in shape %s", op, Shape(shape)))
		}
		if !empty && n > maxSize/length {
			panic(fmt.Sprintf("tensor: %s: shape %s is too large", op, Shape(shape)))
		}
		n *= length
	}
	return n
}

// Shape returns a copy of the shape: x.shape.
func (x *Tensor) Shape() Shape {
	return slices.Clone(x.shape)
}

// NDim returns the number of axes: x.ndim.
func (x *Tensor) NDim() int { return len(x.shape) }

// Size returns the number of elements: x.size.
func (x *Tensor) Size() int {
	n := 1
	for _, length := range x.shape {
		n *= length
	}
	return n
}

// At returns the element at the given index, which has a number for each
// axis: x[i, j]. A negative number counts from the end. It panics if the index
// is outside x.
func (x *Tensor) At(index ...int) float64 { return x.data[x.positionOf("At", index)] }

// Set sets the element at the given index to v, in place: x[i, j] = v. It
// panics as At does.
func (x *Tensor) Set(v float64, index ...int) { x.data[x.positionOf("Set", index)] = v }

// positionOf returns the position in data of the element at index. It panics,
// naming op, if the index is outside x.
func (x *Tensor) positionOf(op string, index []int) int {
	// The messages show a copy of index, so that index itself does not escape to
	// the heap: At and Set allocate nothing.
	if len(index) != len(x.shape) {
		panic(fmt.Sprintf("tensor: %s: index %s for shape %s",
			op, Shape(slices.Clone(index)), x.shape))
	}
	at := 0
	for a, i := range index {
		if i < 0 {
			i += x.shape[a]
		}
		if i < 0 || i >= x.shape[a] {
			panic(fmt.Sprintf("tensor: %s: index %s is outside shape %s",
				op, Shape(slices.Clone(index)), x.shape))
		}
		at += i * x.strides[a]
	}
	return at
}

// Item returns the only element of a tensor of size 1: x.item(). It panics if
// the size is not 1.
func (x *Tensor) Item() float64 {
	if x.Size() != 1 {
		panic(fmt.Sprintf("tensor: Item: shape %s does not have exactly one element",
			x.shape))
	}
	return x.data[0]
}

// Data returns a copy of the elements in row-major order.
func (x *Tensor) Data() []float64 { return slices.Clone(x.flat()) }

// Copy returns a row-major copy: x.copy().
func (x *Tensor) Copy() *Tensor { return rowMajor(x.Data(), x.shape) }

// flat returns the elements in row-major order: x's data if x is row-major,
// else a copy. The caller must not change them.
func (x *Tensor) flat() []float64 {
	if x.isRowMajor() {
		return x.data[:x.Size()]
	}
	out := Zeros(x.shape...)
	out.SetAll(x)
	return out.data
}

// isRowMajor reports whether the elements lie one after another in data, in
// row-major order. The stride of an axis of length 1 does not matter.
func (x *Tensor) isRowMajor() bool {
	if x.Size() == 0 {
		return true
	}
	step := 1
	for a := len(x.shape) - 1; a >= 0; a-- {
		if x.shape[a] != 1 && x.strides[a] != step {
			return false
		}
		step *= x.shape[a]
	}
	return true
}
