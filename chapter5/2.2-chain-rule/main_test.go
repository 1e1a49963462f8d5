package main

func Example() {
	main()
	// Output:
	// x = 1, y = 2: t = 3, z = 9
	//   dz/dt · dt/dx = 6 · 1 = 6
	//   2(x + y)      = 6
	//   numerical     = 6
	// x = 3, y = -1: t = 2, z = 4
	//   dz/dt · dt/dx = 4 · 1 = 4
	//   2(x + y)      = 4
	//   numerical     = 4
	// x = -2, y = 0.5: t = -1.5, z = 2.25
	//   dz/dt · dt/dx = -3 · 1 = -3
	//   2(x + y)      = -3
	//   numerical     = -3
}
