package tensor_test

import (
	"fmt"

	"backprop/tensor"
)

// This is the Affine layer of section 6, forward and backward.
func Example() {
	x := tensor.Matrix([][]float64{{1, 2}, {3, 4}})
	W := tensor.Matrix([][]float64{{1, 0, -1}, {0, 2, 1}})
	b := tensor.Vector(10, 20, 30)

	out := x.Dot(W).Add(b)
	fmt.Println(out)

	dout := tensor.Matrix([][]float64{{1, 1, 1}, {0, 0, 2}})
	fmt.Println(dout.Dot(W.T())) // dx
	fmt.Println(x.T().Dot(dout)) // dW
	fmt.Println(dout.Sum(0))     // db
	// Output:
	// [[11. 24. 31.]
	//  [13. 28. 31.]]
	// [[ 0.  3.]
	//  [-2.  2.]]
	// [[ 1.  1.  7.]
	//  [ 2.  2. 10.]]
	// [1. 1. 3.]
}

// Add adds a row to every row of x, and a column to every column.
func ExampleTensor_Add() {
	x := tensor.Zeros(2, 3)
	row := tensor.Vector(1, 2, 3)
	column := tensor.Matrix([][]float64{{10}, {20}})
	fmt.Println(x.Add(row).Add(column))
	// Output:
	// [[11. 12. 13.]
	//  [21. 22. 23.]]
}

// x[x <= 0] = 0 is the forward pass of ReLU.
func ExampleTensor_SetMasked() {
	x := tensor.Matrix([][]float64{{1, -0.5}, {-2, 3}})
	x.SetMasked(x.LessEqual(0), 0)
	fmt.Println(x)
	// Output:
	// [[1. 0.]
	//  [0. 3.]]
}

// In NumPy, this is x_train[batch_mask].
func ExampleTensor_Rows() {
	x := tensor.Matrix([][]float64{{0, 1}, {2, 3}, {4, 5}})
	fmt.Println(x.Rows([]int{2, 0, 2}))
	// Output:
	// [[4. 5.]
	//  [0. 1.]
	//  [4. 5.]]
}

func ExampleNumericalGradient() {
	f := func(x *tensor.Tensor) float64 { return x.Mul(x).Sum().Item() }
	x := tensor.Vector(3, 4)
	grad := tensor.NumericalGradient(f, x)
	fmt.Printf("%.6f %.6f\n", grad.At(0), grad.At(1))
	// Output:
	// 6.000000 8.000000
}
