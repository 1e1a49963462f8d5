package chapter5

import (
	"fmt"
	"math"
	"os"
	"strings"
	"testing"

	"backprop/mnist"
	"backprop/tensor/random"
)

// The files in testdata hold the output of the notes' Python with NumPy, after
// np.random.seed(42): see testdata/notes.py.

func load(t *testing.T) (train mnist.Set) {
	t.Helper()
	train, _, err := mnist.Load(mnist.Options{OneHot: true})
	if err != nil {
		t.Fatal(err)
	}
	return train
}

func TestTheFirstLossesAreNumPys(t *testing.T) {
	want := strings.Split(strings.TrimSpace(read(t, "testdata/losses_seed42.txt")), "\n")
	if len(want) < 1000 {
		t.Fatalf("testdata/losses_seed42.txt has %d lines, want 1000", len(want))
	}
	iters := 200
	if os.Getenv("BACKPROP_LONG") != "" {
		iters = 1000
	}
	train := load(t)
	rng := random.New(42)
	network := NewTwoLayerNet(784, 50, 10, 0.01, rng)
	for i := range iters {
		batchMask := rng.Choice(60000, 100)
		xBatch, tBatch := train.X.Rows(batchMask), train.T.Rows(batchMask)
		grad := network.Gradient(xBatch, tBatch)
		for _, key := range ParamNames {
			network.Params[key].SubInPlace(grad[key].MulScalar(0.1))
		}
		got := network.Loss(xBatch, tBatch)
		var iter int
		var loss float64
		if _, err := fmt.Sscanf(want[i], "loss %d %g", &iter, &loss); err != nil || iter != i {
			t.Fatalf("line %d of losses_seed42.txt is %q: %v", i, want[i], err)
		}
		// NumPy adds in another order, and its exp may round differently.
		if math.Abs(got-loss) > 1e-12*loss {
			t.Fatalf("loss %d = %v, NumPy's is %v", i, got, loss)
		}
	}
}

func TestTheGradientCheckIsNumPys(t *testing.T) {
	got := exampleOutput(t, "7.3-gradient-check/main_test.go")
	ours, numpys := strings.Fields(got), strings.Fields(read(t, "testdata/gradcheck_seed42.txt"))
	for i, key := range ParamNames {
		var a, b float64
		if _, err := fmt.Sscanf(ours[i], key+":%g", &a); err != nil {
			t.Fatalf("%q: %v", ours[i], err)
		}
		if _, err := fmt.Sscanf(numpys[i], key+":%g", &b); err != nil {
			t.Fatalf("%q: %v", numpys[i], err)
		}
		// These are differences of nearly equal numbers: only their first digits
		// have a meaning, the others are rounding errors.
		if math.Abs(a-b) > 0.01*b {
			t.Errorf("%s: %v, NumPy's is %v", key, a, b)
		}
	}
}

func TestTheAccuracyLinesAreNumPys(t *testing.T) {
	if got, want := exampleOutput(t, "7.4-train/main_test.go"), read(t, "testdata/train_seed42.txt"); !strings.HasPrefix(want, got) {
		t.Errorf("7.4-train prints\n%s, NumPy\n%s", got, want)
	}
}
