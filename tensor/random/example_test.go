package random_test

import (
	"fmt"

	"backprop/tensor/random"
)

// The numbers are what Python prints after np.random.seed(42).
func Example() {
	r := random.New(42)
	fmt.Println(r.Randn(2, 2))      // np.random.randn(2, 2)
	fmt.Println(r.Choice(60000, 4)) // np.random.choice(60000, 4)
	fmt.Println(r.Rand())           // np.random.rand()
	fmt.Println(r.Permutation(5))   // np.random.permutation(5)
	// Output:
	// [[ 0.49671415 -0.1382643 ]
	//  [ 0.64768854  1.52302986]]
	// [54886 6265 16850 37194]
	// 0.45924889196586716
	// [0 1 2 3 4]
}

func ExampleGenerator_Rand() {
	fmt.Println(random.New(42).Rand(3))
	// Output: [0.37454012 0.95071431 0.73199394]
}

func ExampleGenerator_Randn() {
	r := random.New(42)
	fmt.Println(r.Randn(3)) // numbers are made in pairs: the fourth is kept
	fmt.Println(r.Randn())  // for the next call
	// Output:
	// [ 0.49671415 -0.1382643   0.64768854]
	// 1.5230298564080254
}

// A mini-batch: 10 of 60,000 images, with replacement.
func ExampleGenerator_Choice() {
	fmt.Println(random.New(42).Choice(60000, 10))
	// Output: [56422 15795 860 38158 54343 44732 11284 54886 6265 16850]
}

func ExampleGenerator_Permutation() {
	fmt.Println(random.New(42).Permutation(8))
	// Output: [1 5 0 7 2 4 3 6]
}

func ExampleGenerator_Shuffle() {
	names := []string{"a", "b", "c", "d", "e"}
	random.New(42).Shuffle(len(names), func(i, j int) {
		names[i], names[j] = names[j], names[i]
	})
	fmt.Println(names)
	// Output: [b e c a d]
}
