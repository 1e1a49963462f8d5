package main

import "os"

func Example() {
	os.Setenv("LC_ALL", "C") // in English, wherever it runs
	main()
	// Output:
	// W1:5.019839242367374e-10
	// b1:2.702505420052424e-09
	// W2:5.788066424188781e-09
	// b2:1.3945825716316084e-07
	// The gradients agree: no element is off by more than 2e-06 of its size.
	// The numerical gradients took 79520 forward passes, and backpropagation took one forward and one backward pass.
}
