package tensor

import (
	"fmt"
	"slices"
)

// SetMasked puts v where the mask is not 0, in place: x[mask] = v. It panics
// if mask and x differ in shape.
func (x *Tensor) SetMasked(mask *Tensor, v float64) {
	if !slices.Equal(mask.shape, x.shape) {
		panic(fmt.Sprintf("tensor: SetMasked: mask of shape %s for shape %s",
			mask.shape, x.shape))
	}
	rowMajor := x.isRowMajor()
	for i, m := range apart(x, mask) {
		if m == 0 {
			continue
		}
		if rowMajor {
			x.data[i] = v
		} else {
			x.data[x.index(i)] = v
		}
	}
}

// SetAll puts y's elements in x, in place: x[...] = y. It panics unless x and
// y have one shape.
func (x *Tensor) SetAll(y *Tensor) {
	if !slices.Equal(y.shape, x.shape) {
		panic(fmt.Sprintf("tensor: SetAll: %s for shape %s", y.shape, x.shape))
	}
	for i, v := range apart(x, y) {
		x.data[x.index(i)] = v
	}
}

// SubScaledInPlace subtracts s*y from x, in place: x -= s * y. It panics
// unless x and y have one shape.
func (x *Tensor) SubScaledInPlace(s float64, y *Tensor) {
	if !slices.Equal(y.shape, x.shape) {
		panic(fmt.Sprintf("tensor: SubScaledInPlace: cannot subtract %s from %s",
			y.shape, x.shape))
	}
	from := apart(x, y)
	if x.isRowMajor() {
		to := x.data[:len(from)]
		for i, v := range from {
			to[i] -= float64(s * v) // rounded, so that it is never fused
		}
		return
	}
	for i, v := range from {
		x.data[x.index(i)] -= float64(s * v)
	}
}

// apart returns y's elements in row-major order, in a slice that writing to x
// in that order does not disturb.
func apart(x, y *Tensor) []float64 {
	if y.isRowMajor() && shareStorage(x.data, y.data) {
		return y.Data()
	}
	return y.flat()
}

// shareStorage reports whether a and b are parts of one allocation. A view's
// slice always runs to the end of its storage, so the ends tell.
func shareStorage(a, b []float64) bool {
	return cap(a) > 0 && cap(b) > 0 && &a[:cap(a)][cap(a)-1] == &b[:cap(b)][cap(b)-1]
}
