package mnist

import (
	"fmt"
	"slices"

	"backprop/tensor"
)

// An Array holds images or labels as bytes. Shape, Rows and Slice do what those of
// tensor.Tensor do: Rows and Slice return tensors, whose elements are float64. An
// Array does not change, so any number of goroutines may share it.
type Array struct {
	shape tensor.Shape
	bytes []byte
	width int // of a row, in bytes: its pixels, or one label

	table  *[256]float64 // the number that a byte stands for
	oneHot bool          // a label stands for Classes numbers instead
}

// Shape returns the length of each axis: (60000, 784) is x_train.shape.
func (a *Array) Shape() tensor.Shape { return slices.Clone(a.shape) }

// Bytes returns the bytes of a row: the pixels of an image, or one byte, which is
// the label. The caller must not change them.
func (a *Array) Bytes(row int) []byte { return a.bytes[row*a.width : (row+1)*a.width] }

// Table returns the number that each byte stands for. The caller must not change
// it. A one-hot label stands for Classes numbers; its entry is the label itself.
func (a *Array) Table() *[256]float64 { return a.table }

// Rows returns the rows that mask lists, in its order: x_train[batch_mask].
// A row may be listed more than once; a negative number counts from the end.
// It panics if there is no such row.
func (a *Array) Rows(mask []int) *tensor.Tensor {
	n := a.shape[0]
	rows := slices.Clone(mask)
	for i, r := range mask {
		if r < -n || r >= n {
			panic(fmt.Sprintf("mnist: Rows: row %d is outside the %d rows", r, n))
		}
		if r < 0 {
			rows[i] += n
		}
	}
	return a.rows(rows)
}

// Slice returns the rows i with from <= i < to: x_train[from:to]. It panics unless 0 <= from <= to <= the number of rows.
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
	length := 1
	for _, n := range shape[1:] {
		length *= n
	}
	data, table := make([]float64, len(mask)*length), a.table
	for i, r := range mask {
		row, bytes := data[i*length:][:length], a.Bytes(r)
		if a.oneHot {
			row[bytes[0]] = 1
			continue
		}
		row = row[:len(bytes)] // so that row[j] needs no check of its bounds
		for j, b := range bytes {
			row[j] = table[b]
		}
	}
	return tensor.New(data, shape...)
}

// String returns the array in NumPy's layout, as print(x_train) shows it.
func (a *Array) String() string { return fmt.Sprint(a) }

// Format implements fmt.Formatter, as the Format of tensor.Tensor does. It
// makes tensors only of the rows that are shown.
func (a *Array) Format(s fmt.State, verb rune) {
	tensor.FormatRows(s, verb, a.shape, func(i int) *tensor.Tensor {
		return a.Slice(i, i+1).Reshape(a.shape[1:]...)
	})
}
