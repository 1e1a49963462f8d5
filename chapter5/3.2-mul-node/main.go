// Section 3.2: backward through a multiplication node z = x·y (equation 5.6,
// figure 5-12). What comes in is multiplied by the inputs, exchanged, so a
// multiplication node has to keep them.
package main

import "fmt"

func main() {
	x, y := 10.0, 5.0
	z := x * y
	fmt.Printf("forward   %g × %g = %g\n", x, y, z)

	dout := 1.3
	dx := dout * y // dz/dx = y
	dy := dout * x // dz/dy = x
	fmt.Printf("backward  dout = %g: dx = %g × %g = %g, dy = %g × %g = %g\n",
		dout, dout, y, dx, dout, x, dy)

	// With other inputs the same dout gives other derivatives.
	x, y = -3, 1000
	z = x * y
	dx = dout * y
	dy = dout * x
	fmt.Printf("forward   %g × %g = %g\n", x, y, z)
	fmt.Printf("backward  dout = %g: dx = %g × %g = %g, dy = %g × %g = %g\n",
		dout, dout, y, dx, dout, x, dy)
}
