package draw

import (
	"fmt"

	"backprop/chapter5/graph"
	"backprop/chapter5/plot"
	"backprop/layers"
	"backprop/tensor"
)

// sigmoidPlot is figure 3-7: the sigmoid and its derivative.
func sigmoidPlot(title string, korean bool) []byte {
	y, dx := curves(&layers.Sigmoid{}, 200)
	desc := in(korean, "For x from −5 to 5. The sigmoid rises from near 0 to near 1 and is 0.5 at x = 0. "+
		"Its derivative is highest there, 0.25, and goes to 0 on both sides.",
		"x는 −5에서 5까지. 시그모이드는 0 근처에서 1 근처로 올라가며 x = 0에서 0.5다. "+
			"미분은 그곳에서 0.25로 가장 크고 양쪽으로 가면서 0에 가까워진다.")
	return plot.Figure{Title: title, Desc: desc, Panels: []plot.Panel{{
		X:      plot.Axis{Name: "x", From: -5, To: 5, Step: 1},
		Y:      plot.Axis{From: 0, To: 1, Step: 0.25},
		Curves: []plot.Curve{{Class: plot.Forward, Points: y}, {Class: plot.Backward, Points: dx}},
		Dots:   []plot.Dot{{Class: plot.Forward, At: y[100]}, {Class: plot.Backward, At: dx[100]}},
		Labels: []plot.Label{
			label(plot.Forward, "end", 0, 0.5, -12, -4, "0.5"),
			label(plot.Backward, "start", 0, 0.25, 12, -10, "0.25"),
			label(plot.Forward, "start", 2, 0.88, 10, 26, in(korean, "sigmoid", "시그모이드")),
			label(plot.Backward, "start", 2, 0.1, 10, -12, in(korean, "derivative", "미분")),
		},
	}}}.SVG()
}

// reluPlot is figure 3-9: ReLU and its derivative, which jumps at 0.
func reluPlot(title string, korean bool) []byte {
	y, dx := curves(&layers.ReLU{}, 10)
	left, right := dx[:6], dx[6:] // to x = 0, and after it
	right = append([]plot.Point{{X: 0, Y: right[0].Y}}, right...)
	desc := in(korean, "For x from −5 to 5. ReLU is 0 up to x = 0 and then rises with slope 1. "+
		"Its derivative is 0 up to x = 0 and 1 after it; at 0 it is taken to be 0.",
		"x는 −5에서 5까지. ReLU는 x = 0까지 0이고 그 뒤로는 y = x다. "+
			"미분은 x = 0까지 0, 그 뒤로는 1이고, 0에서의 값은 0으로 정한다.")
	return plot.Figure{Title: title, Desc: desc, Panels: []plot.Panel{{
		X: plot.Axis{Name: "x", From: -5, To: 5, Step: 1},
		Y: plot.Axis{From: 0, To: 5, Step: 1},
		Curves: []plot.Curve{
			{Class: plot.Forward, Points: y},
			{Class: plot.Backward, Points: left}, {Class: plot.Backward, Points: right},
		},
		Dots: []plot.Dot{{Class: plot.Backward, At: left[5]}, {Class: plot.Backward, At: right[0], Open: true}},
		Labels: []plot.Label{
			label(plot.Forward, "end", 3, 3, -14, 0, "ReLU"),
			label(plot.Backward, "start", 3, 1, 0, -12, in(korean, "derivative", "미분")),
		},
	}}}.SVG()
}

func label(class plot.Class, anchor string, x, y, dx, dy float64, text string) plot.Label {
	return plot.Label{Class: class, Anchor: anchor, At: plot.Point{X: x, Y: y}, DX: dx, DY: dy, Text: text}
}

// curves returns a layer's function and its derivative at n+1 points from −5
// to 5, as Forward and Backward compute them.
func curves(layer layers.Layer, n int) (y, dx []plot.Point) {
	for i := range n + 1 {
		x := float64(10*i-5*n) / float64(n)
		y = append(y, plot.Point{X: x, Y: layer.Forward(tensor.Vector(x)).At(0)})
		dx = append(dx, plot.Point{X: x, Y: layer.Backward(tensor.Vector(1)).At(0)})
	}
	return y, dx
}

func relu(title string, _ bool) []byte {
	layer := layers.ReLU{}
	y := layer.Forward(tensor.Vector(3, -2))
	dx := layer.Backward(tensor.Vector(40, 30))
	c := newCanvas(title, fmt.Sprintf("x = (3, −2), y = %v, ∂L/∂y = (40, 30), ∂L/∂x = %v.", y, dx), 180)
	for i, name := range []string{"x > 0", "x ≤ 0"} {
		box := c.layer(235, float64(45+85*i), 80, "relu")
		box.r = 40 // to the sides
		c.row(name, []string{"3", "-2"}[i], "∂L/∂x = "+graph.Format(dx.At(i)),
			box, graph.Format(y.At(i)), []string{"∂L/∂y = 40", "∂L/∂y = 30"}[i])
	}
	return c.svg()
}

func sigmoid(title string, _ bool) []byte {
	layer := layers.Sigmoid{}
	y := graph.Format(layer.Forward(tensor.Vector(0.5)).At(0))
	dx := graph.Format(layer.Backward(tensor.Vector(1)).At(0))
	c := newCanvas(title, fmt.Sprintf("x = 0.5, y = %s, ∂L/∂y = 1, ∂L/∂x = ∂L/∂y · y(1 − y) = %s.", y, dx), 110)
	box := c.layer(235, 45, 80, "sigmoid")
	box.r = 40 // to the sides
	c.row("x", "0.5", "∂L/∂y · y(1 − y)\n"+dx, box, y, "∂L/∂y\n1")
	return c.svg()
}

// chain draws the four nodes of the sigmoid, with formulas if backward ran.
func chain(title string, backward, korean bool) []byte {
	x := graph.Var("x", 0.5)
	minusX := x.Mul(graph.Const(-1))
	expMinusX := minusX.Exp()
	sum := expMinusX.Add(graph.Const(1))
	y := sum.Reciprocal().Named("y")
	n := []*graph.Node{x, minusX, expMinusX, sum, y}
	y.Forward()
	if backward {
		y.Backward(1)
	}
	c := newGraphCanvas(title, y, korean, 500)
	at := c.name(200, 25, "x")
	formulas := []string{"∂L/∂y · y² · exp(−x)", "−∂L/∂y · y² · exp(−x)", "−∂L/∂y · y²", "−∂L/∂y · y²", "∂L/∂y"}
	for i, node := range n {
		y := 25 + float64(i*90)
		var next place
		if i < 4 {
			next = c.node(200, y+90, []string{"×", "exp", "+", "/"}[i])
			if constant := []string{"−1", "", "1", ""}[i]; constant != "" {
				c.edge(c.name(90, y+90, constant), next)
			}
		} else {
			next = c.name(200, y+85, "y")
		}
		c.edge(at, next)
		at = next
		middle := y + 43
		c.text("forward", "end", 191, middle, value(node))
		if backward {
			c.text("backward", "start", 209, middle-9, derivative(node)+"\n= "+formulas[i])
		}
	}
	return c.svg()
}

func sigmoidForward(title string, korean bool) []byte { return chain(title, false, korean) }

func sigmoidNodes(title string, korean bool) []byte { return chain(title, true, korean) }
