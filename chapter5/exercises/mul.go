package exercises

// Mul is the multiplication node of section 4.1.
type Mul struct {
	// Store here the values that Backward needs.
}

// Forward returns x·y.
func (m *Mul) Forward(x, y float64) float64 {
	panic(Blank)
}

// Backward returns the derivatives of the loss with respect to x and y. dout is
// its derivative with respect to x·y.
func (m *Mul) Backward(dout float64) (dx, dy float64) {
	panic(Blank)
}
