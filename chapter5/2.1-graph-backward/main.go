// Section 2.1: the backward pass through one node y = f(x) (figure 5-6). The
// node multiplies the signal E by its local derivative dy/dx.
package main

import (
	"fmt"

	"backprop/chapter5/graph"
)

func main() {
	const at, E, h = 2.0, 3.0, 1e-4
	x := graph.Var("x", at)

	fmt.Printf("x = %g, signal E = %g\n\n", at, E)
	fmt.Println("node         y        dy/dx    E·dy/dx  numerical")
	for _, y := range []*graph.Node{
		x.Pow(2).Named("y = x²"),
		x.Reciprocal().Named("y = 1/x"),
		x.Exp().Named("y = exp(x)"),
	} {
		y.Forward()
		y.Backward(E)
		// y.Local(0) is dy/dx, the derivative with respect to the first input.
		fmt.Printf("%-11s %8.4f %8.4f %8.4f",
			y, y.Value(), y.Local(0), x.Derivative())

		// Numerical differentiation of E·y gives the same.
		x.Set(at + h)
		more := E * y.Forward()
		x.Set(at - h)
		less := E * y.Forward()
		x.Set(at)
		fmt.Printf(" %8.4f\n", (more-less)/(2*h))
	}
}
