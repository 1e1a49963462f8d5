// Section 7.1: the steps of learning. This program repeats them with the same
// mini-batch, so that you see its loss fall. Section 7.4 draws a new mini-batch
// each time. The network is in chapter5/twolayernet.go.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"

	"backprop/chapter5"
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
	learningRate := 0.5 // large, so that ten steps show an effect

	// Step 1, mini-batch: some of the training data, drawn at random.
	batchMask := rng.Choice(xTrain.Shape()[0], 100)
	xBatch := xTrain.Rows(batchMask)
	tBatch := tTrain.Rows(batchMask)
	fmt.Println("mini-batch", xBatch.Shape(), "labels", tBatch.Shape())

	for step := range 10 {
		// Step 2, gradients. The book says that a gradient points to the
		// smallest loss. In fact, the loss grows fastest in its direction.
		grad := network.Gradient(xBatch, tBatch)
		loss := network.LastLayer.Loss // of Gradient's forward pass

		// Step 3, update: a small step against the gradient, so subtract.
		for _, key := range []string{"W1", "b1", "W2", "b2"} {
			network.Params[key].SubInPlace(grad[key].MulScalar(learningRate))
		}
		fmt.Printf("step %2d  loss %.4f -> %.4f\n", step+1, loss,
			network.Loss(xBatch, tBatch))
	}
	fmt.Println("accuracy on the mini-batch", network.Accuracy(xBatch, tBatch))
}
