package exercises

// Add is the addition node of section 4.2.
type Add struct{}

// Forward returns x + y.
func (a *Add) Forward(x, y float64) float64 {
	panic(Blank)
}

// Backward returns the derivatives of the loss with respect to x and y. dout is
// its derivative with respect to x + y.
func (a *Add) Backward(dout float64) (dx, dy float64) {
	panic(Blank)
}
