package tensor

import (
	"fmt"
	"slices"
)

// T returns the transpose, x.T: a view with the axes in reverse order.
//
//	x: (N, D)   result: (D, N)
func (x *Tensor) T() *Tensor {
	t := &Tensor{slices.Clone(x.shape), slices.Clone(x.strides), x.data}
	slices.Reverse(t.shape)
	slices.Reverse(t.strides)
	return t
}

// Reshape returns the elements of x, in row-major order, with another shape:
// x.reshape(shape). One length may be -1; the others determine it.
//
//	x: (N, 1, 28, 28)   x.Reshape(N, -1): (N, 784)
//
// As in NumPy, the result is a view if strides can describe it, otherwise a
// copy. It is always a view if x is row-major. If x is another view, such as a
// transpose, each new axis must be an axis of x, a segment of one axis, or
// several axes that lie one after another in x's data.
//
// It panics if the numbers of elements differ.
func (x *Tensor) Reshape(shape ...int) *Tensor {
	resolved := x.resolveShape(shape)
	if strides, ok := x.restride(resolved); ok {
		return &Tensor{resolved, strides, x.data}
	}
	return rowMajor(x.flat(), resolved)
}

// resolveShape returns a copy of Reshape's shape with the length that replaces
// the -1.
func (x *Tensor) resolveShape(shape []int) []int {
	refuse := func() { // shows a copy of shape, as positionOf does of index
		panic(fmt.Sprintf("tensor: Reshape: cannot reshape %s to %s",
			x.shape, Shape(slices.Clone(shape))))
	}
	resolved, missing, size := slices.Clone(shape), -1, 1
	for a, length := range shape {
		switch {
		case length == -1 && missing < 0:
			missing = a
		case length < 0:
			refuse()
		case length > 0 && size > maxSize/length: // would overflow
			refuse()
		default:
			size *= length
		}
	}
	if missing >= 0 {
		if size == 0 || x.Size()%size != 0 {
			refuse()
		}
		resolved[missing] = x.Size() / size
		size *= resolved[missing]
	}
	if size != x.Size() {
		refuse()
	}
	return resolved
}

// restride returns the strides that give x the given shape without a copy. It
// reports whether such strides exist.
func (x *Tensor) restride(shape []int) (strides []int, ok bool) {
	if x.isRowMajor() {
		return rowMajorStrides(shape), true
	}
	// Match the new axes with the axes of x, from last to first. The axes of x
	// from a on are taken. remain of their elements, step apart, are left for
	// the next new axis.
	strides = make([]int, len(shape))
	a, remain, step := len(x.shape), 1, 0
	for b := len(shape) - 1; b >= 0; b-- {
		if shape[b] == 1 {
			continue // the stride of an axis of length 1 does not matter
		}
		if remain == 1 {
			for remain == 1 {
				a--
				remain, step = x.shape[a], x.strides[a]
			}
			for a > 0 && (x.shape[a-1] == 1 || x.strides[a-1] == remain*step) {
				a--
				remain *= x.shape[a]
			}
		}
		if remain%shape[b] != 0 {
			return nil, false
		}
		strides[b] = step
		step *= shape[b]
		remain /= shape[b]
	}
	return strides, true
}

// Slice returns the rows i with from <= i < to, as a view: x[from:to]. It panics
// unless 0 <= from <= to <= the number of rows.
func (x *Tensor) Slice(from, to int) *Tensor {
	n := x.rowCount("Slice")
	if from < 0 || to < from || to > n {
		panic(fmt.Sprintf("tensor: Slice: rows %d to %d are not in shape %s",
			from, to, x.shape))
	}
	v := &Tensor{slices.Clone(x.shape), x.strides, x.data}
	v.shape[0] = to - from
	if v.Size() > 0 { // else data may end before row from
		v.data = x.data[from*x.strides[0]:]
	}
	return v
}

// Rows returns a copy of the rows with the indices in mask, in that order:
// x_train[batch_mask]. An index may occur more than once; a negative index
// counts from the end. It panics if x does not have such a row.
func (x *Tensor) Rows(mask []int) *Tensor {
	n := x.rowCount("Rows")
	shape := slices.Clone(x.shape)
	shape[0] = len(mask)
	sizeOf("Rows", shape) // panics if x has no rows, and the result would be too large
	out := Zeros(shape...)
	for i, r := range mask {
		at := r
		if r < 0 {
			at += n
		}
		if at < 0 || at >= n {
			panic(fmt.Sprintf("tensor: Rows: row %d is not in shape %s", r, x.shape))
		}
		row := x.Slice(at, at+1).flat()
		copy(out.data[i*len(row):], row)
	}
	return out
}

// rowCount returns the length of the first axis. It panics, naming op, if x is
// a scalar.
func (x *Tensor) rowCount(op string) int {
	if len(x.shape) == 0 {
		panic(fmt.Sprintf("tensor: %s: a scalar has no rows", op))
	}
	return x.shape[0]
}
