// Section 1: a computational graph (figure 5-5). Two apples at 100 won, and
// 10% tax: forward gives the price, backward its derivatives.
package main

import (
	"fmt"

	"backprop/chapter5/graph"
)

func main() {
	// Build the graph: an expression, of which nothing is computed yet.
	apple := graph.Var("apple", 100)
	appleNum := graph.Var("number", 2)
	tax := graph.Var("tax", 1.1)
	price := apple.Mul(appleNum).Mul(tax).Named("price")

	// Forward, from left to right: a node knows only its own inputs, and
	// what it computes is kept.
	price.Forward()
	fmt.Println("forward")
	fmt.Println(price.Text())

	// Backward, from right to left: below each edge, the derivative of the
	// price with respect to what flows along it.
	price.Backward(1)
	fmt.Println("backward")
	fmt.Println(price.Text())

	// What it means: one won more for an apple is 2.2 won more to pay.
	before := price.Value()
	apple.Set(101)
	price.Forward()
	fmt.Printf("an apple at %g won costs %.4g won more\n",
		apple.Value(), price.Value()-before)
}
