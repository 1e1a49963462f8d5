package layers

import (
	"fmt"
	"math"
	"testing"

	"backprop/tensor"
)

func TestAffineGradients(t *testing.T) {
	W, b := input(6, 3), input(3)
	for _, test := range []struct {
		name string
		W    *tensor.Tensor
		x    *tensor.Tensor
	}{
		{"a batch", W, input(4, 6)},
		{"a batch of one", W, input(1, 6)},
		{"images", W, input(4, 1, 2, 3)},
		{"a transpose", W, input(6, 4).T()},
		{"single numbers", input(1, 3), input(5)},
	} {
		t.Run(test.name, func(t *testing.T) { testGradients(t, NewAffine(test.W, b), test.x) })
	}
}

func TestAffineUsesTheParametersThemselves(t *testing.T) {
	W, b := tensor.Matrix([][]float64{{2}}), tensor.Vector(1)
	affine := NewAffine(W, b)
	W.Set(3, 0, 0)
	b.Set(10, 0)
	if y := affine.Forward(tensor.Matrix([][]float64{{5}})).Item(); y != 25 {
		t.Errorf("after an update in place, 5·3 + 10 = %v, want 25", y)
	}
}

func TestAffineOfAnEmptyBatch(t *testing.T) {
	affine := NewAffine(input(6, 3), input(3))
	y := affine.Forward(tensor.Zeros(0, 2, 3))
	dx := affine.Backward(y)
	if got, want := fmt.Sprint(y.Shape(), dx.Shape()), "(0, 3) (0, 2, 3)"; got != want {
		t.Errorf("the shapes of y and dx are %s, want %s", got, want)
	}
	if !equal(affine.DW, tensor.Zeros(6, 3)) || !equal(affine.DB, tensor.Zeros(3)) {
		t.Errorf("DW = %v and DB = %v, want zeros", affine.DW, affine.DB)
	}
}

func TestAffineOfAnInfiniteWeight(t *testing.T) {
	W := tensor.Matrix([][]float64{{math.Inf(1)}, {1}})
	y := NewAffine(W, tensor.Zeros(1)).Forward(tensor.Matrix([][]float64{{0, 1}}))
	if !math.IsNaN(y.Item()) {
		t.Errorf("0·∞ + 1·1 = %v, want NaN", y)
	}
}

func TestAffinePanics(t *testing.T) {
	affine := func() *Affine { return NewAffine(tensor.Zeros(2, 3), tensor.Zeros(3)) }
	testPanics(t, []panicTest{
		{"before Forward", func() { affine().Backward(tensor.Zeros(4, 3)) },
			"layers: Affine.Backward called before Forward"},
		{"dout has another shape", func() { a := affine(); a.Forward(tensor.Zeros(4, 2)); a.Backward(tensor.Zeros(4, 2)) },
			"layers: Affine.Backward: dout has shape (4, 2), want (4, 3) as Forward returned"},
		{"the bias is too long", func() { NewAffine(tensor.Zeros(2, 3), tensor.Zeros(4)) },
			"layers: NewAffine: W has shape (2, 3) and b (4), want (D, H) and (H)"},
		{"the rows are too long", func() { affine().Forward(tensor.Zeros(4, 3)) },
			"layers: Affine.Forward: x has shape (4, 3), W (2, 3): want N rows of 2 elements"},
		{"a scalar has no rows", func() { affine().Forward(tensor.Scalar(1)) },
			"layers: Affine.Forward: x has shape (), W (2, 3): want N rows of 2 elements"},
	})
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
