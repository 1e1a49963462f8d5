package tensor

import (
	"math"

	"backprop/tensor/exact"
)

// Add returns x + y. Add, Sub, Mul, Div and Equal panic if the shapes do not
// broadcast.
func (x *Tensor) Add(y *Tensor) *Tensor { return zip("Add", x, y, add) }

// Sub returns x - y.
func (x *Tensor) Sub(y *Tensor) *Tensor { return zip("Sub", x, y, sub) }

// Mul returns x * y, element by element. Dot is the matrix product.
func (x *Tensor) Mul(y *Tensor) *Tensor { return zip("Mul", x, y, mul) }

// Div returns x / y.
func (x *Tensor) Div(y *Tensor) *Tensor { return zip("Div", x, y, div) }

// AddScalar returns x + s.
func (x *Tensor) AddScalar(s float64) *Tensor { return x.withScalar(s, add) }

// SubScalar returns x - s.
func (x *Tensor) SubScalar(s float64) *Tensor { return x.withScalar(s, sub) }

// MulScalar returns x * s.
func (x *Tensor) MulScalar(s float64) *Tensor { return x.withScalar(s, mul) }

// DivScalar returns x / s.
func (x *Tensor) DivScalar(s float64) *Tensor { return x.withScalar(s, div) }

// Equal returns the mask x == y: 1 where it is true, 0 where it is false.
func (x *Tensor) Equal(y *Tensor) *Tensor { return zip("Equal", x, y, equal) }

// Less returns the mask x < s.
func (x *Tensor) Less(s float64) *Tensor { return x.withScalar(s, less) }

// LessEqual returns the mask x <= s.
func (x *Tensor) LessEqual(s float64) *Tensor { return x.withScalar(s, lessEqual) }

// Greater returns the mask x > s.
func (x *Tensor) Greater(s float64) *Tensor { return x.withScalar(s, greater) }

// Neg returns -x.
func (x *Tensor) Neg() *Tensor { return x.apply(func(v float64) float64 { return -v }) }

// Abs returns the absolute value of each element.
func (x *Tensor) Abs() *Tensor { return x.apply(math.Abs) }

// Exp returns e to the power of each element.
func (x *Tensor) Exp() *Tensor { return x.apply(exact.Exp) }

// Log returns the natural logarithm of each element.
func (x *Tensor) Log() *Tensor { return x.apply(exact.Log) }

// withScalar returns f of each element and s.
func (x *Tensor) withScalar(s float64, f rowFunc) *Tensor {
	out := Zeros(x.shape...)
	f(out.data, x.flat(), []float64{s}, 1, 0)
	return out
}

// apply returns the tensor of f(v) for each element v.
func (x *Tensor) apply(f func(float64) float64) *Tensor {
	out := Zeros(x.shape...)
	for i, v := range x.flat() {
		out.data[i] = f(v)
	}
	return out
}

// The operations and masks are rowFuncs, each with its own loop: a call of a
// function for each element would make the training of section 7.4 a fifth slower.

func add(out, x, y []float64, dx, dy int) {
	i, j := 0, 0
	for k := range out {
		out[k] = x[i] + y[j]
		i, j = i+dx, j+dy
	}
}

func sub(out, x, y []float64, dx, dy int) {
	i, j := 0, 0
	for k := range out {
		out[k] = x[i] - y[j]
		i, j = i+dx, j+dy
	}
}

func mul(out, x, y []float64, dx, dy int) {
	i, j := 0, 0
	for k := range out {
		out[k] = x[i] * y[j]
		i, j = i+dx, j+dy
	}
}

func div(out, x, y []float64, dx, dy int) {
	i, j := 0, 0
	for k := range out {
		out[k] = x[i] / y[j]
		i, j = i+dx, j+dy
	}
}

func equal(out, x, y []float64, dx, dy int) {
	i, j := 0, 0
	for k := range out {
		out[k] = oneIf(x[i] == y[j])
		i, j = i+dx, j+dy
	}
}

func less(out, x, y []float64, dx, dy int) {
	i, j := 0, 0
	for k := range out {
		out[k] = oneIf(x[i] < y[j])
		i, j = i+dx, j+dy
	}
}

func greater(out, x, y []float64, dx, dy int) { less(out, y, x, dy, dx) }

func lessEqual(out, x, y []float64, dx, dy int) {
	i, j := 0, 0
	for k := range out {
		out[k] = oneIf(x[i] <= y[j])
		i, j = i+dx, j+dy
	}
}

// oneIf returns 1 for true and 0 for false.
func oneIf(condition bool) float64 {
	// The compiler turns this if into code without a branch. The processor
	// cannot predict signs, so a branch would take most of the time.
	n := 0
	if condition {
		n = 1
	}
	return float64(n)
}
