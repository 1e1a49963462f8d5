// Section 5.2: the sigmoid layer y = 1 / (1 + exp(-x)) (equation 5.9). The
// product of its four nodes' derivatives (figures 5-19 and 5-20) is y(1-y).
// The book's class Sigmoid is in layers/sigmoid.go.
package main

import (
	"fmt"

	"backprop/chapter5/graph"
	"backprop/layers"
	"backprop/tensor"
)

func main() {
	x := graph.Var("x", 0.5)
	minusX := x.Mul(graph.Const(-1))
	expMinusX := minusX.Exp()
	sum := expMinusX.Add(graph.Const(1))
	y := sum.Reciprocal().Named("y")

	y.Forward()
	y.Backward(1)
	fmt.Println(y.Text())

	fmt.Println("backward, node by node")
	fmt.Printf("  /    -y²       %9.6f\n", sum.Derivative())        // (5.10)
	fmt.Printf("  +    unchanged %9.6f\n", expMinusX.Derivative())  // (5.5)
	fmt.Printf("  exp  · exp(-x) %9.6f\n", minusX.Derivative())     // (5.11)
	fmt.Printf("  ×    · -1      %9.6f\n", x.Derivative())          // swapped
	fmt.Printf("y(1-y)           %9.6f\n", y.Value()*(1-y.Value())) // (5.12)

	// One layer replaces the four nodes and stores only y (figure 5-22).
	sigmoid := layers.Sigmoid{}
	out := sigmoid.Forward(tensor.Vector(-2, 0, 0.5, 2))
	dx := sigmoid.Backward(tensor.Vector(1, 1, 1, 1))
	fmt.Println("\nlayer")
	fmt.Println("  y ", out)
	fmt.Println("  dx", dx)
}
