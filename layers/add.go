package layers

// Add is the addition node (section 4.2, the book's AddLayer). Forward stores
// nothing, because the derivatives do not depend on x and y.
type Add struct{}

// Forward returns x + y.
func (Add) Forward(x, y float64) float64 {
	out := x + y
	return out
}

// Backward returns dx = dout and dy = dout: both derivatives are 1.
func (Add) Backward(dout float64) (dx, dy float64) {
	dx = dout * 1
	dy = dout * 1
	return dx, dy
}
