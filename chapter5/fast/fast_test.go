package fast

import (
	"encoding/binary"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"backprop/chapter5"
	"backprop/mnist"
	"backprop/tensor"
	"backprop/tensor/random"
)

// A job describes a training on small random images.
type job struct {
	rows, cols, images int // the data: images of rows×cols pixels
	hidden, classes    int
	batch              int
	rate               float64
	std                float64
	steps              int
	seed               uint32
}

// data returns random images and labels. About half of the pixels are 0, and
// some images are empty.
func (j job) data(t testing.TB) mnist.Set {
	t.Helper()
	dir, rng := t.TempDir(), random.New(j.seed)
	for _, name := range []string{"train", "t10k"} {
		pixels := make([]byte, j.images*j.rows*j.cols)
		for i, v := range rng.Choice(511, len(pixels)) {
			if image := i / (j.rows * j.cols); image%5 != 4 {
				pixels[i] = byte(max(0, v-255))
			}
		}
		labels := make([]byte, j.images)
		for i, v := range rng.Choice(min(j.classes, mnist.Classes), len(labels)) {
			labels[i] = byte(v)
		}
		writeIDX(t, filepath.Join(dir, name+"-images-idx3-ubyte"), pixels, j.images, j.rows, j.cols)
		writeIDX(t, filepath.Join(dir, name+"-labels-idx1-ubyte"), labels, j.images)
	}
	train, _, err := mnist.Load(mnist.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	return train
}

func writeIDX(t testing.TB, path string, data []byte, sides ...int) {
	t.Helper()
	header := []byte{0, 0, 8, byte(len(sides))}
	for _, side := range sides {
		header = binary.BigEndian.AppendUint32(header, uint32(side))
	}
	if err := os.WriteFile(path, append(header, data...), 0o600); err != nil {
		t.Fatal(err)
	}
}

func (j job) network() *chapter5.TwoLayerNet {
	return chapter5.NewTwoLayerNet(j.rows*j.cols, j.hidden, j.classes, j.std, random.New(j.seed+1))
}

// check compares a Trainer with the loop of section 7.4: every loss, every
// parameter and the accuracy. prepare, if it is not nil, changes the parameters
// of both networks before the training.
func (j job) check(t *testing.T, prepare func(params map[string]*tensor.Tensor)) {
	t.Helper()
	train := j.data(t)
	network, other := j.network(), j.network()
	if prepare != nil {
		prepare(network.Params)
		prepare(other.Params)
	}
	trainer := New(other, train)
	rng := random.New(j.seed + 2)
	for i := range j.steps {
		batchMask := rng.Choice(j.images, j.batch)
		xBatch, tBatch := train.X.Rows(batchMask), train.T.Rows(batchMask)
		grad := network.Gradient(xBatch, tBatch)
		for _, key := range keys {
			network.Params[key].SubInPlace(grad[key].MulScalar(j.rate))
		}
		want := network.Loss(xBatch, tBatch)
		if got := trainer.Step(batchMask, j.rate); !same(got, want) {
			t.Fatalf("%+v: loss after step %d = %v, want %v as by the plain loop", j, i, got, want)
		}
	}
	if got, want := trainer.Accuracy(train), network.Accuracy(train.X, train.T); got != want {
		t.Errorf("%+v: Accuracy = %v, want %v as by the plain network", j, got, want)
	}
	compare(t, j, trainer.Network(), network)
}

func compare(t *testing.T, j job, got, want *chapter5.TwoLayerNet) {
	t.Helper()
	for _, key := range keys {
		g, w := got.Params[key].Data(), want.Params[key].Data()
		for i := range w {
			if !same(g[i], w[i]) {
				t.Fatalf("%+v: element %d of %s = %v, want %v as by the plain loop", j, i, key, g[i], w[i])
			}
		}
	}
}

var keys = []string{"W1", "b1", "W2", "b2"}

// same reports whether two numbers are equal. NaN is equal to NaN.
func same(a, b float64) bool { return a == b || a != a && b != b }

func withCores(cores int, do func()) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
	do()
}

func TestTrainerIsThePlainLoop(t *testing.T) {
	usual := job{rows: 20, cols: 10, images: 60, hidden: 50, classes: 10, batch: 20, rate: 0.5, std: 0.1, steps: 100}
	for _, test := range []struct {
		name   string
		change func(j *job)
	}{
		{"the chapter's hidden size", func(j *job) {}},
		{"one hidden neuron", func(j *job) { j.hidden = 1 }},
		{"7 hidden neurons", func(j *job) { j.hidden = 7 }},
		{"8 hidden neurons", func(j *job) { j.hidden = 8 }},
		{"129 hidden neurons", func(j *job) { j.hidden = 129 }},
		{"1000 hidden neurons", func(j *job) { j.hidden, j.steps = 1000, 20 }},
		{"one class", func(j *job) { j.classes = 1 }},
		{"3 classes", func(j *job) { j.classes = 3 }},
		{"51 classes, of which some have no image", func(j *job) { j.classes = 51 }},
		{"more classes than a list names", func(j *job) { j.classes, j.steps = 300, 10 }},
		{"one image in a batch", func(j *job) { j.batch = 1 }},
		{"3 images in a batch", func(j *job) { j.batch = 3 }},
		{"a batch of more images than a list names", func(j *job) { j.batch, j.steps = 600, 20 }},
		{"images of one pixel", func(j *job) { j.rows, j.cols = 1, 1 }},
		{"images of 98 pixels, one piece", func(j *job) { j.rows, j.cols = 49, 2 }},
		{"images of 99 pixels", func(j *job) { j.rows, j.cols = 33, 3 }},
		{"a small learning rate", func(j *job) { j.rate = 1e-7 }},
		{"a learning rate at which ReLUs die", func(j *job) { j.rate = 20 }},
		{"a learning rate of 0", func(j *job) { j.rate = 0 }},
		{"a negative learning rate, to NaN", func(j *job) { j.rate = -1e3 }},
		{"a training that diverges to NaN", func(j *job) { j.rate = 1e200 }},
		{"an infinite learning rate", func(j *job) { j.rate = math.Inf(1) }},
		{"a learning rate of NaN", func(j *job) { j.rate = math.NaN() }},
		{"weights of 0", func(j *job) { j.std = 0 }},
		{"weights whose scores overflow", func(j *job) { j.std = 1e160 }},
		{"weights so large that the gradient overflows", func(j *job) { j.std, j.rate = 1e150, 1e170 }},
	} {
		t.Run(test.name, func(t *testing.T) {
			j, allCores := usual, []int{2}
			if os.Getenv("BACKPROP_LONG") != "" {
				allCores = []int{1, 2, 8}
			}
			test.change(&j)
			if testing.Short() {
				j.steps, j.hidden = min(j.steps, 3), min(j.hidden, 200)
			}
			for _, cores := range allCores {
				withCores(cores, func() { j.check(t, nil) })
			}
		})
	}
}

// A Trainer skips only those products with 0 that are 0: 0·∞ and 0·NaN are NaN.
func TestParametersThatAreNotFinite(t *testing.T) {
	j := job{rows: 3, cols: 2, images: 20, hidden: 9, classes: 3, batch: 4, rate: 0.1, std: 0.1, steps: 5}
	for _, key := range keys {
		for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), math.MaxFloat64, -math.MaxFloat64} {
			t.Run(fmt.Sprint(v, " in ", key), func(t *testing.T) {
				j.check(t, func(params map[string]*tensor.Tensor) {
					params[key].Reshape(-1).Set(v, -1)
				})
			})
		}
	}
}

// The caller may change the parameters between two steps and call Reload.
func TestReload(t *testing.T) {
	j := job{rows: 7, cols: 7, images: 40, hidden: 20, classes: 10, batch: 10, rate: 0.3, std: 0.1}
	train, mixed, alone := j.data(t), j.network(), j.network()
	mixedTrainer, aloneTrainer := New(mixed, train), New(alone, train)
	rng := random.New(1)
	for i := range 30 {
		batchMask := rng.Choice(j.images, j.batch)
		want := aloneTrainer.Step(batchMask, j.rate)
		if i%3 != 1 {
			if got := mixedTrainer.Step(batchMask, j.rate); got != want {
				t.Fatalf("loss after step %d = %v, want %v", i, got, want)
			}
			continue
		}
		network := mixedTrainer.Network()
		grad := network.Gradient(train.X.Rows(batchMask), train.T.Rows(batchMask))
		for key, param := range network.Params {
			param.SubInPlace(grad[key].MulScalar(j.rate))
		}
		mixedTrainer.Reload()
	}
	compare(t, j, mixedTrainer.Network(), aloneTrainer.Network())

	mixed.Params["W1"].Set(math.Inf(1), 0, 0)
	mixedTrainer.Reload()
	if loss := mixedTrainer.Step([]int{0, 1, 2}, 0.1); !math.IsNaN(loss) {
		t.Errorf("with W1 infinite, the loss = %v, want NaN", loss)
	}
	mixed.Params["W1"].SetAll(alone.Params["W1"])
	mixed.Params["b1"].SetAll(alone.Params["b1"])
	mixed.Params["W2"].SetAll(alone.Params["W2"])
	mixed.Params["b2"].SetAll(alone.Params["b2"])
	mixedTrainer.Reload()
	if got, want := mixedTrainer.Step([]int{0, 1, 2}, 0.1), aloneTrainer.Step([]int{0, 1, 2}, 0.1); got != want {
		t.Errorf("with finite parameters again, the loss = %v, want %v", got, want)
	}
}

// A Trainer runs the training of section 7.4, and computes the accuracy on a set
// that it does not train on.
func TestMNIST(t *testing.T) {
	if testing.Short() {
		t.Skip("60,000 images are too many for a short test")
	}
	train, test, err := mnist.Load(mnist.Options{OneHot: true})
	if err != nil {
		t.Fatal(err)
	}
	network := chapter5.NewTwoLayerNet(784, 50, 10, 0.01, random.New(42))
	other := chapter5.NewTwoLayerNet(784, 50, 10, 0.01, random.New(42))
	trainer, rng := New(other, train), random.New(42)
	for i := range 50 {
		batchMask := rng.Choice(60000, 100)
		xBatch, tBatch := train.X.Rows(batchMask), train.T.Rows(batchMask)
		grad := network.Gradient(xBatch, tBatch)
		for _, key := range keys {
			network.Params[key].SubInPlace(grad[key].MulScalar(0.1))
		}
		want := network.Loss(xBatch, tBatch)
		if got := trainer.Step(batchMask, 0.1); got != want {
			t.Fatalf("loss after step %d = %v, want %v", i, got, want)
		}
	}
	compare(t, job{}, trainer.Network(), network)
	if got, want := trainer.Accuracy(test), network.Accuracy(test.X, test.T); got != want {
		t.Errorf("Accuracy = %v, want %v", got, want)
	}
}

// A Trainer allocates its buffers in the first step. Later steps allocate only
// the function that the cores run.
func TestStepsUseTheSameBuffers(t *testing.T) {
	j := job{rows: 20, cols: 10, images: 60, hidden: 50, classes: 10, batch: 20, std: 0.1}
	train, batchMask := j.data(t), random.New(1).Choice(j.images, j.batch)
	withCores(1, func() {
		trainer := New(j.network(), train)
		trainer.Step(batchMask, 0.1)
		if got := testing.AllocsPerRun(10, func() { trainer.Step(batchMask, 0.1) }); got > 1 {
			t.Errorf("a step allocates %v times, want at most 1", got)
		}
	})
}

func TestImagesOfAnotherSize(t *testing.T) {
	j := job{rows: 4, cols: 4, images: 5, hidden: 3, classes: 2, batch: 2}
	defer func() {
		want := "fast: images of 16 pixels for a network of 15 inputs"
		if got := recover(); got != want {
			t.Errorf("New panics with %v, want %q", got, want)
		}
	}()
	New(chapter5.NewTwoLayerNet(15, 3, 2, 0.1, random.New(1)), j.data(t))
}

func FuzzTrainer(f *testing.F) {
	f.Add(uint32(1), byte(28), byte(28), byte(50), byte(10), byte(100), 0.1, 0.01, byte(1))
	f.Add(uint32(2), byte(1), byte(3), byte(1), byte(1), byte(1), 1e300, 1.0, byte(7))
	f.Fuzz(func(t *testing.T, seed uint32, rows, cols, hidden, classes, batch byte, rate, std float64, cores byte) {
		j := job{rows: 1 + int(rows)%40, cols: 1 + int(cols)%40, images: 30, hidden: 1 + int(hidden),
			classes: 1 + int(classes)%40, batch: 1 + int(batch), rate: rate, std: std, steps: 5, seed: seed}
		withCores(1+int(cores)%9, func() { j.check(t, nil) })
	})
}

func BenchmarkStep(b *testing.B) {
	train, _, err := mnist.Load(mnist.Options{})
	if err != nil {
		b.Fatal(err)
	}
	rng := random.New(42)
	trainer := New(chapter5.NewTwoLayerNet(784, 50, 10, 0.01, rng), train)
	trainer.Accuracy(train) // builds the lists of pixels
	b.Run("Step", func(b *testing.B) {
		for range b.N {
			trainer.Step(rng.Choice(60000, 100), 0.1)
		}
	})
	b.Run("Accuracy", func(b *testing.B) {
		for range b.N {
			trainer.Accuracy(train)
		}
	})
}
