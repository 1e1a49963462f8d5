package tensor

import (
	"fmt"
	"slices"

	"backprop/tensor/kernel"
)

// SetMasked puts v where the mask is not 0, in place: x[mask] = v. It panics
// if mask and x differ in shape.
func (x *Tensor) SetMasked(mask *Tensor, v float64) {
	if !slices.Equal(mask.shape, x.shape) {
		panic(fmt.Sprintf("tensor: SetMasked: mask of shape %s for shape %s",
			mask.shape, x.shape))
	}
	from := apart(x, mask)
	data := x.writable()
	if x.isRowMajor() {
		kernel.SetMasked(data[:len(from)], from, v)
		return
	}
	for i, m := range from {
		if m != 0 {
			data[x.index(i)] = v
		}
	}
}

// SetAll puts y's elements in x, in place: x[...] = y. It panics unless x and
// y have one shape.
func (x *Tensor) SetAll(y *Tensor) {
	if !slices.Equal(y.shape, x.shape) {
		panic(fmt.Sprintf("tensor: SetAll: %s for shape %s", y.shape, x.shape))
	}
	data := x.writable()
	for i, v := range apart(x, y) {
		data[x.index(i)] = v
	}
}

// AddInPlace adds y to x, in place, and returns x: x += y. It panics unless y
// broadcasts to x's shape.
func (x *Tensor) AddInPlace(y *Tensor) *Tensor {
	rank := len(x.shape)
	switch {
	case len(y.shape) == 1 && rank > 0 && y.shape[0] == x.shape[rank-1] &&
		y.isRowMajor() && x.isRowMajor() && x.store != y.store:
		// the same row to every row, as a layer's bias
		kernel.AddToRows(x.writable()[:x.Size()], y.flat())
	case slices.Equal(broadcast("AddInPlace", x, y), x.shape):
		x.SetAll(x.Add(y))
	default:
		panic(fmt.Sprintf("tensor: AddInPlace: cannot add %s to %s", y.shape, x.shape))
	}
	return x
}

// SubInPlace subtracts y from x, in place, and returns x: x -= y. It panics
// unless y broadcasts to x's shape.
func (x *Tensor) SubInPlace(y *Tensor) *Tensor {
	if !slices.Equal(broadcast("SubInPlace", x, y), x.shape) {
		panic(fmt.Sprintf("tensor: SubInPlace: cannot subtract %s from %s", y.shape, x.shape))
	}
	x.SetAll(x.Sub(y))
	return x
}

// SubScaledInPlace subtracts s*y from x, in place: x -= s * y. It panics
// unless x and y have one shape.
func (x *Tensor) SubScaledInPlace(s float64, y *Tensor) {
	if !slices.Equal(y.shape, x.shape) {
		panic(fmt.Sprintf("tensor: SubScaledInPlace: cannot subtract %s from %s",
			y.shape, x.shape))
	}
	if p, ok := y.store.pending().(*kernel.Product); ok && y.isAll(p) {
		if w := x.wide(); w != nil {
			x.store.known.Store(p.AddScaledTo(w, -s))
			return
		}
	}
	from := apart(x, y)
	data := x.writable()
	if x.isRowMajor() {
		x.note(kernel.AddScaled(data[:len(from)], -s, from))
		return
	}
	for i, v := range from {
		data[x.index(i)] -= float64(s * v) // rounded, so that it is never fused
	}
}

// apart returns y's elements in row-major order, in a slice that writing to x
// in that order does not disturb.
func apart(x, y *Tensor) []float64 {
	if y.isRowMajor() && x.store == y.store {
		return y.Data()
	}
	return y.flat()
}
