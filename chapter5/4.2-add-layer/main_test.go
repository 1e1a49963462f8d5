package main

func Example() {
	main()
	// Output:
	// price: 715
	// dApple: 2.2
	// dApple_num: 110
	// dOrange: 3.3000000000000003
	// dOrange_num: 165
	// dTax: 650
}
