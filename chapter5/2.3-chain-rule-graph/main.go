// Section 2.3: the chain rule on the graph (figure 5-7). Backward through
// z = (x + y)² multiplies one local derivative after the other, and what
// arrives at x is dz/dx.
package main

import "fmt"

func main() {
	x, y := 1.0, 2.0

	// forward: x, y -> (+) -> t -> (²) -> z
	t := x + y
	z := t * t
	fmt.Printf("forward   t = %g + %g = %g, z = %g² = %g\n", x, y, t, t, z)

	// backward: each step takes what came in times its local derivative
	dz := 1.0        // dz/dz
	dt := dz * 2 * t // dz/dz · dz/dt
	dx := dt * 1     // dz/dz · dz/dt · dt/dx
	dy := dt * 1     // dz/dz · dz/dt · dt/dy
	fmt.Println("backward")
	fmt.Printf("  at z  dz/dz                 = %g\n", dz)
	fmt.Printf("  at t  dz/dz · dz/dt         = %g · %g = %g\n", dz, 2*t, dt)
	fmt.Printf("  at x  dz/dz · dz/dt · dt/dx = %g · %g = %g\n", dt, 1.0, dx)
	fmt.Printf("  at y  dz/dz · dz/dt · dt/dy = %g · %g = %g\n", dt, 1.0, dy)
	fmt.Printf("what arrives at x is dz/dx = 2(x + y): %t\n", dx == 2*(x+y))
}
