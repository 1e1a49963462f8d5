// Section 3.3: shopping for apples (figure 5-14). How do the apple's price,
// the number of apples and the tax each bear on the amount to pay?
package main

import "fmt"

func main() {
	apple, appleNum, tax := 100.0, 2.0, 1.1

	// forward
	applePrice := apple * appleNum
	price := applePrice * tax
	fmt.Printf("price %.4g\n\n", price)

	// backward: each node passes on dout times its other input
	dprice := 1.0
	dapplePrice := dprice * tax
	dtax := dprice * applePrice
	dapple := dapplePrice * appleNum
	dappleNum := dapplePrice * apple

	// A derivative d says: 1 more here is d more to pay.
	amount := func(apple, appleNum, tax float64) float64 {
		return apple * appleNum * tax
	}
	fmt.Println("input         derivative  1 more costs")
	fmt.Printf("apple price   %10.4g  %12.4g\n", dapple,
		amount(apple+1, appleNum, tax)-price)
	fmt.Printf("apple number  %10.4g  %12.4g\n", dappleNum,
		amount(apple, appleNum+1, tax)-price)
	fmt.Printf("tax           %10.4g  %12.4g\n", dtax,
		amount(apple, appleNum, tax+1)-price)
	fmt.Println()
	fmt.Println("1 more of tax is 100% more: a derivative depends on its unit.")
}
