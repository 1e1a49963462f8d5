// Section 6.1: the Affine layer x·W + b for one data point (figure 5-25). The
// backward pass multiplies dout by the transpose of x or of W. The book's class
// Affine, for a batch, is in layers/affine.go.
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

	// backward: dx has the shape of x. The product dout·W, (3)·(2, 3), is not
	// defined, because 3 is not 2. With the transpose of W the shapes fit.
	dout := tensor.Vector(1, 10, 100)
	dx := dout.Dot(W.T())
	fmt.Printf("dx = dout·Wᵀ: %v·%v -> %v\n",
		dout.Shape(), W.T().Shape(), dx.Shape())
	fmt.Println(dx)

	// dW has the shape of W. It is a column times a row.
	column, row := x.Reshape(2, 1), dout.Reshape(1, 3)
	dW := column.Dot(row)
	fmt.Printf("dW = xᵀ·dout: %v·%v -> %v\n",
		column.Shape(), row.Shape(), dW.Shape())
	fmt.Println(dW)

	// db has the shape of b. The addition passes dout on unchanged.
	db := dout
	fmt.Printf("db = dout: %v\n", db.Shape())
	fmt.Println(db)

	// Numerical differentiation of L = sum(dout * y) gives the same. It makes
	// each element of x, W and b a little larger, then a little smaller.
	L := func(*tensor.Tensor) float64 {
		return x.Dot(W).Add(b).Mul(dout).Sum().Item()
	}
	fmt.Println("by numerical differentiation")
	fmt.Println(tensor.NumericalGradient(L, x))
	fmt.Println(tensor.NumericalGradient(L, W))
	fmt.Println(tensor.NumericalGradient(L, b))
}
