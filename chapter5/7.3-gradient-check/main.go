// Section 7.3: the gradients by backpropagation, checked against those by
// numerical differentiation: the mean absolute difference of each parameter.
package main

import (
	"flag"
	"fmt"
	"log"

	"backprop/chapter5"
	"backprop/mnist"
	"backprop/tensor/random"
)

func main() {
	seed := chapter5.SeedFlag(flag.CommandLine)
	chapter5.ParseFlags()
	rng := random.New(*seed)

	train, _, err := mnist.Load(mnist.Options{OneHot: true})
	if err != nil {
		log.Fatal(err)
	}
	xTrain, tTrain := train.X, train.T

	network := chapter5.NewTwoLayerNet(784, 50, 10, 0.01, rng)

	// three images will do
	xBatch := xTrain.Slice(0, 3)
	tBatch := tTrain.Slice(0, 3)

	gradNumerical := network.NumericalGradient(xBatch, tBatch)
	gradBackprop := network.Gradient(xBatch, tBatch)

	// the mean of the absolute differences
	for _, key := range []string{"W1", "b1", "W2", "b2"} {
		diff := gradBackprop[key].Sub(gradNumerical[key]).Abs().Mean().Item()
		fmt.Printf("%s:%v\n", key, diff)
	}
}
