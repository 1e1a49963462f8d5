// Section 5.2: the sigmoid layer y = 1 / (1 + exp(-x)) (equation 5.9). Its
// four nodes, walked backward (figures 5-19 and 5-20), come down to y(1-y).
package main

import (
	"fmt"
	"math"

	"backprop/layers"
	"backprop/tensor"
)

func main() {
	x := 0.5

	// forward: x -> (×-1) -> (exp) -> (+1) -> (1/) -> y
	minusX := x * -1
	expMinusX := math.Exp(minusX)
	sum := expMinusX + 1
	y := 1 / sum
	fmt.Println("forward")
	fmt.Printf("  ×    %.6f\n  exp  %.6f\n  +    %.6f\n  /    %.6f\n",
		minusX, expMinusX, sum, y)

	// backward
	dy := 1.0
	dsum := dy * -(y * y)             // 1. / : -y²            (5.10)
	dexpMinusX := dsum                // 2. + : passes it on
	dminusX := dexpMinusX * expMinusX // 3. exp: its own output (5.11)
	dx := dminusX * -1                // 4. × : the other input
	fmt.Println("backward")
	fmt.Printf("  /    %.6f\n  +    %.6f\n  exp  %.6f\n  ×    %.6f\n",
		dsum, dexpMinusX, dminusX, dx)
	fmt.Printf("y(1-y) %.6f\n", y*(1-y)) // (5.12)

	// One layer for the four nodes keeps y and nothing else (figure 5-22).
	sigmoid := layers.Sigmoid{}
	out := sigmoid.Forward(tensor.Vector(-2, 0, 0.5, 2))
	dxs := sigmoid.Backward(tensor.Vector(1, 1, 1, 1))
	fmt.Println("layer")
	fmt.Println("  y ", out)
	fmt.Println("  dx", dxs)
}
