package main

func Example() {
	main()
	// Output:
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
	//         derivative  change for +1
	// apple          2.2            2.2
	// number         110            110
	// tax            200            200
	//
	// Adding 1 to the tax raises it from 10% to 110%.
	// A derivative depends on the unit of its input.
}
