package draw

import (
	"backprop/chapter5/graph"
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
