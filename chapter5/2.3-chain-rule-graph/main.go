// Section 2.3: the chain rule on the graph (figure 5-7). The backward pass
// through z = (x + y)² multiplies by one local derivative after another. The
// product that arrives at x is dz/dx.
package main

import (
	"fmt"

	"backprop/chapter5/graph"
)

func main() {
	x, y := graph.Var("x", 1), graph.Var("y", 2)
	t := x.Add(y).Named("t")
	z := t.Pow(2).Named("z")

	z.Forward()
	z.Backward(1)
	fmt.Println(z.Text())

	// Each node multiplies the derivative that arrives by its local derivative:
	// Local(0) for the first input, Local(1) for the second.
	fmt.Printf("at z  dz/dz                 = %g\n", z.Derivative())
	fmt.Printf("at t  dz/dz · dz/dt         = %g · %g = %g\n",
		z.Derivative(), z.Local(0), t.Derivative())
	fmt.Printf("at x  dz/dz · dz/dt · dt/dx = %g · %g = %g\n",
		t.Derivative(), t.Local(0), x.Derivative())
	fmt.Printf("at y  dz/dz · dz/dt · dt/dy = %g · %g = %g\n",
		t.Derivative(), t.Local(1), y.Derivative())
	fmt.Printf("the derivative at x equals 2(x + y): %t\n",
		x.Derivative() == 2*(x.Value()+y.Value()))
}
