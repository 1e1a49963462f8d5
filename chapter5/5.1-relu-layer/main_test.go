package main

func Example() {
	main()
	// Output:
	// x
	// [[ 1.  -0.5]
	//  [-2.   3. ]]
	// mask, x <= 0
	// [[0. 1.]
	//  [1. 0.]]
	// forward
	// [[1. 0.]
	//  [0. 3.]]
	// dout
	// [[10. 20.]
	//  [30. 40.]]
	// backward
	// [[10.  0.]
	//  [ 0. 40.]]
	// dy/dx at -1, 0, 1: [0. 0. 1.]
}
