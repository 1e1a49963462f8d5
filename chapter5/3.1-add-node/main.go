// Section 3.1: the backward pass through an addition node z = x + y (equation
// 5.5, figure 5-9). Both derivatives are 1: dout flows on unchanged.
package main

import (
	"fmt"

	"backprop/chapter5/graph"
)

func main() {
	x, y := graph.Var("x", 10), graph.Var("y", 5)
	z := x.Add(y).Named("z")

	z.Forward()
	z.Backward(1.3)
	fmt.Println(z.Text())

	for _, dout := range []float64{1, 1.3, -7} {
		z.Backward(dout)
		fmt.Printf("dout = %g: dx = %g, dy = %g\n",
			dout, x.Derivative(), y.Derivative())
	}

	// The backward pass does not need the inputs: dx and dy stay the same.
	x.Set(-3)
	y.Set(1000)
	z.Forward()
	z.Backward(1.3)
	fmt.Printf("\n%g + %g = %g\n", x.Value(), y.Value(), z.Value())
	fmt.Printf("dout = 1.3: dx = %g, dy = %g\n", x.Derivative(), y.Derivative())
}
