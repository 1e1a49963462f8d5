package main

import (
	"fmt"
	"math"

	"backprop/chapter5/graph"
	"backprop/layers"
	"backprop/tensor"
)

// figures returns every figure of the chapter in both languages. Their numbers
// are computed here, by graphs and layers, when they are drawn.
func figures() []figure {
	all := []figure{
		{"3-7.en.svg", func() ([]byte, error) { return sigmoidPlot(false), nil }},
		{"3-7.ko.svg", func() ([]byte, error) { return sigmoidPlot(true), nil }},
		{"3-9.en.svg", func() ([]byte, error) { return reluPlot(false), nil }},
		{"3-9.ko.svg", func() ([]byte, error) { return reluPlot(true), nil }},
		{"seven.png", seven},
	}
	for _, f := range []struct {
		number, en, ko string
		draw           func(title string, korean bool) *graph.Picture
	}{
		{"5-5", "Two apples and the tax: how the price answers to the apple",
			"사과 두 개와 소비세: 사과 가격에 대한 지불 금액의 미분", apple},
		{"5-6", "Backward through y = f(x): the signal E times the local derivative",
			"y = f(x)의 역전파: 신호 E에 국소적 미분을 곱한다", oneNode},
		{"5-7", "The chain rule on the graph of z = (x + y)²",
			"z = (x + y)²의 계산 그래프와 연쇄법칙", chainRule},
		{"5-9", "Backward through an addition node", "덧셈 노드의 역전파", addNode},
		{"5-12", "Backward through a multiplication node", "곱셈 노드의 역전파", mulNode},
		{"5-14", "Shopping for apples, forward and backward", "사과 쇼핑의 순전파와 역전파", apples},
		{"5-17", "Shopping for apples and oranges, forward and backward",
			"사과와 귤 쇼핑의 순전파와 역전파", oranges},
		{"5-18", "The ReLU layer, for x > 0 and for x ≤ 0", "ReLU 계층: x > 0일 때와 x ≤ 0일 때", relu},
		{"5-19", "The sigmoid as four nodes, forward", "네 노드로 나타낸 시그모이드의 순전파", sigmoidForward},
		{"5-20", "The sigmoid as four nodes, forward and backward",
			"네 노드로 나타낸 시그모이드의 순전파와 역전파", sigmoidNodes},
		{"5-22", "The sigmoid layer: four nodes in one", "시그모이드 계층: 네 노드를 하나로", sigmoid},
		{"5-25", "The Affine layer for one datum, with shapes", "데이터 하나에 대한 Affine 계층과 형상", affine},
		{"5-27", "The Affine layer for a batch, with shapes", "배치용 Affine 계층과 형상", batchAffine},
		{"5-29", "Softmax-with-Loss, node by node, for two classes",
			"클래스가 둘인 Softmax-with-Loss 계층의 계산 그래프", softmaxNodes},
		{"5-30", "Softmax-with-Loss in short: y − t flows back", "간소화한 Softmax-with-Loss 계층: y − t가 흘러나간다", softmax},
	} {
		add := func(name, title string, korean bool) {
			all = append(all, figure{name + ".svg", func() ([]byte, error) {
				return f.draw(title, korean).SVG(), nil
			}})
		}
		add(f.number+".en", f.en, false)
		add(f.number+".ko", f.ko, true)
	}
	return all
}

// shopping returns the graph of two apples and the tax, run both ways.
func shopping(korean bool) (price, apple *graph.Node) {
	names := []string{"apple", "number", "tax", "price"}
	if korean {
		names = []string{"사과 가격", "사과 개수", "소비세", "지불 금액"}
	}
	apple = graph.Var(names[0], 100)
	appleNum := graph.Var(names[1], 2)
	tax := graph.Var(names[2], 1.1)
	price = apple.Mul(appleNum).Mul(tax).Named(names[3])
	run(price, 1)
	return price, apple
}

func run(n *graph.Node, dout float64) {
	n.Forward()
	n.Backward(dout)
}

func apple(title string, korean bool) *graph.Picture {
	price, apple := shopping(korean)
	return graph.NewPicture(price, graph.Options{Title: title, Korean: korean, Only: apple})
}

func apples(title string, korean bool) *graph.Picture {
	price, _ := shopping(korean)
	return graph.NewPicture(price, graph.Options{Title: title, Korean: korean})
}

func oneNode(title string, korean bool) *graph.Picture {
	x := graph.Var("x", 2)
	y := x.Pow(2)
	run(y, 3)
	p := &graph.Picture{Title: title, Korean: korean}
	f := p.Op("f")
	p.Join(p.Name("x"), f, value(x),
		fmt.Sprintf("E · ∂y/∂x\n%s × %s = %s", derivative(y), graph.Format(y.Local(0)), derivative(x)))
	p.Join(f, p.Name("y"), value(y), "E\n"+derivative(y))
	return p
}

func value(n *graph.Node) string      { return graph.Format(n.Value()) }
func derivative(n *graph.Node) string { return graph.Format(n.Derivative()) }

func chainRule(title string, korean bool) *graph.Picture {
	x, y := graph.Var("x", 1), graph.Var("y", 2)
	t := x.Add(y).Named("t")
	z := t.Pow(2).Named("z")
	run(z, 1)
	return graph.NewPicture(z, graph.Options{Title: title, Korean: korean, Products: true,
		Formulas: map[*graph.Node]string{
			z: "∂z/∂z",
			t: "∂z/∂z · ∂z/∂t",
			x: "∂z/∂z · ∂z/∂t · ∂t/∂x",
			y: "∂z/∂z · ∂z/∂t · ∂t/∂y",
		}})
}

func addNode(title string, korean bool) *graph.Picture {
	x, y := graph.Var("x", 10), graph.Var("y", 5)
	z := x.Add(y).Named("z")
	run(z, 1.3)
	return graph.NewPicture(z, graph.Options{Title: title, Korean: korean, Products: true,
		Formulas: map[*graph.Node]string{z: "∂L/∂z", x: "∂L/∂z · 1", y: "∂L/∂z · 1"}})
}

func mulNode(title string, korean bool) *graph.Picture {
	x, y := graph.Var("x", 10), graph.Var("y", 5)
	z := x.Mul(y).Named("z")
	run(z, 1.3)
	return graph.NewPicture(z, graph.Options{Title: title, Korean: korean, Products: true,
		Formulas: map[*graph.Node]string{z: "∂L/∂z", x: "∂L/∂z · y", y: "∂L/∂z · x"}})
}

func oranges(title string, korean bool) *graph.Picture {
	names := []string{"apple", "number", "orange", "number", "tax", "price"}
	if korean {
		names = []string{"사과 가격", "사과 개수", "귤 가격", "귤 개수", "소비세", "지불 금액"}
	}
	applePrice := graph.Var(names[0], 100).Mul(graph.Var(names[1], 2))
	orangePrice := graph.Var(names[2], 150).Mul(graph.Var(names[3], 3))
	allPrice := applePrice.Add(orangePrice)
	price := allPrice.Mul(graph.Var(names[4], 1.1)).Named(names[5])
	run(price, 1)
	return graph.NewPicture(price, graph.Options{Title: title, Korean: korean})
}

func relu(title string, korean bool) *graph.Picture {
	x, dout := tensor.Vector(3, -2), tensor.Vector(40, 30)
	layer := layers.ReLU{}
	y := layer.Forward(x)
	dx := layer.Backward(dout)
	p := &graph.Picture{Title: title, Korean: korean}
	for i, name := range []string{"x > 0", "x ≤ 0"} {
		box := p.Layer("relu")
		p.Join(p.Name(name), box, graph.Format(x.At(i)), "∂L/∂x = "+graph.Format(dx.At(i)))
		p.Join(box, p.Name("y"), graph.Format(y.At(i)), "∂L/∂y = "+graph.Format(dout.At(i)))
	}
	return p
}

// sigmoidGraph returns the four nodes of y = 1 / (1 + exp(-x)), from x on.
func sigmoidGraph() []*graph.Node {
	x := graph.Var("x", 0.5)
	minusX := x.Mul(graph.Const(-1))
	expMinusX := minusX.Exp()
	sum := expMinusX.Add(graph.Const(1))
	y := sum.Reciprocal().Named("y")
	return []*graph.Node{x, minusX, expMinusX, sum, y}
}

func sigmoidForward(title string, korean bool) *graph.Picture {
	y := sigmoidGraph()[4]
	y.Forward()
	return graph.NewPicture(y, graph.Options{Title: title, Korean: korean})
}

func sigmoidNodes(title string, korean bool) *graph.Picture {
	nodes := sigmoidGraph()
	run(nodes[4], 1)
	formulas := map[*graph.Node]string{}
	for i, formula := range []string{
		"∂L/∂y\n· y²\n· exp(−x)", "−∂L/∂y\n· y²\n· exp(−x)", "−∂L/∂y\n· y²", "−∂L/∂y\n· y²", "∂L/∂y",
	} {
		formulas[nodes[i]] = formula
	}
	return graph.NewPicture(nodes[4], graph.Options{Title: title, Korean: korean, Formulas: formulas})
}

func sigmoid(title string, korean bool) *graph.Picture {
	layer := layers.Sigmoid{}
	y := layer.Forward(tensor.Vector(0.5)).At(0)
	dx := layer.Backward(tensor.Vector(1)).At(0)
	p := &graph.Picture{Title: title, Korean: korean}
	box := p.Layer("sigmoid")
	p.Join(p.Name("x"), box, "0.5", "∂L/∂y · y(1 − y)\n"+graph.Format(dx))
	p.Join(box, p.Name("y"), graph.Format(y), "∂L/∂y\n1")
	return p
}

// softmaxNodes has two classes, with which no edges cross.
func softmaxNodes(title string, korean bool) *graph.Picture {
	e1, e2 := graph.Var("x₁", 1).Exp(), graph.Var("x₂", 2).Exp()
	S := e1.Add(e2).Reciprocal()
	y1, y2 := e1.Mul(S).Named("y₁"), e2.Mul(S).Named("y₂")
	t1, t2 := graph.Const(0).Named("t₁"), graph.Const(1).Named("t₂")
	L := y1.Log().Mul(t1).Add(y2.Log().Mul(t2)).Mul(graph.Const(-1)).Named("L")
	run(L, 1)
	return graph.NewPicture(L, graph.Options{Title: title, Korean: korean})
}

func softmax(title string, korean bool) *graph.Picture {
	x := tensor.Matrix([][]float64{{math.Log(0.3), math.Log(0.2), math.Log(0.5)}})
	t := tensor.Matrix([][]float64{{0, 1, 0}})
	layer := layers.SoftmaxWithLoss{}
	loss := layer.Forward(x, t)
	dx := layer.Backward(1)
	p := &graph.Picture{Title: title, Korean: korean}
	first, second := p.Layer("Softmax"), p.Layer("Cross\nEntropy\nError")
	for i, n := range []string{"₁", "₂", "₃"} {
		p.Join(p.Name("x"+n), first, graph.Format(x.At(0, i)),
			fmt.Sprintf("y%s − t%s = %s", n, n, graph.Format(dx.At(0, i))))
	}
	for i, n := range []string{"₁", "₂", "₃"} {
		p.Join(first, second, "y"+n+" = "+graph.Format(layer.Y.At(0, i)), "")
	}
	for i, n := range []string{"₁", "₂", "₃"} {
		p.Join(p.Name("t"+n), second, graph.Format(t.At(0, i)), "")
	}
	p.Join(second, p.Name("L"), graph.Format(loss), "1")
	return p
}
