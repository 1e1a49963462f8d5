package draw

import (
	"fmt"
	"math"

	"backprop/chapter5/graph"
	"backprop/layers"
	"backprop/tensor"
)

// softmaxNodes has two classes. The names S, 1/S and y are those of the page.
func softmaxNodes(title string, korean bool) []byte {
	x1, x2 := graph.Var("x₁", 1), graph.Var("x₂", 2)
	e1, e2 := x1.Exp(), x2.Exp()
	S := e1.Add(e2)
	inverse := S.Reciprocal()
	y1, y2 := e1.Mul(inverse), e2.Mul(inverse)
	l1, l2 := y1.Log(), y2.Log()
	p1, p2 := l1.Mul(graph.Const(0)), l2.Mul(graph.Const(1))
	sum := p1.Add(p2)
	L := sum.Mul(graph.Const(-1))
	run(L, 1)
	c := newCanvas(title, fmt.Sprintf("x₁ = 1, x₂ = 2, S = %s, 1/S = %s, y₁ = %s, y₂ = %s, t = (0, 1), L = %s, ∂L/∂x₁ = %s, ∂L/∂x₂ = %s.",
		value(S), value(inverse), value(y1), value(y2), value(L), derivative(x1), derivative(x2)), 830)
	const middle = 220
	add, divide, total := c.node(middle, 185, "+"), c.node(middle, 290, "/"), c.node(middle, 640, "+")
	for i, n := range []struct {
		name              string
		x, e, y, log, sum *graph.Node
		t                 int
	}{
		{"₁", x1, e1, y1, l1, p1, 0},
		{"₂", x2, e2, y2, l2, p2, 1},
	} {
		// The left class and the right one are mirror images.
		at, in, inside, outside := 108.0, 1.0, "start", "end"
		if i == 1 {
			at, in, inside, outside = 332, -1, "end", "start"
		}
		exp := c.node(at, 105, "exp")
		c.edge(c.name(at, 22, "x"+n.name), exp)
		c.valueAndDerivative(at, 62, n.x)
		// What the exp receives along its two edges is written at each edge.
		c.edge(exp, add)
		c.text("forward", inside, at+in*25, 112, value(n.e))
		c.text("backward", inside, at+in*6, 166, graph.Format(S.Passes(i)))
		mul := c.node(at, 375, "×")
		c.edge(exp, mul)
		c.text("backward", outside, at-in*9, 250, graph.Format(n.y.Passes(0)))
		c.edge(divide, mul)
		c.text("backward", inside, at+in*25, 379, graph.Format(n.y.Passes(1)))
		log := c.node(at, 475, "log")
		c.edge(mul, log)
		c.text("forward", "end", at-9, 425, "y"+n.name+" = "+value(n.y))
		c.text("backward", "start", at+9, 425, derivative(n.y))
		times := c.node(at, 575, "×")
		c.edge(log, times)
		c.valueAndDerivative(at, 525, n.log)
		c.edge(place{at + in*44, 575, 0}, times)
		c.text("forward", inside, at+in*48, 575, fmt.Sprintf("t%s = %d", n.name, n.t))
		c.edge(times, total)
		c.text("forward", outside, at+in*32, 622, value(n.sum))
		c.text("backward", outside, at+in*58, 640, derivative(n.sum))
	}
	c.edge(add, divide)
	c.text("forward", "end", middle-9, 237, "S = "+value(S))
	c.text("backward", "start", middle+9, 237, derivative(S))
	c.text("forward", "middle", middle, 344, "1/S = "+value(inverse))
	c.text("backward", "middle", middle, 361, derivative(inverse))
	minus := c.node(middle, 730, "×")
	c.edge(total, minus)
	c.valueAndDerivative(middle, 685, sum)
	c.edge(c.name(120, 730, "−1"), minus)
	c.edge(minus, c.name(middle, 812, "L"))
	c.valueAndDerivative(middle, 773, L)
	return c.svg()
}

func softmax(title string, korean bool) []byte {
	x := tensor.Matrix([][]float64{{math.Log(0.3), math.Log(0.2), math.Log(0.5)}})
	t := tensor.Matrix([][]float64{{0, 1, 0}})
	layer := layers.SoftmaxWithLoss{}
	loss := layer.Forward(x, t)
	dx := layer.Backward(1)
	c := newCanvas(title, fmt.Sprintf("y = (0.3, 0.2, 0.5), t = (0, 1, 0), L = %s, y − t = (0.3, −0.8, 0.5).", graph.Format(loss)), 415)
	first, second := c.layer(195, 130, 340, "Softmax"), c.layer(195, 265, 340, "Cross Entropy Error")
	for i, n := range []string{"₁", "₂", "₃"} {
		at := float64(75 + i*120)
		c.edge(c.name(at, 25, "x"+n), place{at, first.y, 20})
		c.text("forward", "end", at-7, 60, graph.Format(x.At(0, i)))
		c.text("backward", "start", at+7, 78, "y"+n+" − t"+n+"\n= "+graph.Format(dx.At(0, i)))
		c.edge(place{at, first.y, 20}, place{at, second.y, 20})
		c.text("forward", "end", at-7, 195, "y"+n+" =\n"+graph.Format(layer.Y.At(0, i)))
		from := c.name(at, 385, "t"+n)
		c.edge(from, place{at, second.y, 20})
		c.text("forward", "end", at-7, 330, graph.Format(t.At(0, i)))
	}
	c.edge(place{365, 265, 0}, c.name(415, 265, "L"))
	c.text("forward", "end", 432, 240, graph.Format(loss))
	c.text("backward", "middle", 395, 292, "1")
	return c.svg()
}
