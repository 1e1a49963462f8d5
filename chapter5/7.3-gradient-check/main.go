// Section 7.3: the gradients by backpropagation, checked against those by
// numerical differentiation. The network is in chapter5/twolayernet.go, and the
// last sentence comes from layers/layertest/gradients.go.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"

	"backprop/chapter5"
	"backprop/layers/layertest"
	"backprop/layers/layertest/bilingual"
	"backprop/mnist"
	"backprop/tensor/random"
)

func main() {
	seed := flag.Uint("seed", 42, "seed of the random numbers")
	flag.Parse()
	if *seed > 1<<32-1 {
		fmt.Fprintln(os.Stderr, "-seed: want a number from 0 to 4294967295")
		os.Exit(2)
	}
	rng := random.New(uint32(*seed))

	train, _, err := mnist.Load(mnist.Options{OneHot: true})
	if err != nil {
		log.Fatal(err)
	}
	xTrain, tTrain := train.X, train.T

	network := chapter5.NewTwoLayerNet(784, 50, 10, 0.01, rng)

	// three images are enough
	xBatch := xTrain.Slice(0, 3)
	tBatch := tTrain.Slice(0, 3)

	gradNumerical := network.NumericalGradient(xBatch, tBatch)
	gradBackprop := network.Gradient(xBatch, tBatch)

	// the mean absolute difference for each parameter
	keys := []string{"W1", "b1", "W2", "b2"}
	for _, key := range keys {
		diff := gradBackprop[key].Sub(gradNumerical[key]).Abs().Mean().Item()
		fmt.Printf("%s:%v\n", key, diff)
	}

	// the meaning of these numbers, in a sentence
	fmt.Println(layertest.Diagnose(layertest.Gradients{
		Names: keys, Params: network.Params, N: 3,
		Backprop: gradBackprop, Numerical: gradNumerical,
		Loss: func() float64 { return network.Loss(xBatch, tBatch) },
	}).Verdict(bilingual.LanguageOf(os.Getenv)))
}
