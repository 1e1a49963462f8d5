// Section 3.3: shopping for apples (figure 5-14). How does the amount to pay
// depend on the price of an apple, the number of apples and the tax?
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

	// A derivative d means: if the input grows by 1, you pay d more.
	fmt.Println("        derivative  change for +1")
	amount := price.Value()
	// Forward clears the derivatives, so read them first.
	derivatives := []float64{
		apple.Derivative(), appleNum.Derivative(), tax.Derivative()}
	for i, input := range []*graph.Node{apple, appleNum, tax} {
		value := input.Value()
		input.Set(value + 1)
		more := price.Forward() - amount
		fmt.Printf("%-6s  %10.4g  %13.4g\n", input, derivatives[i], more)
		input.Set(value)
	}
	fmt.Println()
	fmt.Println("Adding 1 to the tax raises it from 10% to 110%.")
	fmt.Println("A derivative depends on the unit of its input.")
}
