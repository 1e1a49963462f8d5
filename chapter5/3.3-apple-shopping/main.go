// Section 3.3: shopping for apples (figure 5-14). How do the apple's price,
// the number of apples and the tax each bear on the amount to pay?
package main

import (
	"fmt"

	"backprop/chapter5/graph"
)

func main() {
	apple := graph.Var("apple", 100)
	appleNum := graph.Var("number", 2)
	tax := graph.Var("tax", 1.1)
	applePrice := apple.Mul(appleNum)
	price := applePrice.Mul(tax).Named("price")

	price.Forward()
	price.Backward(1)
	fmt.Println(price.Text())

	// A derivative d says: 1 more here is d more to pay.
	fmt.Println("        derivative  1 more costs")
	amount := price.Value()
	for _, input := range []*graph.Node{apple, appleNum, tax} {
		value, derivative := input.Value(), input.Derivative()
		input.Set(value + 1)
		fmt.Printf("%-6s  %10.4g  %12.4g\n",
			input, derivative, price.Forward()-amount)

		input.Set(value)
		price.Forward()
		price.Backward(1)
	}
	fmt.Println()
	fmt.Println("1 more of tax is 100% more: a derivative depends on its unit.")
}
