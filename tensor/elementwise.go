package tensor

import (
	"math"
	"slices"

	"backprop/tensor/kernel"
)

// Add returns x + y. It panics if the shapes do not broadcast, as do Sub,
// Mul, Div and Equal.
func (x *Tensor) Add(y *Tensor) *Tensor { return zip("Add", x, y, add) }

// Sub returns x - y.
func (x *Tensor) Sub(y *Tensor) *Tensor { return zip("Sub", x, y, sub) }

// Mul returns x * y, element by element; Dot is the matrix product.
func (x *Tensor) Mul(y *Tensor) *Tensor { return zip("Mul", x, y, mul) }

// Div returns x / y.
func (x *Tensor) Div(y *Tensor) *Tensor { return zip("Div", x, y, div) }

// Equal returns the mask x == y: 1 where it is true, 0 where it is not.
func (x *Tensor) Equal(y *Tensor) *Tensor { return zip("Equal", x, y, equal) }

// AddScalar returns x + s.
func (x *Tensor) AddScalar(s float64) *Tensor { return zip("AddScalar", x, Scalar(s), add) }

// SubScalar returns x - s.
func (x *Tensor) SubScalar(s float64) *Tensor { return zip("SubScalar", x, Scalar(s), sub) }

// MulScalar returns x * s.
func (x *Tensor) MulScalar(s float64) *Tensor { return zip("MulScalar", x, Scalar(s), mul) }

// DivScalar returns x / s.
func (x *Tensor) DivScalar(s float64) *Tensor { return zip("DivScalar", x, Scalar(s), div) }

// Less returns the mask x < s: 1 where it is true, 0 where it is not.
func (x *Tensor) Less(s float64) *Tensor { return zip("Less", Scalar(s), x, greater) }

// LessEqual returns the mask x <= s.
func (x *Tensor) LessEqual(s float64) *Tensor { return x.LessEqualTo(nil, s) }

// LessEqualTo is LessEqual with the mask in out, if that has x's shape:
// np.less_equal(x, s, out=out).
func (x *Tensor) LessEqualTo(out *Tensor, s float64) *Tensor {
	if out == nil || !slices.Equal(out.shape, x.shape) || !out.isRowMajor() || out.store == x.store {
		out = Zeros(x.shape...)
	}
	kernel.LessEqual(out.writable()[:x.Size()], x.flat(), s)
	return out
}

// Greater returns the mask x > s.
func (x *Tensor) Greater(s float64) *Tensor { return zip("Greater", x, Scalar(s), greater) }

// GreaterEqual returns the mask x >= s.
func (x *Tensor) GreaterEqual(s float64) *Tensor {
	return zip("GreaterEqual", x, Scalar(s), greaterEqual)
}

// Neg returns -x.
func (x *Tensor) Neg() *Tensor { return x.each(func(v float64) float64 { return -v }) }

// Abs returns the absolute value of each element.
func (x *Tensor) Abs() *Tensor { return x.each(math.Abs) }

// Exp returns e to the power of each element.
func (x *Tensor) Exp() *Tensor { return x.each(kernel.Exp) }

// Log returns the natural logarithm of each element.
func (x *Tensor) Log() *Tensor { return x.each(kernel.Log) }

// each returns f of every element. Cores share them where f takes as long as
// exp and log, some hundred products.
func (x *Tensor) each(f func(float64) float64) *Tensor {
	out := Zeros(x.shape...)
	to, from := out.data(), x.flat()
	const part = 512
	kernel.Share((len(to)+part-1)/part, 256*len(to), func(p int) {
		for i := p * part; i < min((p+1)*part, len(to)); i++ {
			to[i] = f(from[i])
		}
	})
	return out
}

func add(out, a, b []float64) {
	a, b = a[:len(out)], b[:len(out)]
	for i := range out {
		out[i] = a[i] + b[i]
	}
}

func sub(out, a, b []float64) {
	a, b = a[:len(out)], b[:len(out)]
	for i := range out {
		out[i] = a[i] - b[i]
	}
}

func mul(out, a, b []float64) {
	a, b = a[:len(out)], b[:len(out)]
	for i := range out {
		out[i] = a[i] * b[i]
	}
}

func div(out, a, b []float64) {
	a, b = a[:len(out)], b[:len(out)]
	for i := range out {
		out[i] = a[i] / b[i]
	}
}

// A mask chooses between the bits of 0 and 1, which is done without a branch:
// one that goes either way as often, the processor guesses wrong half of the
// time, and each wrong guess costs it as much as twenty sums.

const one uint64 = 0x3ff0000000000000 // math.Float64bits(1)

func equal(out, a, b []float64) {
	a, b = a[:len(out)], b[:len(out)]
	for i := range out {
		var bits uint64
		if a[i] == b[i] {
			bits = one
		}
		out[i] = math.Float64frombits(bits)
	}
}

func greater(out, a, b []float64) {
	a, b = a[:len(out)], b[:len(out)]
	for i := range out {
		var bits uint64
		if a[i] > b[i] {
			bits = one
		}
		out[i] = math.Float64frombits(bits)
	}
}

func greaterEqual(out, a, b []float64) {
	a, b = a[:len(out)], b[:len(out)]
	for i := range out {
		var bits uint64
		if a[i] >= b[i] {
			bits = one
		}
		out[i] = math.Float64frombits(bits)
	}
}
