package layers

import (
	"fmt"
	"math"
	"testing"

	"backprop/tensor"
)

func TestSigmoid(t *testing.T) {
	inf := math.Inf(1)
	for _, test := range []struct {
		name    string
		x, dout *tensor.Tensor
		out, dx string
	}{
		{"log 3 has the odds of 3 to 1", tensor.Vector(0, math.Log(3)), tensor.Vector(1, 2), "[0.5  0.75]", "[0.25  0.375]"},
		{"exp(-x) overflows", tensor.Vector(-1000, 1000), tensor.Vector(1, 1), "[0. 1.]", "[0. 0.]"},
		{"infinities", tensor.Vector(inf, -inf), tensor.Vector(1, 1), "[1. 0.]", "[0. 0.]"},
		{"NaN stays NaN", tensor.Vector(math.NaN(), 0), tensor.Vector(1, 1), "[nan 0.5]", "[ nan 0.25]"},
	} {
		t.Run(test.name, func(t *testing.T) {
			sigmoid := Sigmoid{}
			if out := sigmoid.Forward(test.x).String(); out != test.out {
				t.Errorf("Forward(%v) = %s, want %s", test.x, out, test.out)
			}
			if dx := sigmoid.Backward(test.dout).String(); dx != test.dx {
				t.Errorf("Backward(%v) = %s, want %s", test.dout, dx, test.dx)
			}
		})
	}
}

func TestSigmoidGradient(t *testing.T) {
	for _, test := range []struct {
		name string
		x    *tensor.Tensor
	}{
		{"a batch", input(4, 3)},
		{"rank 3", input(2, 3, 1)},
	} {
		t.Run(test.name, func(t *testing.T) { testGradients(t, &Sigmoid{}, test.x) })
	}
}

func TestSigmoidPanics(t *testing.T) {
	testPanics(t, []panicTest{
		{"before Forward", func() { new(Sigmoid).Backward(tensor.Zeros(3)) },
			"layers: Sigmoid.Backward called before Forward"},
		{"dout would broadcast", func() { s := Sigmoid{}; s.Forward(tensor.Zeros(4, 3)); s.Backward(tensor.Zeros(3)) },
			"layers: Sigmoid.Backward: dout has shape (3), want (4, 3) as Forward returned"},
	})
}

func ExampleSigmoid() {
	sigmoid := Sigmoid{}
	fmt.Println(sigmoid.Forward(tensor.Vector(0)))
	fmt.Println(sigmoid.Backward(tensor.Vector(1)))
	// Output:
	// [0.5]
	// [0.25]
}
