// Section 1: a computational graph (figure 5-5). Two apples at 100 won, and
// 10% tax: forward gives the price, backward every derivative of it.
package main

import "fmt"

func main() {
	apple, appleNum, tax := 100.0, 2.0, 1.1

	// Forward, from left to right: a node knows only its own inputs, and
	// what it computes is kept.
	applePrice := apple * appleNum
	price := applePrice * tax
	fmt.Println("forward")
	fmt.Printf("  apple %g × number %g = %g\n", apple, appleNum, applePrice)
	fmt.Printf("  %g × tax %g = price %.4g\n", applePrice, tax, price)

	// Backward, from right to left: the derivative of the price with
	// respect to what flows along each edge.
	dprice := 1.0
	dapplePrice := dprice * tax
	dapple := dapplePrice * appleNum
	fmt.Println("backward")
	fmt.Printf("  price %g, apple price %g, apple %g\n",
		dprice, dapplePrice, dapple)

	// What it means: one won more for an apple is 2.2 won more to pay.
	more := (apple+1)*appleNum*tax - price
	fmt.Println("check")
	fmt.Printf("  an apple at %g won costs %.4g won more\n", apple+1, more)
}
