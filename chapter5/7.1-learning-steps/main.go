// Section 7.1: the steps of learning. Here they are taken on one mini-batch
// again and again, to see its loss fall; section 7.4 draws a new one each time.
package main

import (
	"fmt"
	"log"

	"backprop/chapter5"
	"backprop/mnist"
	"backprop/tensor/random"
)

func main() {
	rng := random.New(42)
	train, _, err := mnist.Load(mnist.Options{OneHot: true})
	if err != nil {
		log.Fatal(err)
	}
	xTrain, tTrain := train.X, train.T
	network := chapter5.NewTwoLayerNet(784, 50, 10, 0.01, rng)

	// Step 1, mini-batch: some of the training data, drawn at random.
	batchMask := rng.Choice(xTrain.Shape()[0], 100)
	xBatch := xTrain.Rows(batchMask)
	tBatch := tTrain.Rows(batchMask)
	fmt.Println("mini-batch", xBatch.Shape(), "labels", tBatch.Shape())

	for step := range 10 {
		// Step 2, gradients: the direction in which the loss grows.
		grad := network.Gradient(xBatch, tBatch)
		loss := network.LastLayer.Loss

		// Step 3, update: a small step the other way.
		for _, key := range []string{"W1", "b1", "W2", "b2"} {
			network.Params[key].SubInPlace(grad[key].MulScalar(0.5))
		}
		fmt.Printf("step %2d  loss %.4f -> %.4f\n", step+1, loss,
			network.Loss(xBatch, tBatch))
	}
	fmt.Println("accuracy on the mini-batch", network.Accuracy(xBatch, tBatch))
}
