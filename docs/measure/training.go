package main

import (
	"fmt"
	"math"
	"time"

	"backprop/chapter5"
)

// curve prints the losses and accuracies that figure curve draws.
func curve() {
	sum := 0.0
	t := usual()
	t.each = func(i int, loss float64) {
		sum += loss
		if i%100 == 99 {
			fmt.Printf("iterations %d to %d: mean loss %.4f\n", i-99, i, sum/100)
			sum = 0
		}
	}
	train, test := t.run()
	for e := range train {
		fmt.Printf("iteration %d: accuracy %.4f %.4f\n", 600*e, train[e], test[e])
	}
}

// columns prints four columns of W1 before and after the training. A letter is a
// weight in ninths of the column's largest: a is -9, j is 0 and s is 9.
func columns() {
	t := usual()
	show := func(when string) {
		for j := 1; j <= 4; j++ {
			W := t.net.Params["W1"]
			largest := 0.0
			for i := range 784 {
				largest = max(largest, math.Abs(W.At(i, j)))
			}
			pixels := make([]byte, 784)
			for i := range pixels {
				pixels[i] = byte('j' + int(math.Round(9*W.At(i, j)/largest)))
			}
			fmt.Printf("%s, column %d: %s\n", when, j, pixels)
		}
	}
	t.start()
	show("before")
	t.run()
	show("after")
}

// speed prints how long forward, backward and the numerical gradient take for a
// batch of 100, each as the shortest of several times.
func speed() {
	t := usual().start()
	x, labels := t.batch()
	shortest := func(f func()) float64 {
		best := math.Inf(1)
		for range 200 {
			start := time.Now()
			f()
			best = min(best, time.Since(start).Seconds())
		}
		return best
	}
	loss := shortest(func() { t.net.Loss(x, labels) })
	gradient := shortest(func() { t.net.Gradient(x, labels) })
	const passes = 2 * 39760
	fmt.Printf("39760 parameters, 784 pixels, 100 images\none forward pass: %.2f ms\n", 1000*loss)
	fmt.Printf("forward and backward: %.2f ms, %.1f forward passes\n", 1000*gradient, gradient/loss)
	fmt.Printf("numerical gradient, %d forward passes: %.0f s\n", passes, passes*loss)
	fmt.Printf("numerical gradient / backpropagation: %.0f\n", passes*loss/gradient)
	fmt.Printf("10000 numerical gradients: %.1f days\n", 10000*passes*loss/86400)
	fmt.Printf("10000 gradients by backpropagation: %.0f s\n", 10000*gradient)
}

func rates() {
	for _, rate := range []float64{0.001, 0.01, 0.1, 0.5, 1, 1.5, 2} {
		t := usual()
		t.rate = rate
		_, test := t.run()
		fmt.Printf("learning rate %v: %v after one epoch, %v at the end, %d of 50 neurons dead\n",
			rate, test[1], test[16], t.dead())
	}
}

// accuracies prints the last accuracies of the seeds 0 to 9.
func accuracies() {
	var last []float64
	for seed := range uint32(10) {
		t := usual()
		t.seed = seed
		_, test := t.run()
		last = append(last, test[16])
	}
	fmt.Printf("seeds 0 to 9, last line: %v\n", last)
}

// start prints what other first weights lead to.
func start() {
	constant := func(keys ...string) func(*chapter5.TwoLayerNet) {
		return func(net *chapter5.TwoLayerNet) {
			for _, key := range keys {
				W := net.Params[key]
				W.SetMasked(W.Equal(W), 0.01) // W[:] = 0.01
			}
		}
	}
	for _, c := range []struct {
		name   string
		std    float64
		hidden int
		change func(*chapter5.TwoLayerNet)
	}{
		{"all weights 0", 0, 50, nil},
		{"all weights 0.01", 0.01, 50, constant("W1", "W2")},
		{"a single hidden neuron", 0.01, 1, nil},
		{"W1 constant, W2 random", 0.01, 50, constant("W1")},
		{"standard deviation 1", 1, 50, nil},
	} {
		t := usual()
		t.std, t.hidden, t.change = c.std, c.hidden, c.change
		_, test := t.run()
		fmt.Printf("%s: %v after one epoch, %v at the end\n", c.name, test[1], test[16])
	}
}

// pixels prints what pixels from 0 to 255 lead to.
func pixels() {
	for _, rate := range []float64{0.1, 0.001} {
		t := usual()
		t.rate, t.scale = rate, 255
		first := 0.0
		t.each = func(i int, loss float64) {
			if i == 0 {
				first = loss
			}
		}
		_, test := t.run()
		fmt.Printf("pixels to 255, learning rate %v: loss %.1f after one update, accuracy %v at the end\n", rate, first, test[16])
	}
}

// long prints what 100 epochs lead to.
func long() {
	t := usual()
	t.iters = 60001
	train, test := t.run()
	for _, e := range []int{50, 100} {
		fmt.Printf("epoch %d: %v (%.0f wrong) and %v (%.0f wrong)\n", e,
			train[e], 60000*(1-train[e]), test[e], 10000*(1-test[e]))
	}
}

func sizes() {
	for _, hidden := range []int{10, 50, 100, 200} {
		t := usual()
		t.hidden = hidden
		train, test := t.run()
		fmt.Printf("%d hidden neurons: %d parameters, accuracy %v, %.0f training images wrong\n",
			hidden, 784*hidden+hidden+hidden*10+10, test[16], 60000*(1-train[16]))
	}
}
