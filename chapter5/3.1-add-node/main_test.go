package main

func Example() {
	main()
	// Output:
	//      10
	// x -------+
	//      1.3 |       15
	//          +>(+)------> z
	//       5  |       1.3
	// y -------+
	//      1.3
	//
	// dout = 1: dx = 1, dy = 1
	// dout = 1.3: dx = 1.3, dy = 1.3
	// dout = -7: dx = -7, dy = -7
	//
	// -3 + 1000 = 997
	// dout = 1.3: dx = 1.3, dy = 1.3
}
