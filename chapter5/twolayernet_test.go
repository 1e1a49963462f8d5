package chapter5

import (
	"fmt"
	"slices"
	"testing"

	"backprop/mnist"
	"backprop/tensor"
	"backprop/tensor/random"
)

// small returns a network of 4-3-2 with weights far enough from 0 that no
// gradient is tiny, a batch for it, and its labels in both forms.
func small() (net *TwoLayerNet, x, oneHot, index *tensor.Tensor) {
	rng := random.New(7)
	net = NewTwoLayerNet(4, 3, 2, 0.5, rng)
	return net, rng.Randn(5, 4), tensor.Matrix([][]float64{{1, 0}, {0, 1}, {0, 1}, {1, 0}, {0, 1}}),
		tensor.Vector(0, 1, 1, 0, 1)
}

func TestGradientIsNumericalGradient(t *testing.T) {
	net, x, oneHot, index := small()
	for name, labels := range map[string]*tensor.Tensor{"one-hot": oneHot, "index": index} {
		numerical, backprop := net.NumericalGradient(x, labels), net.Gradient(x, labels)
		for _, key := range ParamNames {
			diff := backprop[key].Sub(numerical[key]).Abs()
			// The loss has log(y + 1e-7), and y - t is the derivative with log(y).
			if !slices.Equal(backprop[key].Shape(), net.Params[key].Shape()) || diff.Max().Item() > 1e-6 {
				t.Errorf("%s labels: %s = %v, want %v", name, key, backprop[key], numerical[key])
			}
		}
	}
}

// The layers hold the parameters and no copies, so the next Forward uses the
// updated values.
func TestUpdateReachesTheLayers(t *testing.T) {
	net, x, oneHot, _ := small()
	before := net.Loss(x, oneHot)
	grad := net.Gradient(x, oneHot)
	for _, key := range ParamNames {
		net.Params[key].SubInPlace(grad[key].MulScalar(0.01))
	}
	if after := net.Loss(x, oneHot); after >= before {
		t.Errorf("loss %v before an update, %v after: want less", before, after)
	}
}

// A call of Gradient does not overwrite the gradients that the call before it
// returned.
func TestGradientsAreNotOverwritten(t *testing.T) {
	net, x, oneHot, _ := small()
	first := net.Gradient(x, oneHot)
	before := first["W1"].Copy()
	net.Gradient(x.MulScalar(2), oneHot)
	if !slices.Equal(first["W1"].Data(), before.Data()) {
		t.Errorf("the first gradient became %v, was %v", first["W1"], before)
	}
}

func TestWeightsAreDrawnInTheNotesOrder(t *testing.T) {
	net := NewTwoLayerNet(4, 3, 2, 0.01, random.New(1))
	draws := random.New(1).Randn(4*3 + 3*2).MulScalar(0.01)
	for name, c := range map[string][2]*tensor.Tensor{
		"W1": {net.Params["W1"], draws.Slice(0, 12).Reshape(4, 3)},
		"b1": {net.Params["b1"], tensor.Zeros(3)},
		"W2": {net.Params["W2"], draws.Slice(12, 18).Reshape(3, 2)},
		"b2": {net.Params["b2"], tensor.Zeros(2)},
	} {
		if got, want := c[0], c[1]; fmt.Sprint(got.Shape(), got.Data()) != fmt.Sprint(want.Shape(), want.Data()) {
			t.Errorf("%s = %v, want %v", name, got, want)
		}
	}
}

func TestAccuracy(t *testing.T) {
	net, _, _, _ := small()
	const N = 2450 // 24 times 100 rows, and 50 more
	x := random.New(3).Randn(N, 4)
	right := net.Predict(x).Argmax(1)
	labels := right.Copy()
	for i := range N / 25 { // some wrong labels in each slice
		labels.Set(1-labels.At(i*25), i*25)
	}
	oneHot := tensor.Zeros(N, 2)
	for i := range N {
		oneHot.Set(1, i, int(labels.At(i)))
	}
	for name, t2 := range map[string]*tensor.Tensor{"index": labels, "one-hot": oneHot} {
		if got := net.Accuracy(x, t2); got != 0.96 {
			t.Errorf("%s labels: Accuracy = %v, want 0.96", name, got)
		}
	}
}

func TestAccuracyPanics(t *testing.T) {
	net := NewTwoLayerNet(4, 5, 2, 1, random.New(2))
	for _, test := range []struct {
		name string
		x, t *tensor.Tensor
		want string
	}{
		{"a label short", tensor.Zeros(2450, 4), tensor.Zeros(2449), "chapter5: Accuracy: 2450 rows of x, 2449 labels"},
		{"labels in a column", tensor.Zeros(3, 4), tensor.Zeros(3, 1),
			"chapter5: Accuracy: labels of shape (3, 1) for scores of shape (3, 2), want (N, C) or (N)"},
	} {
		t.Run(test.name, func(t *testing.T) {
			defer func() {
				if got := recover(); got != test.want {
					t.Errorf("panics with %v, want %q", got, test.want)
				}
			}()
			net.Accuracy(test.x, test.t)
		})
	}
}

func ExampleTwoLayerNet() {
	train, _, err := mnist.Load(mnist.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	x, t := train.X.Slice(0, 100), train.T.Slice(0, 100)
	net := NewTwoLayerNet(784, 50, 10, 0.01, random.New(42))
	for range 200 {
		grad := net.Gradient(x, t)
		for _, key := range ParamNames {
			net.Params[key].SubInPlace(grad[key].MulScalar(0.5))
		}
	}
	fmt.Println("right about", net.Accuracy(x, t), "of the images it has seen")
	// Output:
	// right about 1 of the images it has seen
}
