package mnist

import (
	"fmt"
	"slices"

	"backprop/tensor"
)

// An Array is a tensor kept as bytes. Shape, Rows and Slice are those of
// tensor.Tensor; rows become float64 when they are asked for. It is only
// read, so any number of goroutines may share it.
type Array struct {
	shape  tensor.Shape
	images *tensor.Packed // or
	labels []byte

	// Label b stands for table[b*width : (b+1)*width]: an index for one
	// number, a one-hot label for Classes of them. A pixel is table[b].
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
	rows := slices.Clone(mask)
	for i, r := range rows {
		if r < 0 {
			rows[i] += n
		}
	}
	return a.rows(rows)
}

// Slice returns rows from, from+1, … up to but without to: x_train[from:to].
// It panics unless 0 <= from <= to <= the number of rows.
func (a *Array) Slice(from, to int) *tensor.Tensor {
	if from < 0 || to < from || to > a.shape[0] {
		panic(fmt.Sprintf("mnist: Slice: rows %d to %d are outside the %d rows",
			from, to, a.shape[0]))
	}
	rows := make([]int, to-from)
	for i := range rows {
		rows[i] = from + i
	}
	return a.rows(rows)
}

func (a *Array) rows(mask []int) *tensor.Tensor {
	shape := a.Shape()
	shape[0] = len(mask)
	if a.labels == nil {
		return a.images.Rows(mask, (*[256]float64)(a.table), shape...)
	}
	out := make([]float64, 0, len(mask)*a.width)
	for _, i := range mask {
		label := int(a.labels[i])
		out = append(out, a.table[label*a.width:][:a.width]...)
	}
	return tensor.New(out, shape...)
}
