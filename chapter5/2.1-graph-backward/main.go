// Section 2.1: backward through one node y = f(x) (figure 5-6). The signal E
// that comes in is multiplied by the local derivative dy/dx and flows on.
package main

import (
	"fmt"

	"backprop/chapter5/graph"
)

func main() {
	const at, E, h = 2.0, 3.0, 1e-4
	x := graph.Var("x", at)

	fmt.Printf("x = %g, signal E = %g\n\n", at, E)
	fmt.Println("node         y        dy/dx    E·dy/dx  by differences")
	for _, y := range []*graph.Node{
		x.Pow(2).Named("y = x²"),
		x.Reciprocal().Named("y = 1/x"),
		x.Exp().Named("y = exp(x)"),
	} {
		y.Forward()
		y.Backward(E)
		// y.Local(0) is dy/dx, the derivative of y for its first input.
		fmt.Printf("%-11s %8.4f %8.4f %8.4f",
			y, y.Value(), y.Local(0), x.Derivative())

		// The same by numerical differentiation of E·y.
		x.Set(at + h)
		more := E * y.Forward()
		x.Set(at - h)
		less := E * y.Forward()
		x.Set(at)
		fmt.Printf(" %8.4f\n", (more-less)/(2*h))
	}
}
