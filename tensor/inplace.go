package tensor

import (
	"fmt"
	"math"
	"slices"
)

// SetMasked sets x to v where mask is not 0, in place: x[mask] = v. It panics
// if mask and x differ in shape.
func (x *Tensor) SetMasked(mask *Tensor, v float64) {
	if !slices.Equal(mask.shape, x.shape) {
		panic(fmt.Sprintf("tensor: SetMasked: mask of shape %s for shape %s",
			mask.shape, x.shape))
	}
	mask = mask.detachedFrom(x)
	n, dx, dm := x.rowLength(), x.lastStride(), mask.lastStride()
	elements, masks, bits := x.data, mask.data, math.Float64bits(v)
	eachRow(x.shape, x.strides, mask.strides, 0, 0, func(i, j int) {
		for range n {
			element := math.Float64bits(elements[i])
			if masks[j] != 0 { // no branch, because both are integers: see oneIf
				element = bits
			}
			elements[i] = math.Float64frombits(element)
			i, j = i+dx, j+dm
		}
	})
}

// SetAll copies the elements of y to x, in place: x[...] = y. It panics if x
// and y differ in shape.
func (x *Tensor) SetAll(y *Tensor) {
	if !slices.Equal(y.shape, x.shape) {
		panic(fmt.Sprintf("tensor: SetAll: %s for shape %s", y.shape, x.shape))
	}
	y = y.detachedFrom(x)
	n, dx, dy := x.rowLength(), x.lastStride(), y.lastStride()
	eachRow(x.shape, x.strides, y.strides, 0, 0, func(i, j int) {
		for range n {
			x.data[i] = y.data[j]
			i, j = i+dx, j+dy
		}
	})
}

// AddInPlace adds y to x, in place, and returns x: x += y. It panics unless y
// broadcasts to x's shape.
func (x *Tensor) AddInPlace(y *Tensor) *Tensor {
	if !slices.Equal(broadcast("AddInPlace", x, y), x.shape) {
		panic(fmt.Sprintf("tensor: AddInPlace: cannot add %s to %s", y.shape, x.shape))
	}
	return x.update(y, add)
}

// SubInPlace subtracts y from x, in place, and returns x: x -= y. It panics
// unless y broadcasts to x's shape.
func (x *Tensor) SubInPlace(y *Tensor) *Tensor {
	if !slices.Equal(broadcast("SubInPlace", x, y), x.shape) {
		panic(fmt.Sprintf("tensor: SubInPlace: cannot subtract %s from %s", y.shape, x.shape))
	}
	return x.update(y, sub)
}

// SubScaledInPlace subtracts s*y from x, in place: x -= s * y. It panics
// if x and y differ in shape.
func (x *Tensor) SubScaledInPlace(s float64, y *Tensor) {
	if !slices.Equal(y.shape, x.shape) {
		panic(fmt.Sprintf("tensor: SubScaledInPlace: cannot subtract %s from %s",
			y.shape, x.shape))
	}
	x.SubInPlace(y.MulScalar(s))
}

// update sets x to f of x and y, in place, and returns x. y broadcasts to x's
// shape.
func (x *Tensor) update(y *Tensor, f rowFunc) *Tensor {
	if x.isRowMajor() {
		zipInto(x, x, y.detachedFrom(x), f)
		return x
	}
	out := Zeros(x.shape...)
	zipInto(out, x, y, f)
	x.SetAll(out)
	return x
}

// detachedFrom returns y, or a copy of y if x and y share elements. A write to
// x then cannot change elements of y that are read later.
func (y *Tensor) detachedFrom(x *Tensor) *Tensor {
	// The capacity of every view of an array ends where the array ends.
	a, b := x.data[:cap(x.data)], y.data[:cap(y.data)]
	if len(a) > 0 && len(b) > 0 && &a[len(a)-1] == &b[len(b)-1] {
		return y.Copy()
	}
	return y
}
