// Section 7.4: training by backpropagation. Each epoch prints the accuracy on
// the training set and on the test set.
package main

import (
	"flag"
	"fmt"
	"log"
	"math"

	"backprop/chapter5"
	"backprop/mnist"
	"backprop/tensor/random"
)

func main() {
	seed := flag.Uint("seed", 42, "seed of the random numbers")
	itersNum := flag.Uint("iters", 10000, "number of iterations")
	flag.Parse()
	rng := random.New(uint32(*seed))

	train, test, err := mnist.Load(mnist.Options{OneHot: true})
	if err != nil {
		log.Fatal(err)
	}
	xTrain, tTrain, xTest, tTest := train.X, train.T, test.X, test.T

	network := chapter5.NewTwoLayerNet(784, 50, 10, 0.01, rng)

	// hyperparameters
	trainSize := xTrain.Shape()[0]
	batchSize := 100
	learningRate := 0.1

	var trainLossList, trainAccList, testAccList []float64

	// iterations until as many images are seen as there are
	iterPerEpoch := max(float64(trainSize)/float64(batchSize), 1)

	for i := range *itersNum {
		// a mini-batch
		batchMask := rng.Choice(trainSize, batchSize)
		xBatch := xTrain.Rows(batchMask)
		tBatch := tTrain.Rows(batchMask)

		// its gradients
		// grad := network.NumericalGradient(xBatch, tBatch) // far slower
		grad := network.Gradient(xBatch, tBatch)

		// update
		for _, key := range []string{"W1", "b1", "W2", "b2"} {
			network.Params[key].SubInPlace(grad[key].MulScalar(learningRate))
		}

		loss := network.Loss(xBatch, tBatch)
		trainLossList = append(trainLossList, loss)

		if math.Mod(float64(i), iterPerEpoch) == 0 {
			trainAcc := network.Accuracy(xTrain, tTrain)
			testAcc := network.Accuracy(xTest, tTest)
			trainAccList = append(trainAccList, trainAcc)
			testAccList = append(testAccList, testAcc)
			fmt.Println(trainAcc, testAcc)
		}
	}
}
