// Section 5.1: the ReLU layer (equations 5.7 and 5.8, figure 5-18). It is a
// switch: where x > 0 it passes the signal, forward and backward. Elsewhere it
// stops the signal. The book's class Relu is in layers/relu.go.
package main

import (
	"fmt"

	"backprop/layers"
	"backprop/tensor"
)

func main() {
	x := tensor.Matrix([][]float64{{1, -0.5}, {-2, 3}})
	fmt.Printf("x\n%v\nmask, x <= 0\n%v\n", x, x.LessEqual(0))

	relu := layers.ReLU{}
	out := relu.Forward(x)
	fmt.Printf("forward\n%v\n", out)

	dout := tensor.Matrix([][]float64{{10, 20}, {30, 40}})
	dx := relu.Backward(dout)
	fmt.Printf("dout\n%v\nbackward\n%v\n", dout, dx)

	// At the kink, x = 0, ReLU has no derivative. The layer uses 0.
	relu.Forward(tensor.Vector(-1, 0, 1))
	fmt.Println("dy/dx at -1, 0, 1:", relu.Backward(tensor.Vector(1, 1, 1)))
}
