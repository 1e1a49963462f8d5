package draw

import (
	"fmt"

	"backprop/chapter5/graph"
)

func oneNode(title string, korean bool) []byte {
	x := graph.Var("x", 2)
	y := x.Pow(2).Named("y")
	run(y, 3)
	dx := fmt.Sprintf("%s × %s = %s", derivative(y), graph.Format(y.Local(0)), derivative(x))
	c := newGraphCanvas(title, y, korean, 110)
	c.row("x", value(x), "E · ∂y/∂x\n"+dx, c.node(235, 45, "f"), value(y), "E\n"+derivative(y))
	return c.svg()
}

// The figures of this file stand upright: inputs above, results below. A value
// stands left of its edge or above it, a derivative right of it.
func chainRule(title string, korean bool) []byte {
	x, y := graph.Var("x", 1), graph.Var("y", 2)
	t := x.Add(y).Named("t")
	z := t.Pow(2).Named("z")
	run(z, 1)
	c := newGraphCanvas(title, z, korean, 390)
	add := c.twoInputs(x, y, "+", "∂z/∂z · ∂z/∂t · ∂t/∂x\n= 6 × 1 = "+derivative(x), "∂z/∂z · ∂z/∂t · ∂t/∂y\n= 6 × 1 = "+derivative(y))
	square, nz := c.node(220, 265, "t²"), c.name(220, 365, "z")
	c.edge(add, square)
	c.edge(square, nz)
	c.text("forward", "end", 211, 213, "t = "+value(t))
	c.text("backward", "start", 229, 205, "∂z/∂z · ∂z/∂t\n= 1 × 6 = "+derivative(t))
	c.text("forward", "end", 211, 315, value(z))
	c.text("backward", "start", 229, 315, "∂z/∂z = "+derivative(z))
	return c.svg()
}

func addNode(title string, korean bool) []byte {
	x, y := graph.Var("x", 10), graph.Var("y", 5)
	return binaryNode(title, korean, "+", x, y, x.Add(y), "∂L/∂z · 1", "∂L/∂z · 1")
}

func mulNode(title string, korean bool) []byte {
	x, y := graph.Var("x", 10), graph.Var("y", 5)
	return binaryNode(title, korean, "×", x, y, x.Mul(y), "∂L/∂z · y", "∂L/∂z · x")
}

// binaryNode draws the node z of x and y with the formulas of its derivatives.
func binaryNode(title string, korean bool, sign string, x, y, z *graph.Node, dx, dy string) []byte {
	run(z.Named("z"), 1.3)
	product := func(i int) string {
		return fmt.Sprintf("%s × %s = %s", derivative(z), graph.Format(z.Local(i)), graph.Format(z.Passes(i)))
	}
	c := newGraphCanvas(title, z, korean, 290)
	node := c.twoInputs(x, y, sign, dx+"\n"+product(0), dy+"\n"+product(1))
	c.edge(node, c.name(220, 265, "z"))
	c.text("forward", "end", 211, 213, value(z))
	c.text("backward", "start", 229, 213, "∂L/∂z = "+derivative(z))
	return c.svg()
}

// twoInputs draws x and y, and the node below them that gets both.
func (c *canvas) twoInputs(x, y *graph.Node, sign, dx, dy string) place {
	nx, ny := c.name(110, 30, "x"), c.name(330, 30, "y")
	node := c.node(220, 165, sign)
	c.edge(nx, node)
	c.edge(ny, node)
	c.text("forward", "end", 130, 75, value(x))
	c.text("forward", "start", 310, 75, value(y))
	c.text("backward", "end", 166, 112, dx)
	c.text("backward", "start", 274, 112, dy)
	return node
}
