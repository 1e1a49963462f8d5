// Measure prints the numbers that the pages of docs/ have in their text and
// tables. cmd/docs runs it and compares.
//
//	go run ./docs/measure NAME
//
// The map measures has the names. The files are those of the pages' subjects; pages.go
// has short ones of the pages that are no sections, and training.go those for which a
// network must be trained. performance.go times the steps of a product, and
// docs/performance.sh times whole programs beside NumPy.
package main

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"

	"backprop/chapter5"
	"backprop/chapter5/fast"
	"backprop/layers/layertest/bilingual"
	"backprop/mnist"
	"backprop/tensor"
	"backprop/tensor/random"
)

var measures = map[string]func(){
	// These run at once.
	"graph": graphs, "numbers": numbers, "relu": relus, "sigmoid": sigmoids,
	"affine": affines, "softmax": softmaxes, "network": networks, "check": check, "kinks": kinks,
	"memory": memory, "why": why, "numpy": numpy, "setup": setup, "products": products, "digits": digits,
	// These take longer and are recorded.
	"curve": curve, "columns": columns, "speed": speed, "rates": rates,
	"broken": broken, "start": start, "pixels": pixels, "long": long, "sizes": sizes,
	"accuracies": accuracies, "steps": steps, "square": square, "times": times,
}

func main() {
	names := strings.Join(slices.Sorted(maps.Keys(measures)), ", ")
	if len(os.Args) != 2 || measures[os.Args[1]] == nil {
		fmt.Fprintf(os.Stderr, "usage: go run ./docs/measure NAME\n\nNAME is one of %s.\n", names)
		os.Exit(2)
	}
	measures[os.Args[1]]()
}

var trainSet, testSet = load()

func load() (train, test mnist.Set) {
	train, test, err := mnist.Load(mnist.Options{OneHot: true})
	if err != nil {
		panic(err) // the data is inside the program
	}
	return train, test
}

// A training is the training of section 7.4 with changed settings.
type training struct {
	rate, std     float64
	hidden, iters int
	seed          uint32
	scale         float64                         // of the pixels
	change        func(net *chapter5.TwoLayerNet) // the network, before the first iteration
	each          func(i int, loss float64)

	rng *random.RandomState
	net *chapter5.TwoLayerNet
}

// usual returns the training of section 7.4.
func usual() *training {
	return &training{rate: 0.1, std: 0.01, hidden: 50, iters: 10000, seed: 42, scale: 1}
}

// start creates the network.
func (t *training) start() *training {
	t.rng = random.New(t.seed)
	t.net = chapter5.NewTwoLayerNet(784, t.hidden, 10, t.std, t.rng)
	if t.change != nil {
		t.change(t.net)
	}
	return t
}

// batch returns the next mini-batch.
func (t *training) batch() (x, labels *tensor.Tensor) {
	mask := t.rng.Choice(60000, 100)
	return trainSet.X.Rows(mask).MulScalar(t.scale), trainSet.T.Rows(mask)
}

// update updates the parameters and returns the loss after that.
func (t *training) update(x, labels *tensor.Tensor) (loss float64) {
	grad := t.net.Gradient(x, labels)
	for _, key := range chapter5.ParamNames {
		t.net.Params[key].SubInPlace(grad[key].MulScalar(t.rate))
	}
	return t.net.Loss(x, labels)
}

// run trains and returns the accuracies on the training images and on the test
// images, one of each an epoch. If the network or the pixels have changed, it uses
// the chapter's own layers.
func (t *training) run() (train, test []float64) {
	t.start()
	f := fast.New(t.net, trainSet)
	step := func() float64 { return f.Step(t.rng.Choice(60000, 100), t.rate) }
	accuracy := f.Accuracy
	if t.change != nil || t.scale != 1 {
		step = func() float64 { return t.update(t.batch()) }
		accuracy = func(set mnist.Set) float64 { return t.net.Accuracy(scaledImages{set.X, t.scale}, set.T) }
	}
	for i := range t.iters {
		loss := step()
		if t.each != nil {
			t.each(i, loss)
		}
		if i%600 == 0 {
			train, test = append(train, accuracy(trainSet)), append(test, accuracy(testSet))
		}
	}
	f.Network() // has the parameters now
	return train, test
}

// scaledImages are images whose pixels are multiplied by a factor.
type scaledImages struct {
	*mnist.Array
	factor float64
}

func (s scaledImages) Slice(from, to int) *tensor.Tensor {
	return s.Array.Slice(from, to).MulScalar(s.factor)
}

// dead returns how many hidden neurons are 0 for all training images.
func (t *training) dead() int {
	sum := tensor.Zeros(t.hidden)
	for from := 0; from < 60000; from += 1000 {
		sum = sum.Add(t.net.Relu1.Forward(t.net.Affine1.Forward(trainSet.X.Slice(from, from+1000))).Sum(0))
	}
	return int(sum.LessEqual(0).Sum().Item())
}

// read returns a file of the tree. It panics if there is none.
func read(path string) string {
	text, err := os.ReadFile(path)
	if err != nil {
		panic(err)
	}
	return string(text)
}

// parse returns the number that text is, or panics.
func parse(text string) float64 {
	v, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if err != nil {
		panic(err)
	}
	return v
}

// in returns the text in the language of the environment.
func in(english, korean string) string {
	if bilingual.LanguageOf(os.Getenv) == bilingual.Korean {
		return korean
	}
	return english
}

// report prints a claim and a result.
func report(claim string, result any) {
	fmt.Printf("%s\n  %v\n", claim, strings.ReplaceAll(fmt.Sprint(result), "\n", "\n  "))
}

// reportPanic prints a claim and the message with which f panics.
func reportPanic(claim string, f func()) {
	defer func() { report(claim, fmt.Sprint("panic: ", recover())) }()
	f()
}
