// Section 6.3: softmax and cross entropy error as one layer (figures 5-29 and
// 5-30). Its derivative is y - t, the output of softmax minus the label. The
// book's class SoftmaxWithLoss is in layers/softmaxwithloss.go.
package main

import (
	"fmt"

	"backprop/layers"
	"backprop/tensor"
)

func main() {
	t := tensor.Matrix([][]float64{{0, 1, 0}}) // the correct class is 1
	last := layers.SoftmaxWithLoss{}

	// The book has two examples of softmax's output y: a wrong prediction and a
	// correct one. Use log y as the scores, because softmax(log y) = y: exp
	// cancels log, and the sum of y is 1.
	for _, y := range [][]float64{{0.3, 0.2, 0.5}, {0.01, 0.99, 0}} {
		x := tensor.Matrix([][]float64{y}).Log()
		loss := last.Forward(x, t)
		dx := last.Backward(1)
		fmt.Printf("y     %v\nt     %v\nloss  %.4f\ny - t %v\n\n",
			last.Y, t, loss, dx)
	}

	// For a batch the loss is the mean, so dx is divided by N.
	x := tensor.Matrix([][]float64{{2, 1, 0}, {0, 1, 2}})
	oneHot := tensor.Matrix([][]float64{{0, 1, 0}, {0, 0, 1}})
	loss := last.Forward(x, oneHot)
	dx := last.Backward(1)
	fmt.Printf("batch of 2, loss %.4f\n%v\n", loss, dx)

	// Labels may also be the indices of the classes.
	last.Forward(x, tensor.Vector(1, 2))
	difference := last.Backward(1).Sub(dx).Abs().Max().Item()
	fmt.Println("indices give the same dx:", difference == 0)

	// Large scores do not overflow: softmax subtracts the row's maximum.
	fmt.Println("softmax of 1000, 1001, 999:",
		layers.Softmax(tensor.Vector(1000, 1001, 999)))
}
