package tensor

// NumericalGradient returns the gradient of f at x by central differences,
// (f(x+h) - f(x-h)) / 2h with h = 1e-4, an element at a time: 2 calls of f
// for each (the book's numerical_gradient, section 4.4).
//
// f sees each change in x itself, which is in place; x is as it was
// afterwards. So f may ignore its argument and read x where it lives, as the
// lambda of the notes' TwoLayerNet does.
func NumericalGradient(f func(*Tensor) float64, x *Tensor) *Tensor {
	const h = 1e-4
	grad := Zeros(x.shape...)
	for i := range grad.data() {
		at := x.index(i)
		tmp := x.data()[at]
		x.set(at, tmp+h)
		fxh1 := f(x)
		x.set(at, tmp-h)
		fxh2 := f(x)
		grad.data()[i] = (fxh1 - fxh2) / (2 * h)
		x.set(at, tmp)
	}
	return grad
}
