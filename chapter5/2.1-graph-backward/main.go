// Section 2.1: backward through one node y = f(x) (figure 5-6). The signal E
// that comes in is multiplied by the local derivative dy/dx and flows on.
package main

import (
	"fmt"
	"math"
)

func main() {
	nodes := []struct {
		name       string
		f          func(x float64) float64
		derivative func(x float64) float64
	}{
		{"y = x²", func(x float64) float64 { return x * x },
			func(x float64) float64 { return 2 * x }},
		{"y = 1/x", func(x float64) float64 { return 1 / x },
			func(x float64) float64 { return -1 / (x * x) }},
		{"y = exp(x)", math.Exp, math.Exp},
	}
	const x, E, h = 2.0, 3.0, 1e-4

	fmt.Printf("x = %g, signal E = %g\n\n", x, E)
	fmt.Println("node         y        dy/dx    E·dy/dx  by differences")
	for _, node := range nodes {
		// forward
		y := node.f(x)

		// backward
		local := node.derivative(x)
		dx := E * local

		// E·y may be differentiated numerically as well
		numeric := (E*node.f(x+h) - E*node.f(x-h)) / (2 * h)
		fmt.Printf("%-11s %8.4f %8.4f %8.4f %8.4f\n",
			node.name, y, local, dx, numeric)
	}
}
