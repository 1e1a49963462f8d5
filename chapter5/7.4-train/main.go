// Section 7.4: training the network of chapter5/twolayernet.go. The program
// prints the accuracy on the training set and on the test set once per epoch.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"runtime/debug"

	"backprop/chapter5"
	"backprop/mnist"
	"backprop/tensor/random"
)

func main() {
	seed := flag.Uint("seed", 42, "seed of the random numbers")
	iters := flag.Uint("iters", 10000, "number of iterations")
	flag.Parse()
	if *seed > 1<<32-1 {
		fmt.Fprintln(os.Stderr, "-seed: want a number from 0 to 4294967295")
		os.Exit(2)
	}
	rng := random.New(uint32(*seed))
	debug.SetGCPercent(50) // collect garbage sooner: the images take 55 MB

	train, test, err := mnist.Load(mnist.Options{OneHot: true})
	if err != nil {
		log.Fatal(err)
	}
	xTrain, tTrain, xTest, tTest := train.X, train.T, test.X, test.T

	network := chapter5.NewTwoLayerNet(784, 50, 10, 0.01, rng)

	// hyperparameters
	itersNum := int(*iters)
	trainSize := xTrain.Shape()[0]
	batchSize := 100
	learningRate := 0.1

	var trainLossList, trainAccList, testAccList []float64

	// iterations per epoch: they draw as many images as the training set has
	iterPerEpoch := max(trainSize/batchSize, 1)

	for i := range itersNum {
		// a mini-batch
		batchMask := rng.Choice(trainSize, batchSize)
		xBatch := xTrain.Rows(batchMask)
		tBatch := tTrain.Rows(batchMask)

		// the gradients
		// grad := network.NumericalGradient(xBatch, tBatch) // far slower
		grad := network.Gradient(xBatch, tBatch) // by backpropagation

		// update
		for _, key := range []string{"W1", "b1", "W2", "b2"} {
			network.Params[key].SubInPlace(grad[key].MulScalar(learningRate))
		}

		// record
		loss := network.Loss(xBatch, tBatch)
		trainLossList = append(trainLossList, loss)

		// once per epoch
		if i%iterPerEpoch == 0 {
			trainAcc := network.Accuracy(xTrain, tTrain)
			testAcc := network.Accuracy(xTest, tTest)
			trainAccList = append(trainAccList, trainAcc)
			testAccList = append(testAccList, testAcc)
			fmt.Println(trainAcc, testAcc)
		}
	}
}
