package layers

// Add is the addition node (section 4.2, the notes' AddLayer). It keeps
// nothing from Forward: its derivative does not depend on x and y.
type Add struct{}

// Forward returns x + y.
func (Add) Forward(x, y float64) float64 { return x + y }

// Backward passes dout on to both inputs: the derivatives are 1.
func (Add) Backward(dout float64) (dx, dy float64) {
	dx = dout * 1
	dy = dout * 1
	return dx, dy
}
