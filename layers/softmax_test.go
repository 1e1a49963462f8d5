package layers

import (
	"fmt"
	"math"
	"testing"

	"backprop/tensor"
)

func TestSoftmax(t *testing.T) {
	for _, test := range []struct {
		name string
		x    *tensor.Tensor
		want string
	}{
		{"log 3 has the odds of 3 to 1", tensor.Vector(0, math.Log(3)), "[0.25 0.75]"},
		{"each row by itself", tensor.Matrix([][]float64{{0, 0}, {0, math.Log(3)}}), "[[0.5  0.5 ]\n [0.25 0.75]]"},
		{"one class", tensor.Matrix([][]float64{{-3}, {0}, {1000}}), "[[1.]\n [1.]\n [1.]]"},
		{"one class of one row", tensor.Vector(7), "[1.]"},
		{"exp(1000) would overflow", tensor.Vector(0, 1000), "[0. 1.]"},
		{"exp(1000) would overflow in the first class", tensor.Vector(1000, 0), "[1. 0.]"},
		{"the largest scores", tensor.Vector(1e308, 1e308, -1e308), "[0.5 0.5 0. ]"},
		{"exp(-2000) would be 0 everywhere", tensor.Vector(-2000, -2000), "[0.5 0.5]"},
		{"each row has its own maximum", tensor.Matrix([][]float64{{1000, 1000}, {-1000, -1000}}), "[[0.5 0.5]\n [0.5 0.5]]"},
		{"NaN spoils its own row alone", tensor.Matrix([][]float64{{math.NaN(), 0}, {7, 7}}), "[[nan nan]\n [0.5 0.5]]"},
		{"no rows", tensor.Zeros(0, 3), "[]"},
	} {
		t.Run(test.name, func(t *testing.T) {
			before := fmt.Sprint(test.x)
			if got := Softmax(test.x).String(); got != test.want {
				t.Errorf("Softmax(%s) = %s, want %s", before, got, test.want)
			}
			if after := fmt.Sprint(test.x); after != before {
				t.Errorf("Softmax changed x from %s to %s", before, after)
			}
		})
	}
}

// Softmax of a batch equals the formula, computed for one element at a time.
func TestSoftmaxOfManyRows(t *testing.T) {
	for _, N := range []int{1, 50, 51, 99, 100, 257} {
		t.Run(fmt.Sprint(N, " rows"), func(t *testing.T) {
			const C = 10
			x := input(N, C)
			y := Softmax(x)
			for i := range N {
				sum := 0.0
				for j := range C {
					sum += math.Exp(x.At(i, j))
				}
				for j := range C {
					// Both forms round exp and the quotient. Subtracting the
					// maximum adds no larger error, because |x| < 2.1.
					want := math.Exp(x.At(i, j)) / sum
					if got := y.At(i, j); math.Abs(got-want) > 1e-14*want {
						t.Fatalf("row %d, class %d: %v, want %v", i, j, got, want)
					}
				}
			}
		})
	}
}

func TestSoftmaxPanics(t *testing.T) {
	testPanics(t, []panicTest{
		{"a scalar", func() { Softmax(tensor.Scalar(1)) },
			"layers: Softmax: x is a scalar, want (N, C) or (C)"},
		{"no classes", func() { Softmax(tensor.Zeros(2, 0)) },
			"layers: Softmax: x has shape (2, 0), want at least one class"},
	})
}

func ExampleSoftmax() {
	scores := tensor.Matrix([][]float64{{1, 1, 1, 1}, {1000, 1000, 0, 0}})
	fmt.Println(Softmax(scores))
	// Output:
	// [[0.25 0.25 0.25 0.25]
	//  [0.5  0.5  0.   0.  ]]
}
