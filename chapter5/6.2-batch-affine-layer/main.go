// Section 6.2: the Affine layer for a batch of N rows (figure 5-27). The bias
// is added to every row, so its derivative is the sum of all rows of dout. The
// book's class Affine is in layers/affine.go.
package main

import (
	"fmt"

	"backprop/layers"
	"backprop/tensor"
)

func main() {
	x := tensor.Matrix([][]float64{{0, 0}, {1, 2}, {3, 4}, {5, 6}})
	W := tensor.Matrix([][]float64{{1, 0, -1}, {0, 2, 1}})
	b := tensor.Vector(1, 2, 3)
	affine := layers.NewAffine(W, b)

	// forward: b is added to every row; row 0 of x is 0, so row 0 of y is b
	y := affine.Forward(x)
	fmt.Printf("x·W + b: %v·%v + %v -> %v\n",
		x.Shape(), W.Shape(), b.Shape(), y.Shape())
	fmt.Println(y)

	// backward
	dout := tensor.Matrix([][]float64{
		{1, 2, 3}, {10, 20, 30}, {100, 200, 300}, {400, 500, 600}})
	dx := affine.Backward(dout)
	fmt.Printf("dx = dout·Wᵀ: %v·%v -> %v\n",
		dout.Shape(), W.T().Shape(), dx.Shape())
	fmt.Println(dx)
	fmt.Printf("dW = xᵀ·dout: %v·%v -> %v\n",
		x.T().Shape(), dout.Shape(), affine.DW.Shape())
	fmt.Println(affine.DW)
	fmt.Printf("db = sum(dout, axis=0): %v -> %v\n",
		dout.Shape(), affine.DB.Shape())
	fmt.Println(affine.DB)

	// Forward flattens images to rows, and dx has the shape of the images.
	images := x.Reshape(4, 1, 2, 1)
	affine.Forward(images)
	dx = affine.Backward(dout)
	fmt.Println("images", images.Shape(), "dx", dx.Shape())
}
