package layers

// Mul is the multiplication node (section 4.1, the book's MulLayer). The zero
// value is ready to use.
type Mul struct {
	x, y      float64
	forwarded bool // Forward has set x and y
}

// Forward returns x·y.
func (m *Mul) Forward(x, y float64) float64 {
	m.x = x
	m.y = y
	m.forwarded = true
	out := x * y
	return out
}

// Backward returns dx = dout·y and dy = dout·x: the inputs are swapped. It
// panics if Forward has not run.
func (m *Mul) Backward(dout float64) (dx, dy float64) {
	if !m.forwarded {
		panic("layers: Mul.Backward called before Forward")
	}
	dx = dout * m.y
	dy = dout * m.x
	return dx, dy
}
