package main

func Example() {
	main()
	// Output:
	// price 220
	//
	// input         derivative  1 more costs
	// apple price          2.2           2.2
	// apple number         110           110
	// tax                  200           200
	//
	// 1 more of tax is 100% more: a derivative depends on its unit.
}
