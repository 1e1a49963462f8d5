// Package tensor has dense arrays of float64 with NumPy's semantics: what
// the notes of chapter 5 use of np.ndarray, and no more.
//
// An operation returns a new tensor and leaves its arguments alone:
//
//	out := x.Dot(W).Add(b)  // np.dot(x, W) + b
//	dW := x.T().Dot(dout)   // np.dot(x.T, dout)
//	db := dout.Sum(0)       // np.sum(dout, axis=0)
//
// Those that write into their receiver are the Sets and the ones that say
// InPlace; LessEqualTo writes into its out.
// T, Reshape and Slice return views, as in NumPy: their elements are x's own.
//
// A caller's mistake (shapes that do not fit, an axis that is not there)
// panics with the operation's name and the shapes.
//
// Throughout the module, N is the size of a batch, D the number of inputs of
// a layer, H of hidden units and C of classes.
package tensor

import (
	"fmt"
	"slices"
	"strings"
)

// A Tensor is an n-dimensional array of float64. Rank 0 is a scalar; sides
// may be empty. Make one with New, Scalar, Vector, Matrix, Zeros or Full.
type Tensor struct {
	shape Shape

	// strides[a] is how far apart in data() two neighbours along axis a lie:
	// element (i, j) is data()[i*strides[0]+j*strides[1]]. A new tensor is
	// row-major, so that its last stride is 1; a transpose swaps strides.
	strides []int

	store *storage // shared with x's views
	from  int      // where data() starts in it
}

// New returns a tensor of the given shape over data, which it keeps: the
// first row first. It panics unless data has as many elements as the shape.
func New(data []float64, shape ...int) *Tensor {
	if n := sizeOf("New", shape); n != len(data) {
		panic(fmt.Sprintf("tensor: New: %d elements cannot have shape %s",
			len(data), Shape(shape)))
	}
	x := wrap(data, shape)
	x.store.foreign = true
	return x
}

// Scalar returns the rank 0 tensor that holds v.
func Scalar(v float64) *Tensor { return wrap([]float64{v}, nil) }

// Vector returns the rank 1 tensor of the given elements.
func Vector(v ...float64) *Tensor { return wrap(slices.Clone(v), []int{len(v)}) }

// Matrix returns the rank 2 tensor of the given rows. It panics if they
// differ in length.
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
		copy(x.data()[i*cols:], row)
	}
	return x
}

// Zeros returns a tensor of zeros.
func Zeros(shape ...int) *Tensor {
	return wrap(make([]float64, sizeOf("Zeros", shape)), shape)
}

// Full returns a tensor with v in every place.
func Full(v float64, shape ...int) *Tensor {
	x := Zeros(shape...)
	for i := range x.data() {
		x.data()[i] = v
	}
	return x
}

// wrap returns a row-major tensor over data; the sizes are known to agree.
// What belongs to a small tensor is allocated as one.
func wrap(data []float64, shape []int) *Tensor {
	b := &struct {
		x       Tensor
		store   storage
		shape   [2]int
		strides [2]int
	}{}
	b.store.elems = data
	b.x = Tensor{append(b.shape[:0], shape...), appendRowMajor(b.strides[:0], shape), &b.store, 0}
	return &b.x
}

// appendRowMajor appends to strides, which is empty, those of a tensor whose
// rows lie one after another.
func appendRowMajor(strides, shape []int) []int {
	strides = append(strides, shape...)
	step := 1
	for a := len(shape) - 1; a >= 0; a-- {
		strides[a] = step
		step *= shape[a]
	}
	return strides
}

// sizeOf returns the number of elements of a shape. It panics in op's name
// if a side is negative or the product is more than an int holds.
func sizeOf(op string, shape []int) int {
	n, empty := 1, slices.Contains(shape, 0)
	for _, side := range shape {
		if side < 0 {
			panic(fmt.Sprintf("tensor: %s: negative side in shape %s", op, Shape(shape)))
		}
		if !empty && n > maxSize/side {
			panic(fmt.Sprintf("tensor: %s: shape %s is too large", op, Shape(shape)))
		}
		n *= side
	}
	return n
}

// maxSize keeps a tensor's bytes countable in an int.
const maxSize = int(^uint(0)>>1) / 8

// A Shape is the length of each axis.
type Shape []int

// String returns the lengths in brackets: (), (3), (2, 3).
func (s Shape) String() string {
	return "(" + strings.Trim(strings.ReplaceAll(fmt.Sprint([]int(s)), " ", ", "), "[]") + ")"
}

// Shape returns the length of each axis: x.shape.
func (x *Tensor) Shape() Shape {
	shape := make(Shape, len(x.shape)) // which costs nothing where it is only looked at
	copy(shape, x.shape)
	return shape
}

// NDim returns the number of axes: x.ndim.
func (x *Tensor) NDim() int { return len(x.shape) }

// Size returns the number of elements: x.size.
func (x *Tensor) Size() int {
	n := 1
	for _, side := range x.shape {
		n *= side
	}
	return n
}

// At returns the element at the given index, one number an axis; a negative
// one counts from the end. It panics if the index is not in x.
func (x *Tensor) At(index ...int) float64 { return x.data()[x.offset("At", index)] }

// Set puts v at the given index, in place. It panics as At does.
func (x *Tensor) Set(v float64, index ...int) { x.set(x.offset("Set", index), v) }

// offset returns where in data the element at index lies.
func (x *Tensor) offset(op string, index []int) int {
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

// Item returns the only element of a tensor of size 1, of whatever rank.
// It panics if there are more or none.
func (x *Tensor) Item() float64 {
	if x.Size() != 1 {
		panic(fmt.Sprintf("tensor: Item: shape %s does not have exactly one element",
			x.shape))
	}
	return x.data()[0]
}

// Data returns the elements in row-major order, in a slice of their own.
func (x *Tensor) Data() []float64 { return slices.Clone(x.flat()) }

// Copy returns a row-major copy: x.copy().
func (x *Tensor) Copy() *Tensor { return wrap(x.Data(), x.shape) }

// flat returns the elements in row-major order, to be read only: x's own
// where they lie so already, else a copy.
func (x *Tensor) flat() []float64 {
	if x.isRowMajor() {
		return x.data()[:x.Size()]
	}
	return x.expand(x.shape)
}

// isRowMajor reports whether the elements lie one after another in data.
// The stride of a side of length 1 is never walked, so it may be anything.
func (x *Tensor) isRowMajor() bool {
	step := 1
	for a := len(x.shape) - 1; a >= 0; a-- {
		if x.shape[a] != 1 && x.strides[a] != step {
			return false
		}
		step *= x.shape[a]
	}
	return true
}
