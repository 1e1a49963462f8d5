package main

func Example() {
	main()
	// Output:
	// x·W + b = y  (2) (2, 3) (3) (3) [0.6 1.3 2. ]
	// dx = dout·Wᵀ (3) (3, 2) (2) [53.1 64.2]
	// dW = xᵀ·dout (2, 1) (1, 3) (2, 3)
	// [[  1.  10. 100.]
	//  [  2.  20. 200.]]
	// db = dout    (3) [  1.  10. 100.]
	// dout·W        tensor: Dot: inner dimensions differ: (3)·(2, 3)
	// agree with differences: true true true
}
