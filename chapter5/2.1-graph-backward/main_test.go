package main

func Example() {
	main()
	// Output:
	// x = 2, signal E = 3
	//
	// node         y        dy/dx    E·dy/dx  numerical
	// y = x²        4.0000   4.0000  12.0000  12.0000
	// y = 1/x       0.5000  -0.2500  -0.7500  -0.7500
	// y = exp(x)    7.3891   7.3891  22.1672  22.1672
}
