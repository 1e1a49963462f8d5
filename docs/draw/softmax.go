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
	const left, middle, right = 108, 220, 332
	a, b := c.name(left, 22, "x₁"), c.name(right, 22, "x₂")
	exp1, exp2 := c.node(left, 105, "exp"), c.node(right, 105, "exp")
	c.edge(a, exp1)
	c.edge(b, exp2)
	c.both(left, 62, x1)
	c.both(right, 62, x2)
	add := c.node(middle, 185, "+")
	c.edge(exp1, add)
	c.edge(exp2, add)
	// What each exp receives along its two edges is written at each edge.
	c.text("forward", "start", 133, 112, value(e1))
	c.text("forward", "end", 307, 112, value(e2))
	toS := graph.Format(S.Passes(0))
	c.text("backward", "start", 114, 166, toS)
	c.text("backward", "end", 326, 166, toS)
	divide := c.node(middle, 290, "/")
	c.edge(add, divide)
	c.text("forward", "end", middle-9, 237, "S = "+value(S))
	c.text("backward", "start", middle+9, 237, derivative(S))
	mul1, mul2 := c.node(left, 375, "×"), c.node(right, 375, "×")
	c.edge(exp1, mul1)
	c.edge(exp2, mul2)
	c.text("backward", "end", left-9, 250, graph.Format(y1.Passes(0)))
	c.text("backward", "start", right+9, 250, graph.Format(y2.Passes(0)))
	c.edge(divide, mul1)
	c.edge(divide, mul2)
	c.text("forward", "middle", middle, 352, "1/S = "+value(inverse))
	c.text("backward", "middle", middle, 371, derivative(inverse))
	c.text("backward", "start", 133, 394, graph.Format(y1.Passes(1)))
	c.text("backward", "end", 307, 394, graph.Format(y2.Passes(1)))
	log1, log2 := c.node(left, 475, "log"), c.node(right, 475, "log")
	c.edge(mul1, log1)
	c.edge(mul2, log2)
	c.text("forward", "end", left-9, 425, "y₁ = "+value(y1))
	c.text("backward", "start", left+9, 425, derivative(y1))
	c.text("forward", "end", right-9, 425, "y₂ = "+value(y2))
	c.text("backward", "start", right+9, 425, derivative(y2))
	t1, t2 := c.node(left, 575, "×"), c.node(right, 575, "×")
	c.edge(log1, t1)
	c.edge(log2, t2)
	c.both(left, 525, l1)
	c.both(right, 525, l2)
	c.edge(place{left + 44, 575, 0}, t1)
	c.text("forward", "start", left+48, 575, "t₁ = 0")
	c.edge(place{right - 44, 575, 0}, t2)
	c.text("forward", "end", right-48, 575, "t₂ = 1")
	total := c.node(middle, 640, "+")
	c.edge(t1, total)
	c.edge(t2, total)
	c.text("forward", "end", 140, 622, value(p1))
	c.text("backward", "end", 166, 640, derivative(p1))
	c.text("forward", "start", 300, 622, value(p2))
	c.text("backward", "start", 274, 640, derivative(p2))
	minus := c.node(middle, 730, "×")
	c.edge(total, minus)
	c.both(middle, 685, sum)
	c.edge(c.name(120, 730, "−1"), minus)
	c.edge(minus, c.name(middle, 812, "L"))
	c.both(middle, 773, L)
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
