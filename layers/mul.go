package layers

// Mul is the multiplication node (section 4.1, the notes' MulLayer). The zero
// value is ready to use.
type Mul struct {
	x, y    float64
	forward bool
}

// Forward returns x·y.
func (m *Mul) Forward(x, y float64) float64 {
	m.x, m.y, m.forward = x, y, true
	return x * y
}

// Backward returns dx = dout·y and dy = dout·x: the inputs, exchanged. It
// panics before Forward.
func (m *Mul) Backward(dout float64) (dx, dy float64) {
	if !m.forward {
		panic("layers: Mul.Backward called before Forward")
	}
	dx = dout * m.y
	dy = dout * m.x
	return dx, dy
}
