package main

func Example() {
	main()
	// Output:
	// forward   10 + 5 = 15
	// backward  dout = 1: dx = 1, dy = 1
	// backward  dout = 1.3: dx = 1.3, dy = 1.3
	// backward  dout = -7: dx = -7, dy = -7
	// forward   -3 + 1000 = 997
	// backward  dout = 1.3: dx = 1.3, dy = 1.3
}
