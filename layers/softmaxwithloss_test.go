package layers

import (
	"fmt"
	"math"
	"testing"

	"backprop/tensor"
)

func TestSoftmax(t *testing.T) {
	for _, c := range []struct{ name, got, want string }{
		{"one row", fmt.Sprint(Softmax(tensor.Vector(0, math.Log(3)))), "[0.25 0.75]"},
		{"by row, not over the batch",
			fmt.Sprint(Softmax(tensor.Matrix([][]float64{{0, 0}, {0, math.Log(3)}}))),
			"[[0.5  0.5 ]\n [0.25 0.75]]"},
		{"large scores", fmt.Sprint(Softmax(tensor.Vector(1e308, 1e308, -1e308))), "[0.5 0.5 0. ]"},
		{"small scores", fmt.Sprint(Softmax(tensor.Vector(-2000, -2000))), "[0.5 0.5]"},
		{"NaN spoils its row only",
			fmt.Sprint(Softmax(tensor.Matrix([][]float64{{math.NaN(), 0}, {7, 7}}))),
			"[[nan nan]\n [0.5 0.5]]"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %s, want %s", c.name, c.got, c.want)
		}
	}
}

func TestCrossEntropyError(t *testing.T) {
	y := tensor.Matrix([][]float64{{0.1, 0.7, 0.2}, {0.5, 0.5, 0}})
	for _, c := range []struct {
		name string
		y, t *tensor.Tensor
		want float64
	}{
		{"indices", y, tensor.Vector(1, 0), -(math.Log(0.7+1e-7) + math.Log(0.5+1e-7)) / 2},
		{"one-hot", y, tensor.Matrix([][]float64{{0, 1, 0}, {1, 0, 0}}),
			-(math.Log(0.7+1e-7) + math.Log(0.5+1e-7)) / 2},
		{"the log of 0", y, tensor.Vector(1, 2), -(math.Log(0.7+1e-7) + math.Log(1e-7)) / 2},
		{"a single row, one-hot", tensor.Vector(0.1, 0.9), tensor.Vector(0, 1), -math.Log(0.9 + 1e-7)},
		{"a single row, an index", tensor.Vector(0.1, 0.9), tensor.Scalar(1), -math.Log(0.9 + 1e-7)},
	} {
		// math.Log may differ from ours in the last bit.
		if got := CrossEntropyError(c.y, c.t); math.Abs(got-c.want) > 1e-15*c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestSoftmaxWithLossGradient(t *testing.T) {
	x := input(4, 3)
	oneHot := tensor.Matrix([][]float64{{0, 1, 0}, {1, 0, 0}, {0, 0, 1}, {0, 0, 1}})
	for name, labels := range map[string]*tensor.Tensor{"one-hot": oneHot, "indices": tensor.Vector(1, 0, 2, 2)} {
		last := SoftmaxWithLoss{}
		last.Forward(x, labels)
		got := last.Backward(1)
		// The 1e-7 in the loss is not in y - t: they differ by so much, and
		// by what central differences are off.
		want := tensor.NumericalGradient(func(*tensor.Tensor) float64 {
			return new(SoftmaxWithLoss).Forward(x, labels)
		}, x)
		if diff := got.Sub(want).Abs().Max().Item(); diff > 1e-6 {
			t.Errorf("%s: dx = %v, want %v", name, got, want)
		}
		if scaled := last.Backward(-2.5); !equal(scaled, got.MulScalar(-2.5)) {
			t.Errorf("%s: Backward(-2.5) = %v, want -2.5 times Backward(1)", name, scaled)
		}
	}
}

// The book's two examples (section 5.6.3): softmax said (0.3, 0.2, 0.5) and
// (0.01, 0.99, 0) of a datum of class 1.
func ExampleSoftmaxWithLoss() {
	last := SoftmaxWithLoss{}
	t := tensor.Vector(1, 1)
	last.Forward(tensor.Matrix([][]float64{{0.3, 0.2, 0.5}, {0.01, 0.99, 0}}).Log(), t)
	fmt.Println(last.Backward(2)) // twice, as the loss is the mean of two
	// Output:
	// [[ 0.3  -0.8   0.5 ]
	//  [ 0.01 -0.01  0.  ]]
}

func ExampleAffine() {
	W := tensor.Matrix([][]float64{{1, 0, -1}, {0, 2, 1}})
	b := tensor.Vector(10, 20, 30)
	affine := NewAffine(W, b)
	fmt.Println(affine.Forward(tensor.Matrix([][]float64{{1, 2}})))
	fmt.Println(affine.Backward(tensor.Matrix([][]float64{{1, 1, 1}})))
	fmt.Println(affine.DW)
	fmt.Println(affine.DB)
	// Output:
	// [[11. 24. 31.]]
	// [[0. 3.]]
	// [[1. 1. 1.]
	//  [2. 2. 2.]]
	// [1. 1. 1.]
}

func ExampleReLU() {
	relu := ReLU{}
	fmt.Println(relu.Forward(tensor.Vector(-1, 0, 2)))
	fmt.Println(relu.Backward(tensor.Vector(5, 5, 5)))
	// Output:
	// [0. 0. 2.]
	// [0. 0. 5.]
}

func ExampleSigmoid() {
	sigmoid := Sigmoid{}
	fmt.Println(sigmoid.Forward(tensor.Vector(0)))
	fmt.Println(sigmoid.Backward(tensor.Vector(1)))
	// Output:
	// [0.5]
	// [0.25]
}

// Two apples at 100 won and 10% tax (section 4.1).
func ExampleMul() {
	mulApple, mulTax := Mul{}, Mul{}
	fmt.Printf("%.4g\n", mulTax.Forward(mulApple.Forward(100, 2), 1.1))
	dapplePrice, _ := mulTax.Backward(1)
	fmt.Println(mulApple.Backward(dapplePrice))
	// Output:
	// 220
	// 2.2 110.00000000000001
}

func ExampleAdd() {
	add := Add{}
	fmt.Println(add.Forward(2, 3))
	fmt.Println(add.Backward(1.5))
	// Output:
	// 5
	// 1.5 1.5
}
