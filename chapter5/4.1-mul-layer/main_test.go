package main

func Example() {
	main()
	// Output:
	// price: 220
	// dApple: 2.2
	// dApple_num: 110
	// dTax: 200
}
