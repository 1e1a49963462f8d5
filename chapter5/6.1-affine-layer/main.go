// Section 6.1: the Affine layer, x·W + b, for one datum (figure 5-25).
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
	fmt.Println("x·W + b = y ", x.Shape(), W.Shape(), b.Shape(), y.Shape(), y)

	// backward: as for numbers, dout times the other input, but transposed
	dout := tensor.Vector(1, 10, 100)
	dx := dout.Dot(W.T())
	dW := x.Reshape(2, 1).Dot(dout.Reshape(1, 3)) // xᵀ·dout
	db := dout
	fmt.Println("dx = dout·Wᵀ", dout.Shape(), W.T().Shape(), dx.Shape(), dx)
	fmt.Println("dW = xᵀ·dout", tensor.Shape{2, 1}, tensor.Shape{1, 3},
		dW.Shape())
	fmt.Println(dW)
	fmt.Println("db = dout   ", db.Shape(), db)

	// A derivative has the shape of what it belongs to; only the transpose
	// gives that. Without it the product does not even exist:
	func() {
		defer func() { fmt.Println("dout·W       ", recover()) }()
		dout.Dot(W)
	}()

	// The same by differences, of L = sum(dout * y).
	L := func(*tensor.Tensor) float64 {
		return x.Dot(W).Add(b).Mul(dout).Sum().Item()
	}
	diff := func(a, b *tensor.Tensor) float64 {
		return a.Sub(b).Abs().Max().Item()
	}
	fmt.Println("agree with differences:",
		diff(dx, tensor.NumericalGradient(L, x)) < 1e-8,
		diff(dW, tensor.NumericalGradient(L, W)) < 1e-8,
		diff(db, tensor.NumericalGradient(L, b)) < 1e-8)
}
