// Measure prints the numbers that the pages of docs/ have in their text and
// tables. cmd/docs runs it and compares.
//
//	go run ./docs/measure NAME
package main

import (
	"fmt"
	"maps"
	"os"
	"slices"
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
	"affine": affines, "softmax": softmaxes, "network": networks, "check": check, "epochs": epochs,
	"kinks": kinks, "memory": memory, "why": why, "losses": losses, "setup": setup,
	"products": products, "digits": digits,
	// These take longer and are recorded.
	"curve": curve, "columns": columns, "speed": speed, "seeds": seeds, "rates": rates,
	"broken": broken, "start": start, "pixels": pixels, "long": long, "sizes": sizes,
	"accuracies": accuracies, "peaks": peaks, "steps": steps, "square": square, "times": times,
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

var keys = []string{"W1", "b1", "W2", "b2"}

// A training is the training of section 7.4 with changed settings.
type training struct {
	rate, std     float64
	hidden, iters int
	seed          uint32
	rng           *random.RandomState
	change        func(net *chapter5.TwoLayerNet)       // the network, before the first iteration
	batch         func(x *tensor.Tensor) *tensor.Tensor // the images of a mini-batch
	each          func(i int, loss float64)
	net           *chapter5.TwoLayerNet
	plain         bool // with the chapter's own layers
}

// usual returns the training of section 7.4.
func usual() *training {
	return &training{rate: 0.1, std: 0.01, hidden: 50, iters: 10000, seed: 42}
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

// run trains and returns the accuracies on the training images and on the test
// images, one of each an epoch.
func (t *training) run() (train, test []float64) {
	t.start()
	f := fast.New(t.net, trainSet)
	plain := t.plain || t.batch != nil
	for i := range t.iters {
		mask := t.rng.Choice(60000, 100)
		var loss float64
		if plain {
			x, labels := trainSet.X.Rows(mask), trainSet.T.Rows(mask)
			if t.batch != nil {
				x = t.batch(x)
			}
			grad := t.net.Gradient(x, labels)
			for _, key := range keys {
				t.net.Params[key].SubInPlace(grad[key].MulScalar(t.rate))
			}
			loss = t.net.Loss(x, labels)
		} else {
			loss = f.Step(mask, t.rate)
		}
		if t.each != nil {
			t.each(i, loss)
		}
		if i%600 != 0 {
			continue
		}
		accuracy := f.Accuracy
		if plain {
			accuracy = t.accuracy
		}
		train, test = append(train, accuracy(trainSet)), append(test, accuracy(testSet))
	}
	t.net = f.Network()
	return train, test
}

// accuracy returns the accuracy of the chapter's layers on the images that batch
// returns.
func (t *training) accuracy(set mnist.Set) float64 {
	if t.batch == nil {
		return t.net.Accuracy(set.X, set.T)
	}
	correct := 0.0
	for from := 0; from < set.X.Shape()[0]; from += 100 {
		x, labels := t.batch(set.X.Slice(from, from+100)), set.T.Slice(from, from+100)
		correct += 100 * t.net.Accuracy(x, labels)
	}
	return correct / float64(set.X.Shape()[0])
}

// dead returns how many hidden neurons are 0 for all training images.
func (t *training) dead() int {
	alive := map[int]bool{}
	for from := 0; from < 60000; from += 1000 {
		h := t.net.Relu1.Forward(t.net.Affine1.Forward(trainSet.X.Slice(from, from+1000)))
		sum := h.Sum(0)
		for j := range t.hidden {
			if sum.At(j) > 0 {
				alive[j] = true
			}
		}
	}
	return t.hidden - len(alive)
}

// in returns the text in the language of the environment.
func in(english, korean string) string {
	if bilingual.LanguageOf(os.Getenv) == bilingual.Korean {
		return korean
	}
	return english
}

// report prints a claim and the result or the panic of f.
func report(claim string, f func() any) {
	defer func() {
		if r := recover(); r != nil {
			fmt.Printf("%s\n  panic: %v\n", claim, r)
		}
	}()
	result := f()
	fmt.Printf("%s\n  %v\n", claim, strings.ReplaceAll(fmt.Sprint(result), "\n", "\n  "))
}
