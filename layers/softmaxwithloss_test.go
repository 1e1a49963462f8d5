package layers

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"backprop/tensor"
)

func TestSoftmaxWithLossGradient(t *testing.T) {
	x := input(4, 3)
	for _, test := range []struct {
		name   string
		labels *tensor.Tensor
	}{
		{"one-hot", tensor.Matrix([][]float64{{0, 1, 0}, {1, 0, 0}, {0, 0, 1}, {0, 0, 1}})},
		{"indices", tensor.Vector(1, 0, 2, 2)},
	} {
		t.Run(test.name, func(t *testing.T) {
			last := SoftmaxWithLoss{}
			last.Forward(x, test.labels)
			yBefore := last.Y.Copy()
			dx := last.Backward(1)
			// The loss has log(y + 1e-7) and y - t is the derivative with
			// log(y). The central difference adds its error.
			want := tensor.NumericalGradient(func(*tensor.Tensor) float64 {
				return new(SoftmaxWithLoss).Forward(x, test.labels)
			}, x)
			if diff := dx.Sub(want).Abs().Max().Item(); diff > 1e-6 {
				t.Errorf("Backward(1) = %v, want %v", dx, want)
			}
			for _, dout := range []float64{-2.5, 0} {
				if scaled := last.Backward(dout); !equal(scaled, dx.MulScalar(dout)) {
					t.Errorf("Backward(%v) = %v, want %[1]v times Backward(1), %v", dout, scaled, dx)
				}
			}
			if !equal(last.Y, yBefore) {
				t.Errorf("Backward changed Y to %v", last.Y)
			}
		})
	}
}

func TestSoftmaxWithLossOfAnEmptyBatch(t *testing.T) {
	last := SoftmaxWithLoss{}
	if loss := last.Forward(tensor.Zeros(0, 3), tensor.Zeros(0)); !math.IsNaN(loss) {
		t.Errorf("loss = %v, want NaN, the mean of nothing", loss)
	}
	if got := last.Backward(1).Shape(); !slices.Equal(got, []int{0, 3}) {
		t.Errorf("the shape of dx is %v, want (0, 3)", got)
	}
}

func TestSoftmaxWithLossPanics(t *testing.T) {
	testPanics(t, []panicTest{
		{"before Forward", func() { new(SoftmaxWithLoss).Backward(1) },
			"layers: SoftmaxWithLoss.Backward called before Forward"},
		{"the scores are not rows", func() { new(SoftmaxWithLoss).Forward(tensor.Zeros(3), tensor.Zeros(3)) },
			"layers: SoftmaxWithLoss.Forward: x has shape (3), want (N, C)"},
		{"a label for each column", func() { new(SoftmaxWithLoss).Forward(tensor.Zeros(4, 3), tensor.Zeros(3)) },
			"layers: CrossEntropyError: labels of shape (3) for rows of shape (4, 3), want (N, C) or (N) for (N, C)"},
		{"the labels are probabilities", func() {
			new(SoftmaxWithLoss).Forward(tensor.Zeros(1, 3), tensor.Matrix([][]float64{{0.1, 0.8, 0.1}}))
		},
			"layers: CrossEntropyError: row 0 of t is [0.1 0.8 0.1], want one-hot: a single 1"},
	})
}

// In the book's two examples (section 5.6.3) the correct class is 1, and softmax
// gives (0.3, 0.2, 0.5), then (0.01, 0.99, 0).
func ExampleSoftmaxWithLoss() {
	last := SoftmaxWithLoss{}
	t := tensor.Vector(1, 1)
	last.Forward(tensor.Matrix([][]float64{{0.3, 0.2, 0.5}, {0.01, 0.99, 0}}).Log(), t)
	fmt.Println(last.Backward(2)) // 2 cancels the division by N = 2
	// Output:
	// [[ 0.3  -0.8   0.5 ]
	//  [ 0.01 -0.01  0.  ]]
}
