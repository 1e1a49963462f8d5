// Section 3.1: backward through an addition node z = x + y (equation 5.5,
// figure 5-9). Both derivatives are 1: what comes in flows on as it is.
package main

import "fmt"

func main() {
	x, y := 10.0, 5.0
	z := x + y
	fmt.Printf("forward   %g + %g = %g\n", x, y, z)

	for _, dout := range []float64{1, 1.3, -7} {
		dx := dout * 1
		dy := dout * 1
		fmt.Printf("backward  dout = %g: dx = %g, dy = %g\n", dout, dx, dy)
	}

	// The inputs are not needed on the way back: with others it is the same.
	x, y = -3, 1000
	z = x + y
	dout := 1.3
	dx, dy := dout*1, dout*1
	fmt.Printf("forward   %g + %g = %g\n", x, y, z)
	fmt.Printf("backward  dout = %g: dx = %g, dy = %g\n", dout, dx, dy)
}
