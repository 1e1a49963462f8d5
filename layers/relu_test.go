package layers

import (
	"fmt"
	"math"
	"testing"

	"backprop/tensor"
)

func TestReLU(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, test := range []struct {
		name    string
		x, dout *tensor.Tensor
		out, dx string
	}{
		{"0 and less are stopped", tensor.Vector(-2, 0, 3), tensor.Vector(5, 6, 7), "[0. 0. 3.]", "[0. 0. 7.]"},
		{"a negative dout passes", tensor.Vector(-2, 3), tensor.Vector(-5, -7), "[0. 3.]", "[ 0. -7.]"},
		{"-0 is stopped", tensor.Vector(math.Copysign(0, -1), 1), tensor.Vector(1, 1), "[0. 1.]", "[0. 1.]"},
		// NaN <= 0 is false, so NumPy's mask passes NaN and its dout.
		{"NaN passes", tensor.Vector(nan, -1), tensor.Vector(1, 1), "[nan  0.]", "[1. 0.]"},
		{"infinities", tensor.Vector(inf, -inf), tensor.Vector(1, 1), "[inf  0.]", "[1. 0.]"},
		{"NaN in dout is stopped", tensor.Vector(-1, 1), tensor.Vector(nan, 1), "[0. 1.]", "[0. 1.]"},
	} {
		t.Run(test.name, func(t *testing.T) {
			relu := ReLU{}
			if out := relu.Forward(test.x).String(); out != test.out {
				t.Errorf("Forward(%v) = %s, want %s", test.x, out, test.out)
			}
			if dx := relu.Backward(test.dout).String(); dx != test.dx {
				t.Errorf("Backward(%v) = %s, want %s", test.dout, dx, test.dx)
			}
		})
	}
}

func TestReLUGradient(t *testing.T) {
	for _, test := range []struct {
		name string
		x    *tensor.Tensor
	}{
		{"a batch", input(4, 3)},
		{"a transpose", input(3, 4).T()},
		{"rank 4", input(2, 1, 3, 2)},
		{"a scalar", input()},
	} {
		t.Run(test.name, func(t *testing.T) { testGradients(t, &ReLU{}, test.x) })
	}
}

func TestReLUPanics(t *testing.T) {
	testPanics(t, []panicTest{
		{"before Forward", func() { new(ReLU).Backward(tensor.Zeros(3)) },
			"layers: ReLU.Backward called before Forward"},
		{"dout has another shape", func() { r := ReLU{}; r.Forward(tensor.Zeros(4, 2)); r.Backward(tensor.Zeros(4, 3)) },
			"layers: ReLU.Backward: dout has shape (4, 3), want (4, 2) as Forward returned"},
	})
}

func ExampleReLU() {
	relu := ReLU{}
	fmt.Println(relu.Forward(tensor.Vector(-1, 0, 2)))
	fmt.Println(relu.Backward(tensor.Vector(5, 5, 5)))
	// Output:
	// [0. 0. 2.]
	// [0. 0. 5.]
}
