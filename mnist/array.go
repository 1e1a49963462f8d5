package mnist

import (
	"fmt"
	"slices"

	"backprop/tensor"
)

// An Array is a tensor kept as the bytes of its file. Shape, Rows and Slice
// are those of tensor.Tensor; rows become float64 when they are asked for.
// It is only read, so any number of goroutines may share it.
type Array struct {
	shape tensor.Shape
	bytes []byte // len(bytes)/shape[0] a row

	// Byte b stands for table[b*width : (b+1)*width]: a pixel or an index
	// for one number, a one-hot label for Classes of them.
	table []float64
	width int
}

// Shape returns the length of each axis: (60000, 784) is x_train.shape.
func (a *Array) Shape() tensor.Shape { return slices.Clone(a.shape) }

// Rows returns the rows that mask names, in its order: x_train[batch_mask].
// A row may be named more than once; a negative number counts from the end.
// It panics if a row is not there.
func (a *Array) Rows(mask []int) *tensor.Tensor {
	n := a.shape[0]
	for _, r := range mask {
		if r < -n || r >= n {
			panic(fmt.Sprintf("mnist: Rows: row %d is outside the %d rows", r, n))
		}
	}
	out := a.zeros(len(mask))
	rest := out
	for _, r := range mask {
		if r < 0 {
			r += n
		}
		rest = a.widen(rest, r, r+1)
	}
	return a.tensor(out, len(mask))
}

// Slice returns rows from, from+1, … up to but without to: x_train[from:to].
// It panics unless 0 <= from <= to <= the number of rows.
func (a *Array) Slice(from, to int) *tensor.Tensor {
	if from < 0 || to < from || to > a.shape[0] {
		panic(fmt.Sprintf("mnist: Slice: rows %d to %d are outside the %d rows",
			from, to, a.shape[0]))
	}
	out := a.zeros(to - from)
	a.widen(out, from, to)
	return a.tensor(out, to-from)
}

// zeros returns room for n rows.
func (a *Array) zeros(n int) []float64 {
	return make([]float64, n*(len(a.bytes)/a.shape[0])*a.width)
}

// tensor returns the n rows in data, in the shape that rows of a have.
func (a *Array) tensor(data []float64, n int) *tensor.Tensor {
	shape := a.Shape()
	shape[0] = n
	return tensor.New(data, shape...)
}

// widen writes rows from up to to at dst's start and returns what is left of
// dst.
func (a *Array) widen(dst []float64, from, to int) []float64 {
	perRow := len(a.bytes) / a.shape[0]
	src := a.bytes[from*perRow : to*perRow]
	if a.width == 1 { // every pixel of every batch: worth its own loop
		table := (*[256]float64)(a.table) // no byte is outside 256
		out := dst[:len(src)]
		for i, b := range src {
			out[i] = table[b]
		}
		return dst[len(src):]
	}
	for _, b := range src {
		dst = dst[copy(dst, a.table[int(b)*a.width:][:a.width]):]
	}
	return dst
}
