package main

func Example() {
	main()
	// Output:
	//       1
	// x -------+
	//       6  |       t = 3           9
	//          +>(+)--------->(**2)------> z
	//       2  |         6             1
	// y -------+
	//       6
	//
	// at z  dz/dz                 = 1
	// at t  dz/dz · dz/dt         = 1 · 6 = 6
	// at x  dz/dz · dz/dt · dt/dx = 6 · 1 = 6
	// at y  dz/dz · dz/dt · dt/dy = 6 · 1 = 6
	// the derivative at x equals 2(x + y): true
}
