// Section 2.2: the chain rule (equations 5.1 and 5.2). The derivative of a
// composite function is the product of the derivatives of its parts.
//
//	z = t²   t = x + y   dz/dx = dz/dt · dt/dx = 2t · 1 = 2(x + y)
package main

import (
	"fmt"

	"backprop/chapter5/graph"
)

func main() {
	x, y := graph.Var("x", 0), graph.Var("y", 0)
	t := x.Add(y)
	z := t.Pow(2)

	for _, in := range [][2]float64{{1, 2}, {3, -1}, {-2, 0.5}} {
		x.Set(in[0])
		y.Set(in[1])
		z.Forward()
		fmt.Printf("x = %g, y = %g: t = %g, z = %g\n",
			x.Value(), y.Value(), t.Value(), z.Value())

		// Local(0) is a node's derivative with respect to its first input.
		dzdt := z.Local(0) // z = t²: 2t
		dtdx := t.Local(0) // t = x + y: 1
		fmt.Printf("  dz/dt · dt/dx = %g · %g = %g\n", dzdt, dtdx, dzdt*dtdx)
		fmt.Printf("  2(x + y)      = %g\n", 2*(x.Value()+y.Value()))

		// Numerical differentiation gives the same.
		const h = 1e-4
		x.Set(in[0] + h)
		more := z.Forward()
		x.Set(in[0] - h)
		less := z.Forward()
		fmt.Printf("  numerical     = %.6g\n", (more-less)/(2*h))
	}
}
