package main

import (
	"fmt"

	"backprop/chapter5/graph"
)

// shop returns the graph of the apples.
func shop(price, number, tax float64) (a, n, t, p *graph.Node) {
	a, n, t = graph.Var("apple", price), graph.Var("number", number), graph.Var("tax", tax)
	p = a.Mul(n).Mul(t).Named("price")
	return a, n, t, p
}

// reportGraph runs a graph both ways and prints the result and the derivatives
// with respect to the inputs.
func reportGraph(claim string, result *graph.Node, inputs ...*graph.Node) {
	result.Forward()
	result.Backward(1)
	text := fmt.Sprintf("%.6g; derivatives", result.Value())
	for _, input := range inputs {
		text += fmt.Sprintf(" %.6g", input.Derivative())
	}
	report(claim, text)
}

// graphs prints the numbers of the pages on sections 1 to 3.
func graphs() {
	a, n, t, p := shop(100, 2, 1.1)
	p.Forward()
	reportPanic(in("apple.Derivative() before Backward", "Backward보다 먼저 호출한 apple.Derivative()"), func() {
		a.Derivative()
	})
	reportPanic(in("apple.Set(101), then Backward without Forward", "apple.Set(101) 다음에 Forward 없이 호출한 Backward"), func() {
		a.Set(101)
		p.Backward(1)
	})
	for _, c := range [][2]float64{{101, 2}, {100, 3}, {50, 4}} {
		a, n, t, p := shop(c[0], c[1], 1.1)
		reportGraph(fmt.Sprintf("%v apples at %v, tax 1.1", c[1], c[0]), p, a, n, t)
	}
	a.Set(100)
	bag := graph.Var("bag", 20)
	reportGraph("a bag of 20 after the tax", p.Add(bag), a, n, t, bag)
	reportGraph("a bag before the tax", a.Mul(n).Add(bag).Mul(t), a, n, t, bag)
	reportGraph("two bags, of two apples and of three", a.Mul(graph.Const(2)).Add(a.Mul(graph.Const(3))).Mul(t), a)

	x := graph.Var("x", 3)
	u := x.Mul(graph.Const(2))
	reportGraph("z = t + t² with t = 2x at x = 3", u.Add(u.Pow(2)), x)
	two := graph.Var("x", 2)
	reportGraph("x·x·x at x = 2", two.Mul(two).Mul(two), two)
	reportGraph("log(x) at x = 2", two.Log(), two)
	reportGraph("3x·(x + 1) at x = 2", two.Mul(graph.Const(3)).Mul(two.Add(graph.Const(1))), two)
	one, y := graph.Var("x", 1), graph.Var("y", 2)
	reportGraph("((x + y)²)² at (1, 2)", one.Add(y).Pow(2).Pow(2), one, y)
	fmt.Printf("(2 + 0.001)² - 2² = %.4f\n", 2.001*2.001-4)

	fmt.Printf("1.3 into 25 × 2: %v and %v\n", 1.3*2, 1.3*25)
	fmt.Println("apple and number both grow by h: the derivatives predict that the price grows by")
	for _, h := range []float64{1, 0.1, 0.01} {
		predicted, real := h*112.2, (100+h)*(2+h)*1.1-220
		fmt.Printf("  h = %v: %.6g, %.6g, difference %.2g\n", h, predicted, real, real-predicted)
	}
	fmt.Printf("1%% more of each: %.4g × 2.2, %.4g × 110, %.4g × 200\n", 0.01*100, 0.01*2, 0.01*1.1)
	fmt.Printf("inputs that are not swapped: %v, %v, %v\n", 200*100, 200*2, 1.1)
}
