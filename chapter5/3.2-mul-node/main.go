// Section 3.2: the backward pass through a multiplication node z = x·y
// (equation 5.6, figure 5-12). The node multiplies dout by its swapped inputs,
// so it must store them in the forward pass.
package main

import (
	"fmt"

	"backprop/chapter5/graph"
)

func main() {
	x, y := graph.Var("x", 10), graph.Var("y", 5)
	z := x.Mul(y).Named("z")

	const dout = 1.3
	z.Forward()
	z.Backward(dout)
	fmt.Println(z.Text())
	fmt.Printf("dx = dout × y = %g × %g = %g\n",
		dout, y.Value(), x.Derivative())
	fmt.Printf("dy = dout × x = %g × %g = %g\n",
		dout, x.Value(), y.Derivative())

	// With other inputs the same dout gives other derivatives.
	x.Set(-3)
	y.Set(1000)
	z.Forward()
	z.Backward(dout)
	fmt.Printf("\n%g × %g = %g\n", x.Value(), y.Value(), z.Value())
	fmt.Printf("dx = dout × y = %g × %g = %g\n",
		dout, y.Value(), x.Derivative())
	fmt.Printf("dy = dout × x = %g × %g = %g\n",
		dout, x.Value(), y.Derivative())
}
