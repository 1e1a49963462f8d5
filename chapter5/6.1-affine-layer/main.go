// Section 6.1: the Affine layer x·W + b for one datum (figure 5-25). On the
// way back each factor of the product gets dout times the other, transposed.
// The notes' class Affine, for a batch, is layers/affine.go.
package main

import (
	"fmt"

	"backprop/tensor"
)

func main() {
	x := tensor.Vector(1, 2)
	W := tensor.Matrix([][]float64{{0.1, 0.3, 0.5}, {0.2, 0.4, 0.6}})
	b := tensor.Vector(0.1, 0.2, 0.3)

	// forward
	y := x.Dot(W).Add(b)
	fmt.Printf("x·W + b: %v·%v + %v -> %v\n",
		x.Shape(), W.Shape(), b.Shape(), y.Shape())
	fmt.Println(y)

	// backward: dx has the shape of x. dout·W would be (3)·(2, 3), which does
	// not exist, as 3 is not 2. With the transpose the shapes fit.
	dout := tensor.Vector(1, 10, 100)
	dx := dout.Dot(W.T())
	fmt.Printf("dx = dout·Wᵀ: %v·%v -> %v\n",
		dout.Shape(), W.T().Shape(), dx.Shape())
	fmt.Println(dx)

	// dW has the shape of W: a column times a row.
	column, row := x.Reshape(2, 1), dout.Reshape(1, 3)
	dW := column.Dot(row)
	fmt.Printf("dW = xᵀ·dout: %v·%v -> %v\n",
		column.Shape(), row.Shape(), dW.Shape())
	fmt.Println(dW)

	// db has the shape of b, and addition passes dout on.
	db := dout
	fmt.Printf("db = dout: %v\n", db.Shape())
	fmt.Println(db)

	// The same by numerical differentiation of L = sum(dout * y), which moves
	// each element of x, W and b a little to both sides.
	L := func(*tensor.Tensor) float64 {
		return x.Dot(W).Add(b).Mul(dout).Sum().Item()
	}
	fmt.Println("by numerical differentiation")
	fmt.Println(tensor.NumericalGradient(L, x))
	fmt.Println(tensor.NumericalGradient(L, W))
	fmt.Println(tensor.NumericalGradient(L, b))
}
