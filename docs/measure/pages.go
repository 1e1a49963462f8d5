package main

import (
	"fmt"
	"math"
	"regexp"
	"strings"

	"backprop/layers"
	"backprop/mnist"
	"backprop/tensor"
)

// why prints the numbers of the page before section 1.
func why() {
	fmt.Printf("-2 × 0.05 = %.2g; 3 × 0.01 = %.2g\n", -2*0.05, 3*0.01)
	for _, classes := range []float64{10, 26} {
		fmt.Printf("log(%v) = %.4f\n", classes, math.Log(classes))
	}
	const seconds = 2 * 1000000 * 0.001
	fmt.Printf("2 × 1000000 forward passes of 1 ms: %.0f s, %.0f minutes\n", seconds, seconds/60)
}

// setup prints what the README says of the settings.
func setup() {
	t := usual()
	fmt.Printf("%sseed %d, standard deviation %v, learning rate %v, %d iterations\n", read("go.mod"), t.seed, t.std, t.rate, t.iters)
}

// numpy prints how many iterations an epoch has, and compares the losses of a
// training with NumPy's.
func numpy() {
	for _, batch := range []int{100, 64} {
		fmt.Printf("a batch of %d: %v iterations, in integers %d\n", batch, 60000/float64(batch), 60000/batch)
	}
	lines := strings.Split(strings.TrimSpace(read("chapter5/testdata/losses_seed42.txt")), "\n")
	t, largest := usual(), 0.0
	t.iters = len(lines)
	t.each = func(i int, loss float64) {
		want := parse(strings.Fields(lines[i])[2])
		largest = max(largest, math.Abs(loss-want)/want)
	}
	t.run()
	fmt.Printf("the first %d losses agree with NumPy's to %d digits\n", len(lines), int(-math.Log10(largest)))
}

// digits prints the numbers of the page about your own digit.
func digits() {
	width, height := 0, 0
	for _, set := range []mnist.Set{trainSet, testSet} {
		for image := range set.X.Shape()[0] {
			left, top, right, bottom := 28, 28, -1, -1
			for i, v := range set.X.Bytes(image) {
				if v > 0 {
					left, top, right, bottom = min(left, i%28), min(top, i/28), max(right, i%28), max(bottom, i/28)
				}
			}
			width, height = max(width, right-left+1), max(height, bottom-top+1)
		}
	}
	fmt.Printf("every digit of MNIST fits in a box of %d × %d\n", width, height)
	fmt.Printf("softmax of two scores with a difference of 10: %.6f\n", layers.Softmax(tensor.Matrix([][]float64{{10, 0}})).At(0, 0))
	fmt.Println(regexp.MustCompile(`doubtBelow = [\d.]+`).FindString(read("cmd/predict/answer.go")))
}
