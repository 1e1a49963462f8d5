package draw

import (
	"fmt"

	"backprop/chapter5/graph"
	"backprop/layers"
	"backprop/tensor"
)

// apple is figure 5-5. Only the apple's price is a variable: the derivative
// flows back to no other input.
func apple(title string, korean bool) []byte {
	names := shoppingNames(korean)
	number, tax := graph.Const(2).Named(names[1]), graph.Const(1.1).Named(names[2])
	return picture(graph.Var(names[0], 100).Mul(number).Mul(tax).Named(names[3]), title, korean)
}

// apples is figure 5-14.
func apples(title string, korean bool) []byte {
	names := shoppingNames(korean)
	number, tax := graph.Var(names[1], 2), graph.Var(names[2], 1.1)
	return picture(graph.Var(names[0], 100).Mul(number).Mul(tax).Named(names[3]), title, korean)
}

func shoppingNames(korean bool) []string {
	if korean {
		return []string{"사과 가격", "사과 개수", "소비세", "지불 금액"}
	}
	return []string{"apple", "number", "tax", "price"}
}

// picture runs the graph of n both ways and returns its picture.
func picture(n *graph.Node, title string, korean bool) []byte {
	run(n, 1)
	return graph.NewPicture(n, graph.Options{Title: title, Korean: korean}).SVG()
}

func run(n *graph.Node, dout float64) {
	n.Forward()
	n.Backward(dout)
}

func oneNode(title string, korean bool) []byte {
	x := graph.Var("x", 2)
	y := x.Pow(2).Named("y")
	run(y, 3)
	dx := fmt.Sprintf("%s × %s = %s", derivative(y), graph.Format(y.Local(0)), derivative(x))
	c := newGraphCanvas(title, y, korean, 110)
	c.row("x", value(x), "E · ∂y/∂x\n"+dx, c.node(235, 45, "f"), value(y), "E\n"+derivative(y))
	return c.svg()
}

func relu(title string, _ bool) []byte {
	layer := layers.ReLU{}
	y := layer.Forward(tensor.Vector(3, -2))
	dx := layer.Backward(tensor.Vector(40, 30))
	c := newCanvas(title, fmt.Sprintf("x = (3, −2), y = %v, ∂L/∂y = (40, 30), ∂L/∂x = %v.", y, dx), 180)
	for i, name := range []string{"x > 0", "x ≤ 0"} {
		c.row(name, []string{"3", "-2"}[i], "∂L/∂x = "+graph.Format(dx.At(i)),
			c.box(float64(45+85*i), "relu"),
			graph.Format(y.At(i)), []string{"∂L/∂y = 40", "∂L/∂y = 30"}[i])
	}
	return c.svg()
}

func sigmoid(title string, _ bool) []byte {
	layer := layers.Sigmoid{}
	y := graph.Format(layer.Forward(tensor.Vector(0.5)).At(0))
	dx := graph.Format(layer.Backward(tensor.Vector(1)).At(0))
	c := newCanvas(title, fmt.Sprintf("x = 0.5, y = %s, ∂L/∂y = 1, ∂L/∂x = ∂L/∂y · y(1 − y) = %s.", y, dx), 110)
	c.row("x", "0.5", "∂L/∂y · y(1 − y)\n"+dx, c.box(45, "sigmoid"), y, "∂L/∂y\n1")
	return c.svg()
}

// box draws a layer for row.
func (c *canvas) box(y float64, name string) place {
	const x, width = 235, 80
	c.layer(x, y, width, name)
	return place{x, y, width / 2}
}

// row draws the edges from x on the left through a node in the middle to y on
// the right. The values stand above them, and the derivatives below an arrow
// that points back.
func (c *canvas) row(x, value, derivative string, node place, out, dout string) {
	c.text("name", "middle", 38, node.y, x)
	c.text("name", "middle", 412, node.y, "y")
	for _, e := range []struct {
		from, to          place
		forward, backward string
	}{
		{place{38, node.y, 26}, place{node.x, node.y, node.r}, value, derivative},
		{node, place{412, node.y, 10}, out, dout},
	} {
		c.edge(e.from, e.to)
		left, right := e.from.x+e.from.r, e.to.x-e.to.r
		c.text("forward", "middle", (left+right)/2, node.y-14, e.forward)
		c.add(`<path class="backward" d="M%g %gH%gm6 -4l-6 4l6 4"/>`, right-8, node.y+9, left+4)
		c.text("backward", "middle", (left+right)/2, node.y+23, e.backward)
	}
}
