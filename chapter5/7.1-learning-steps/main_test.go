package main

func Example() {
	main()
	// Output:
	// mini-batch (100, 784) labels (100, 10)
	// step  1  loss 2.3028 -> 2.2949
	// step  2  loss 2.2949 -> 2.2868
	// step  3  loss 2.2868 -> 2.2765
	// step  4  loss 2.2765 -> 2.2624
	// step  5  loss 2.2624 -> 2.2419
	// step  6  loss 2.2419 -> 2.2121
	// step  7  loss 2.2121 -> 2.1705
	// step  8  loss 2.1705 -> 2.1157
	// step  9  loss 2.1157 -> 2.0466
	// step 10  loss 2.0466 -> 1.9634
	// accuracy on the mini-batch 0.4
}
