package main

func Example() {
	main()
	// Output:
	// forward
	//   apple 100 × number 2 = 200
	//   200 × tax 1.1 = price 220
	// backward
	//   price 1, apple price 1.1, apple 2.2
	// check
	//   an apple at 101 won costs 2.2 won more
}
