// Section 7.3: the gradients by backpropagation, checked against those by
// numerical differentiation: the mean absolute difference of each parameter,
// and what it means.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"time"

	"backprop/chapter5"
	"backprop/layers/layertest"
	"backprop/mnist"
	"backprop/tensor/random"
)

func main() {
	seed := flag.Uint("seed", 42, "seed of the random numbers")
	verbose := flag.Bool("v", false, "show what the verdict rests on")
	flag.Parse()
	rng := random.New(uint32(*seed))

	train, _, err := mnist.Load(mnist.Options{OneHot: true})
	if err != nil {
		log.Fatal(err)
	}
	xTrain, tTrain := train.X, train.T

	network := chapter5.NewTwoLayerNet(784, 50, 10, 0.01, rng)

	// three images will do
	xBatch := xTrain.Slice(0, 3)
	tBatch := tTrain.Slice(0, 3)

	start := time.Now()
	gradNumerical := network.NumericalGradient(xBatch, tBatch)
	took := time.Since(start)
	gradBackprop := network.Gradient(xBatch, tBatch)

	// the mean of the absolute differences
	keys := []string{"W1", "b1", "W2", "b2"}
	for _, key := range keys {
		diff := gradBackprop[key].Sub(gradNumerical[key]).Abs().Mean().Item()
		fmt.Printf("%s:%v\n", key, diff)
	}

	// what they mean, and what they cost
	check := layertest.Gradients{Names: keys, Params: network.Params,
		Backprop: gradBackprop, Numerical: gradNumerical, N: 3,
		Loss: func() float64 { return network.Loss(xBatch, tBatch) }}
	diagnosis := layertest.Diagnose(check)
	fmt.Println(diagnosis.Verdict(layertest.LanguageOf(os.Getenv)))
	if *verbose {
		fmt.Printf("\n%s\n", diagnosis.Table(check))
		start = time.Now()
		network.Gradient(xBatch, tBatch)["W1"].Data() // computed when looked at
		fmt.Printf("%d losses took %v, one gradient by backpropagation %v\n",
			2*diagnosis.Elements(), took, time.Since(start))
	}
}
