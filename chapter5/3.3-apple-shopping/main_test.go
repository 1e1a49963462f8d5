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
	//         derivative  1 more costs
	// apple          2.2           2.2
	// number         110           110
	// tax            200           200
	//
	// 1 more of tax is 100% more: a derivative depends on its unit.
}
