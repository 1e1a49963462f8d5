// Section 6.2: the Affine layer for a batch of N rows (figure 5-27). The bias
// is added to every row, so its derivative gathers what every row sends back.
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

	// forward: b is in every row, alone in the first, where x is 0
	y := affine.Forward(x)
	fmt.Println("x·W + b = y ", x.Shape(), W.Shape(), b.Shape(), y.Shape())
	fmt.Println(y)

	// backward
	dout := tensor.Matrix([][]float64{
		{1, 2, 3}, {10, 20, 30}, {100, 200, 300}, {400, 500, 600}})
	dx := affine.Backward(dout)
	fmt.Println("dx = dout·Wᵀ", dout.Shape(), W.T().Shape(), dx.Shape())
	fmt.Println(dx)
	fmt.Println("dW = xᵀ·dout", x.T().Shape(), dout.Shape(),
		affine.DW.Shape())
	fmt.Println(affine.DW)
	fmt.Println("db = sum(dout, axis=0)", affine.DB.Shape(), affine.DB)

	// Any shape of input will do: rows are flattened, dx gets it back.
	image := x.Reshape(4, 1, 2, 1)
	affine.Forward(image)
	fmt.Println("images      ", image.Shape(), affine.Backward(dout).Shape())
}
