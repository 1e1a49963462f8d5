package main

func Example() {
	main()
	// Output:
	// forward   10 × 5 = 50
	// backward  dout = 1.3: dx = 1.3 × 5 = 6.5, dy = 1.3 × 10 = 13
	// forward   -3 × 1000 = -3000
	// backward  dout = 1.3: dx = 1.3 × 1000 = 1300, dy = 1.3 × -3 = -3.9000000000000004
}
