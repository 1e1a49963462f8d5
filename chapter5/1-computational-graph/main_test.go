package main

func Example() {
	main()
	// Output:
	// forward
	//           100
	// apple  -------+       200         220
	//               +>(*)-------+>(*)------> price
	//            2  |           |
	// number -------+           |
	//                           |
	//           1.1             |
	// tax    -------------------+
	//
	// backward
	//           100
	// apple  -------+
	//           2.2 |       200         220
	//               +>(*)-------+>(*)------> price
	//            2  |       1.1 |        1
	// number -------+           |
	//           110             |
	//                           |
	//           1.1             |
	// tax    -------------------+
	//           200
	//
	// if an apple costs 101 won, you pay 2.2 won more
}
