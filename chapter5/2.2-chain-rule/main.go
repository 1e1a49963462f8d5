// Section 2.2: the chain rule (equations 5.1 and 5.2). The derivative of a
// composite function is the product of the derivatives of its parts.
//
//	z = t²   t = x + y   dz/dx = dz/dt · dt/dx = 2t · 1 = 2(x + y)
package main

import "fmt"

func main() {
	for _, in := range []struct{ x, y float64 }{{1, 2}, {3, -1}, {-2, 0.5}} {
		x, y := in.x, in.y

		t := x + y
		z := t * t

		dzdt := 2 * t // z = t²
		dtdx := 1.0   // t = x + y
		dzdx := dzdt * dtdx

		fmt.Printf("x = %g, y = %g: t = %g, z = %g\n", x, y, t, z)
		fmt.Printf("  dz/dt · dt/dx = %g · %g = %g\n", dzdt, dtdx, dzdx)
		fmt.Printf("  2(x + y)      = %g\n", 2*(x+y))

		const h = 1e-4
		numeric := ((x+h+y)*(x+h+y) - (x-h+y)*(x-h+y)) / (2 * h)
		fmt.Printf("  differences   = %.6g\n", numeric)
	}
}
