// Section 7.2: the two-layer network, before training. The book's class
// TwoLayerNet is in chapter5/twolayernet.go.
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

	network := chapter5.NewTwoLayerNet(784, 50, 10, 0.01, rng)

	train, test, err := mnist.Load(mnist.Options{OneHot: true})
	if err != nil {
		log.Fatal(err)
	}
	x, t := train.X.Slice(0, 3), train.T.Slice(0, 3)

	// Each gradient has the shape of its parameter.
	grad := network.Gradient(x, t)
	count := 0
	fmt.Println("parameter  shape      gradient")
	for _, key := range []string{"W1", "b1", "W2", "b2"} {
		param := network.Params[key]
		fmt.Printf("%-9s  %-9v  %v\n", key, param.Shape(), grad[key].Shape())
		count += param.Size()
	}
	fmt.Println("parameters", count)

	// With weights near 0, each of the ten classes has a probability of about
	// 0.1. So the loss is about log(10) = 2.3026, and the accuracy about 0.1.
	y := network.Predict(x)
	fmt.Println("scores", y.Shape())
	fmt.Println(y)
	fmt.Printf("loss %.4f\n", network.Loss(x, t))
	fmt.Println("accuracy", network.Accuracy(test.X, test.T))
}
