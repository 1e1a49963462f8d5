package layers

import (
	"fmt"
	"math"
	"testing"

	"backprop/tensor"
)

func TestCrossEntropyError(t *testing.T) {
	y := tensor.Matrix([][]float64{{0.1, 0.7, 0.2}, {0.5, 0.5, 0}})
	for _, test := range []struct {
		name string
		y, t *tensor.Tensor
		want float64
	}{
		{"indices", y, tensor.Vector(1, 0), -(math.Log(0.7+1e-7) + math.Log(0.5+1e-7)) / 2},
		{"one-hot", y, tensor.Matrix([][]float64{{0, 1, 0}, {1, 0, 0}}),
			-(math.Log(0.7+1e-7) + math.Log(0.5+1e-7)) / 2},
		{"a probability of 0 has a finite logarithm", y, tensor.Vector(1, 2), -(math.Log(0.7+1e-7) + math.Log(1e-7)) / 2},
		{"a single row, one-hot", tensor.Vector(0.1, 0.9), tensor.Vector(0, 1), -math.Log(0.9 + 1e-7)},
		{"a single row, an index", tensor.Vector(0.1, 0.9), tensor.Scalar(1), -math.Log(0.9 + 1e-7)},
	} {
		t.Run(test.name, func(t *testing.T) {
			// The last bit of math.Log may differ.
			if got := CrossEntropyError(test.y, test.t); math.Abs(got-test.want) > 1e-15*test.want {
				t.Errorf("CrossEntropyError(%v, %v) = %v, want %v", test.y, test.t, got, test.want)
			}
		})
	}
	t.Run("the mean of no rows is NaN", func(t *testing.T) {
		if got := CrossEntropyError(tensor.Zeros(0, 3), tensor.Zeros(0)); !math.IsNaN(got) {
			t.Errorf("CrossEntropyError of (0, 3) = %v, want NaN", got)
		}
	})
}

func TestCrossEntropyErrorPanics(t *testing.T) {
	y := tensor.Zeros(4, 3)
	testPanics(t, []panicTest{
		{"a label for each column", func() { CrossEntropyError(y, tensor.Zeros(3)) },
			"layers: CrossEntropyError: labels of shape (3) for rows of shape (4, 3), want (N, C) or (N) for (N, C)"},
		{"labels in a column", func() { CrossEntropyError(y, tensor.Zeros(4, 1)) },
			"layers: CrossEntropyError: labels of shape (4, 1) for rows of shape (4, 3), want (N, C) or (N) for (N, C)"},
		{"y is a scalar", func() { CrossEntropyError(tensor.Scalar(1), tensor.Scalar(0)) },
			"layers: CrossEntropyError: labels of shape () for rows of shape (), want (N, C) or (N) for (N, C)"},
		{"a label is past the last class", func() { CrossEntropyError(y, tensor.Vector(0, 1, 3, 2)) },
			"layers: CrossEntropyError: label 3 in row 2 is not one of the classes 0 to 2"},
		{"a label is negative", func() { CrossEntropyError(y, tensor.Vector(-1, 1, 0, 2)) },
			"layers: CrossEntropyError: label -1 in row 0 is not one of the classes 0 to 2"},
		{"a label lies between classes", func() { CrossEntropyError(y, tensor.Vector(0, 0.5, 0, 2)) },
			"layers: CrossEntropyError: label 0.5 in row 1 is not one of the classes 0 to 2"},
		{"a label is NaN", func() { CrossEntropyError(y, tensor.Vector(0, 0, 0, math.NaN())) },
			"layers: CrossEntropyError: label NaN in row 3 is not one of the classes 0 to 2"},
		{"a row shares out its probability", func() { CrossEntropyError(tensor.Zeros(2, 3), tensor.Matrix([][]float64{{0, 1, 0}, {0.5, 0.5, 0}})) },
			"layers: CrossEntropyError: row 1 of t is [0.5 0.5 0. ], want one-hot: a single 1"},
		{"a row is 0 throughout", func() { CrossEntropyError(tensor.Zeros(2, 3), tensor.Matrix([][]float64{{0, 0, 0}, {0, 1, 0}})) },
			"layers: CrossEntropyError: row 0 of t is [0. 0. 0.], want one-hot: a single 1"},
		{"a row has two ones", func() { CrossEntropyError(tensor.Zeros(1, 3), tensor.Matrix([][]float64{{1, 0, 1}})) },
			"layers: CrossEntropyError: row 0 of t is [1. 0. 1.], want one-hot: a single 1"},
		{"a row has a NaN beside its 1", func() { CrossEntropyError(tensor.Zeros(1, 3), tensor.Matrix([][]float64{{1, math.NaN(), 0}})) },
			"layers: CrossEntropyError: row 0 of t is [ 1. nan  0.], want one-hot: a single 1"},
		{"a 1 and a -1 are not one 1", func() { CrossEntropyError(tensor.Zeros(1, 3), tensor.Matrix([][]float64{{1, -1, 1}})) },
			"layers: CrossEntropyError: row 0 of t is [ 1. -1.  1.], want one-hot: a single 1"},
		{"a 2 is not a 1", func() { CrossEntropyError(tensor.Zeros(1, 3), tensor.Matrix([][]float64{{0, 2, 0}})) },
			"layers: CrossEntropyError: row 0 of t is [0. 2. 0.], want one-hot: a single 1"},
		{"a single row of probabilities", func() { CrossEntropyError(tensor.Vector(0.1, 0.9), tensor.Vector(0.2, 0.8)) },
			"layers: CrossEntropyError: row 0 of t is [0.2 0.8], want one-hot: a single 1"},
	})
}

// The correct class has the probability 0.6, then 0.1 (the book's section
// 4.2.2).
func ExampleCrossEntropyError() {
	t := tensor.Vector(0, 0, 1, 0, 0, 0, 0, 0, 0, 0)
	y := tensor.Vector(0.1, 0.05, 0.6, 0.0, 0.05, 0.1, 0.0, 0.1, 0.0, 0.0)
	fmt.Printf("%.6f\n", CrossEntropyError(y, t))
	y = tensor.Vector(0.1, 0.05, 0.1, 0.0, 0.05, 0.1, 0.0, 0.6, 0.0, 0.0)
	fmt.Printf("%.6f\n", CrossEntropyError(y, t))
	// Output:
	// 0.510825
	// 2.302584
}
