package tensor

import (
	"math"

	"backprop/tensor/kernel"
)

// Add returns x + y. It panics if the shapes do not broadcast, as do Sub,
// Mul, Div and Equal.
func (x *Tensor) Add(y *Tensor) *Tensor {
	return zip("Add", x, y, func(out, a, b []float64) {
		for i := range out {
			out[i] = a[i] + b[i]
		}
	})
}

// Sub returns x - y.
func (x *Tensor) Sub(y *Tensor) *Tensor {
	return zip("Sub", x, y, func(out, a, b []float64) {
		for i := range out {
			out[i] = a[i] - b[i]
		}
	})
}

// Mul returns x * y, element by element; Dot is the matrix product.
func (x *Tensor) Mul(y *Tensor) *Tensor {
	return zip("Mul", x, y, func(out, a, b []float64) {
		for i := range out {
			out[i] = a[i] * b[i]
		}
	})
}

// Div returns x / y.
func (x *Tensor) Div(y *Tensor) *Tensor {
	return zip("Div", x, y, func(out, a, b []float64) {
		for i := range out {
			out[i] = a[i] / b[i]
		}
	})
}

// Equal returns the mask x == y: 1 where it is true, 0 where it is not.
func (x *Tensor) Equal(y *Tensor) *Tensor {
	return zip("Equal", x, y, func(out, a, b []float64) {
		for i := range out {
			out[i] = truth(a[i] == b[i])
		}
	})
}

// AddScalar returns x + s.
func (x *Tensor) AddScalar(s float64) *Tensor {
	return x.each(func(v float64) float64 { return v + s })
}

// SubScalar returns x - s.
func (x *Tensor) SubScalar(s float64) *Tensor {
	return x.each(func(v float64) float64 { return v - s })
}

// MulScalar returns x * s.
func (x *Tensor) MulScalar(s float64) *Tensor {
	return x.each(func(v float64) float64 { return v * s })
}

// DivScalar returns x / s.
func (x *Tensor) DivScalar(s float64) *Tensor {
	return x.each(func(v float64) float64 { return v / s })
}

// Neg returns -x.
func (x *Tensor) Neg() *Tensor {
	return x.each(func(v float64) float64 { return -v })
}

// Exp returns e to the power of each element.
func (x *Tensor) Exp() *Tensor { return x.each(kernel.Exp) }

// Log returns the natural logarithm of each element.
func (x *Tensor) Log() *Tensor { return x.each(kernel.Log) }

// Abs returns the absolute value of each element.
func (x *Tensor) Abs() *Tensor { return x.each(math.Abs) }

// Less returns the mask x < s: 1 where it is true, 0 where it is not.
func (x *Tensor) Less(s float64) *Tensor {
	return x.each(func(v float64) float64 { return truth(v < s) })
}

// LessEqual returns the mask x <= s.
func (x *Tensor) LessEqual(s float64) *Tensor {
	return x.each(func(v float64) float64 { return truth(v <= s) })
}

// Greater returns the mask x > s.
func (x *Tensor) Greater(s float64) *Tensor {
	return x.each(func(v float64) float64 { return truth(v > s) })
}

// GreaterEqual returns the mask x >= s.
func (x *Tensor) GreaterEqual(s float64) *Tensor {
	return x.each(func(v float64) float64 { return truth(v >= s) })
}

// each returns f of every element.
func (x *Tensor) each(f func(float64) float64) *Tensor {
	out := Zeros(x.shape...)
	for i, v := range x.flat() {
		out.data[i] = f(v)
	}
	return out
}

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
