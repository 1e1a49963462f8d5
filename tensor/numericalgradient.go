package tensor

// NumericalGradient returns the gradient of f at x by central differences with
// h = 1e-4: (f(x+h) - f(x-h)) / 2h for each element, which takes two calls of
// f. It is the book's numerical_gradient (section 4.4).
//
// NumericalGradient changes each element of x in place and restores it. So f
// may ignore its argument and read x elsewhere, as the lambda in the book's
// TwoLayerNet does.
func NumericalGradient(f func(*Tensor) float64, x *Tensor) *Tensor {
	const h = 1e-4
	grad := Zeros(x.shape...)
	for i := range grad.data {
		at := x.position(i)
		tmp := x.data[at]
		x.data[at] = tmp + h
		fxh1 := f(x)
		x.data[at] = tmp - h
		fxh2 := f(x)
		grad.data[i] = (fxh1 - fxh2) / (2 * h)
		x.data[at] = tmp
	}
	return grad
}

// position returns the position in data of the i-th element in row-major
// order.
func (x *Tensor) position(i int) int {
	at := 0
	for a := len(x.shape) - 1; a >= 0; a-- {
		at += i % x.shape[a] * x.strides[a]
		i /= x.shape[a]
	}
	return at
}
