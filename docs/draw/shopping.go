package draw

import "backprop/chapter5/graph"

// apple is figure 5-5. Only the apple's price is a variable: the derivative
// flows back to no other input.
func apple(title string, korean bool) []byte {
	return shopping(title, korean, graph.Const(2), graph.Const(1.1))
}

// apples is figure 5-14.
func apples(title string, korean bool) []byte {
	return shopping(title, korean, graph.Var("", 2), graph.Var("", 1.1))
}

// shopping draws the graph of some apples and the tax.
func shopping(title string, korean bool, number, tax *graph.Node) []byte {
	apple := graph.Var(in(korean, "apple", "사과 가격"), 100)
	number.Named(in(korean, "number", "사과 개수"))
	tax.Named(in(korean, "tax", "소비세"))
	price := apple.Mul(number).Mul(tax).Named(in(korean, "price", "지불 금액"))
	run(price, 1)
	return graph.NewPicture(price, graph.Options{Title: title, Korean: korean}).SVG()
}

func run(n *graph.Node, dout float64) {
	n.Forward()
	n.Backward(dout)
}

func oranges(title string, korean bool) []byte {
	apple, appleNum := graph.Var(in(korean, "apple", "사과 가격"), 100), graph.Var(in(korean, "number", "사과 개수"), 2)
	orange, orangeNum := graph.Var(in(korean, "orange", "귤 가격"), 150), graph.Var(in(korean, "number", "귤 개수"), 3)
	tax := graph.Var(in(korean, "tax", "소비세"), 1.1)
	applePrice, orangePrice := apple.Mul(appleNum), orange.Mul(orangeNum)
	allPrice := applePrice.Add(orangePrice)
	price := allPrice.Mul(tax).Named(in(korean, "price", "지불 금액"))
	run(price, 1)
	c := newGraphCanvas(title, price, korean, 460)
	mulApple, mulOrange := c.node(112, 135, "×"), c.node(328, 135, "×")
	for i, n := range []*graph.Node{apple, appleNum, orange, orangeNum} {
		x := []float64{55, 165, 275, 385}[i]
		to := []place{mulApple, mulApple, mulOrange, mulOrange}[i]
		c.edge(c.name(x, 25, n.String()), to)
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
	c.valueAndDerivative(220, 275, allPrice)
	nt := c.name(390, 330, tax.String())
	nt.r = 32
	c.edge(nt, mulTax)
	c.text("forward", "middle", 298, 315, value(tax))
	c.text("backward", "middle", 298, 347, derivative(tax))
	c.edge(mulTax, c.name(220, 435, price.String()))
	c.valueAndDerivative(220, 385, price)
	return c.svg()
}
