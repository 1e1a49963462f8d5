// Section 1: a computational graph (figure 5-5). Two apples cost 100 won each,
// plus 10% tax. The forward pass computes the price, and the backward pass its
// derivatives.
package main

import (
	"fmt"

	"backprop/chapter5/graph"
)

func main() {
	// Build the graph. Nothing is computed yet.
	apple := graph.Var("apple", 100)
	appleNum := graph.Var("number", 2)
	tax := graph.Var("tax", 1.1)
	price := apple.Mul(appleNum).Mul(tax).Named("price")

	// The forward pass goes from left to right. Each node computes its value
	// from its inputs alone and stores it.
	price.Forward()
	fmt.Println("forward")
	fmt.Println(price.Text())

	// The backward pass goes from right to left. Below each edge stands the
	// derivative of the price with respect to the value on that edge.
	price.Backward(1)
	fmt.Println("backward")
	fmt.Println(price.Text())

	// The derivative 2.2 means: if an apple costs 1 won more, you pay 2.2 won
	// more.
	before := price.Value()
	apple.Set(101)
	price.Forward()
	fmt.Printf("if an apple costs %g won, you pay %.4g won more\n",
		apple.Value(), price.Value()-before)
}
