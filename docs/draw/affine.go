package draw

import (
	"fmt"

	"backprop/layers"
	"backprop/tensor"
)

func affine(title string, korean bool) []byte {
	x := tensor.Vector(1, 2)
	W := tensor.Matrix([][]float64{{0.1, 0.3, 0.5}, {0.2, 0.4, 0.6}})
	b := tensor.Vector(0.1, 0.2, 0.3)
	dout := tensor.Vector(1, 10, 100)
	dW := x.Reshape(2, 1).Dot(dout.Reshape(1, 3))
	return affineFigure(title, []flow{
		{"x", x, "∂L/∂y · Wᵀ", dout.Dot(W.T())},
		{"W", W, "xᵀ · ∂L/∂y", dW},
		{"x·W", x.Dot(W), "∂L/∂y", dout},
		{"b", b, "∂L/∂y", dout},
		{"y", x.Dot(W).Add(b), "∂L/∂y", dout},
	})
}

func batchAffine(title string, korean bool) []byte {
	x := tensor.Matrix([][]float64{{0, 0}, {1, 2}, {3, 4}, {5, 6}})
	W := tensor.Matrix([][]float64{{1, 0, -1}, {0, 2, 1}})
	b := tensor.Vector(1, 2, 3)
	dout := tensor.Matrix([][]float64{{1, 2, 3}, {10, 20, 30}, {100, 200, 300}, {400, 500, 600}})
	layer := layers.NewAffine(W, b)
	y := layer.Forward(x)
	dx := layer.Backward(dout)
	return affineFigure(title, []flow{
		{"X", x, "∂L/∂Y · Wᵀ", dx},
		{"W", W, "Xᵀ · ∂L/∂Y", layer.DW},
		{"X·W", x.Dot(W), "∂L/∂Y", dout},
		{"b", b, in(korean, "rows added", "행의 합"), layer.DB},
		{"Y", y, "∂L/∂Y", dout},
	})
}

// A flow goes along an edge: a tensor forward, and its derivative with its
// formula back.
type flow struct {
	name    string
	value   *tensor.Tensor
	formula string
	d       *tensor.Tensor
}

// affineFigure draws the flows x, W, x·W, b and y.
func affineFigure(title string, flows []flow) []byte {
	desc := ""
	for _, f := range flows {
		desc += fmt.Sprintf("%s %s, ∂L/∂%[1]s = %[3]s %s. ", f.name, f.value.Shape(), f.formula, f.d.Shape())
	}
	c := newCanvas(title, desc, 0)
	label := func(f flow, x, y float64) {
		c.text("muted", "end", x-9, y, f.value.Shape().String())
		c.matrix("forward", "end", x-9, y+22, f.value)
		c.text("backward", "start", x+9, y, f.formula)
		c.text("muted", "start", x+9, y+20, f.d.Shape().String())
		c.matrix("backward", "start", x+11, y+42, f.d)
	}
	rows := float64(lineHeight)
	if x := flows[0].value; x.NDim() == 2 {
		rows = float64(lineHeight * x.Shape()[0])
	}
	step := rows + 60
	x, W := c.name(64, 25, flows[0].name), c.name(280, 25, flows[1].name)
	dot := c.node(120, 75+step, "dot")
	c.bentEdge(x, x.y+step+10, dot)
	c.bentEdge(W, W.y+step+10, dot)
	label(flows[0], x.x, 55)
	label(flows[1], W.x, 55)
	add := c.node(120, dot.y+step+40, "+")
	c.edge(dot, add)
	label(flows[2], 120, dot.y+38)
	b := c.name(310, dot.y-5, flows[3].name)
	c.bentEdge(b, add.y, add)
	label(flows[3], b.x, b.y+30)
	y := c.name(120, add.y+step+35, flows[4].name)
	c.edge(add, y)
	label(flows[4], 120, add.y+40)
	c.height = y.y + 30
	return c.svg()
}

// bentEdge draws an edge that goes down to a height before it turns.
func (c *canvas) bentEdge(from place, height float64, to place) {
	c.add(`<path class="edge" d="M%g %gV%g"/>`, from.x, from.y+from.r, height)
	c.edge(place{from.x, height, 0}, to)
}
