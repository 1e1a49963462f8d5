package draw

import (
	"fmt"
	"math"

	"backprop/chapter5/graph"
	"backprop/layers"
	"backprop/tensor"
)

// The figures of this file stand upright: inputs above, results below. A value
// stands left of its edge or above it, a derivative right of it.

func chainRule(title string, korean bool) []byte {
	x, y := graph.Var("x", 1), graph.Var("y", 2)
	t := x.Add(y).Named("t")
	z := t.Pow(2).Named("z")
	run(z, 1)
	c := newGraphCanvas(title, z, korean, 390)
	add := c.twoInputs(x, y, "+", "∂z/∂z · ∂z/∂t · ∂t/∂x\n= 6 × 1 = "+derivative(x), "∂z/∂z · ∂z/∂t · ∂t/∂y\n= 6 × 1 = "+derivative(y))
	square, nz := c.node(220, 265, "²"), c.name(220, 365, "z")
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

func oranges(title string, korean bool) []byte {
	names := []string{"apple", "number", "orange", "number", "tax", "price"}
	if korean {
		names = []string{"사과 가격", "사과 개수", "귤 가격", "귤 개수", "소비세", "지불 금액"}
	}
	apple, appleNum := graph.Var(names[0], 100), graph.Var(names[1], 2)
	orange, orangeNum := graph.Var(names[2], 150), graph.Var(names[3], 3)
	tax := graph.Var(names[4], 1.1)
	applePrice, orangePrice := apple.Mul(appleNum), orange.Mul(orangeNum)
	allPrice := applePrice.Add(orangePrice)
	price := allPrice.Mul(tax).Named(names[5])
	run(price, 1)
	c := newGraphCanvas(title, price, korean, 460)
	mulApple, mulOrange := c.node(112, 135, "×"), c.node(328, 135, "×")
	for i, n := range []*graph.Node{apple, appleNum, orange, orangeNum} {
		x := []float64{55, 165, 275, 385}[i]
		to := []place{mulApple, mulApple, mulOrange, mulOrange}[i]
		c.edge(c.name(x, 25, names[i]), to)
		side, anchor := -1.0, "end"
		if i%2 == 1 {
			side, anchor = 1, "start"
		}
		c.text("forward", anchor, (x+to.x)/2+float64(side*14), 62, value(n))
		c.text("backward", anchor, (x+to.x)/2+float64(side*14), 84, derivative(n))
	}
	add := c.node(220, 225, "+")
	mulTax := c.node(220, 330, "×")
	c.edge(mulApple, add)
	c.edge(mulOrange, add)
	c.text("forward", "end", 152, 183, value(applePrice))
	c.text("backward", "end", 152, 203, derivative(applePrice))
	c.text("forward", "start", 288, 183, value(orangePrice))
	c.text("backward", "start", 288, 203, derivative(orangePrice))
	c.edge(add, mulTax)
	c.both(220, 275, allPrice)
	nt := c.name(390, 330, names[4])
	nt.r = 32
	c.edge(nt, mulTax)
	c.text("forward", "middle", 298, 315, value(tax))
	c.text("backward", "middle", 298, 347, derivative(tax))
	c.edge(mulTax, c.name(220, 435, names[5]))
	c.both(220, 385, price)
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
func sigmoidNodes(title string, korean bool) []byte   { return chain(title, true, korean) }

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
	sum := "rows added"
	if korean {
		sum = "행의 합"
	}
	return affineFigure(title, []flow{
		{"X", x, "∂L/∂Y · Wᵀ", dx},
		{"W", W, "Xᵀ · ∂L/∂Y", layer.DW},
		{"X·W", x.Dot(W), "∂L/∂Y", dout},
		{"b", b, sum, layer.DB},
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
	for _, from := range []place{x, W} {
		elbow := place{from.x, from.y + step + 10, 0}
		c.add(`<path class="edge" d="M%g %gV%g"/>`, from.x, from.y+14, elbow.y)
		c.edge(elbow, dot)
	}
	label(flows[0], x.x, 55)
	label(flows[1], W.x, 55)
	add := c.node(120, dot.y+step+40, "+")
	c.edge(dot, add)
	label(flows[2], 120, dot.y+38)
	b := c.name(310, dot.y-5, flows[3].name)
	end := place{b.x, add.y, 0}
	c.add(`<path class="edge" d="M%g %gV%g"/>`, b.x, b.y+14, end.y)
	c.edge(end, add)
	label(flows[3], b.x, b.y+30)
	y := c.name(120, add.y+step+35, flows[4].name)
	c.edge(add, y)
	label(flows[4], 120, add.y+40)
	c.height = y.y + 30
	return c.svg()
}

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

// pathsGraph is u = xy, v = x², z = uv at x = 2 and y = 5.
func pathsGraph() (x, y, u, v, z *graph.Node) {
	x, y = graph.Var("x", 2), graph.Var("y", 5)
	u, v = x.Mul(y).Named("u"), x.Pow(2).Named("v")
	z = u.Mul(v).Named("z")
	run(z, 1)
	return x, y, u, v, z
}

func paths(title string, korean bool) []byte {
	x, _, u, v, z := pathsGraph()
	sum := "4 × 5 + 10 × 4"
	c := newGraphCanvas(title, z, korean, 370)
	start := c.name(220, 25, "x = "+value(x))
	a, b := c.node(110, 135, "5x"), c.node(330, 135, "x²")
	c.edge(start, a)
	c.edge(start, b)
	c.text("backward", "end", 148, 75, "∂u/∂x = "+graph.Format(u.Local(0)))
	c.text("backward", "start", 292, 75, "∂v/∂x = "+graph.Format(v.Local(0)))
	mul := c.node(220, 235, "×")
	c.edge(a, mul)
	c.edge(b, mul)
	c.text("forward", "end", 104, 172, "u = "+value(u))
	c.text("forward", "start", 336, 172, "v = "+value(v))
	c.text("backward", "end", 148, 205, "∂z/∂u = "+graph.Format(z.Local(0)))
	c.text("backward", "start", 292, 205, "∂z/∂v = "+graph.Format(z.Local(1)))
	c.edge(mul, c.name(220, 310, "z = "+value(z)))
	c.text("backward", "middle", 220, 345, "∂z/∂x = "+sum+" = "+derivative(x))
	return c.svg()
}

func modes(title string, korean bool) []byte {
	x, y, u, v, z := pathsGraph()
	forward, reverse := "forward mode,\none run for each input", "reverse mode,\none run for all inputs"
	if korean {
		forward, reverse = "전진 모드:\n입력마다 한 번씩", "후진 모드:\n모든 입력을 한 번에"
	}
	c := newGraphCanvas(title, z, korean, 430)
	for side := range 2 {
		left := float64(side * 220)
		c.text("muted", "middle", left+110, 25, []string{forward, reverse}[side])
		nx, ny := c.name(left+140, 85, "x"), c.name(left+50, 85, "y")
		mul, square := c.node(left+70, 185, "×"), c.node(left+165, 185, "²")
		last := c.node(left+118, 285, "×")
		nz := c.name(left+118, 375, "z")
		c.edge(nx, mul)
		c.edge(ny, mul)
		c.edge(nx, square)
		c.edge(mul, last)
		c.edge(square, last)
		c.edge(last, nz)
		if side == 0 {
			du, dv := u.Local(0), v.Local(0)
			dz := float64(z.Local(0)*du) + float64(z.Local(1)*dv)
			c.text("backward", "start", left+152, 85, "1")
			c.text("backward", "end", left+38, 85, "0")
			c.text("backward", "end", left+80, 238, graph.Format(du))
			c.text("backward", "start", left+156, 238, graph.Format(dv))
			c.text("backward", "start", left+128, 330, graph.Format(dz))
			c.text("muted", "middle", left+110, 405, fmt.Sprintf("∂z/∂x = %s", graph.Format(dz)))
			continue
		}
		c.text("backward", "start", left+152, 85, derivative(x))
		c.text("backward", "end", left+38, 85, derivative(y))
		c.text("backward", "end", left+80, 238, derivative(u))
		c.text("backward", "start", left+156, 238, derivative(v))
		c.text("backward", "start", left+128, 330, derivative(z))
		c.text("muted", "middle", left+110, 405, fmt.Sprintf("∂z/∂x = %s, ∂z/∂y = %s", derivative(x), derivative(y)))
	}
	return c.svg()
}
