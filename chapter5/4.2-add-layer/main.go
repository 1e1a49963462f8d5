// Section 4.2: shopping for apples and oranges (figure 5-17), with an
// addition layer. The book's class AddLayer is in layers/add.go.
package main

import (
	"fmt"

	"backprop/layers"
)

func main() {
	apple := 100.0
	appleNum := 2.0
	orange := 150.0
	orangeNum := 3.0
	tax := 1.1

	// one layer for each node
	mulAppleLayer := layers.Mul{}
	mulOrangeLayer := layers.Mul{}
	addAppleOrangeLayer := layers.Add{}
	mulTaxLayer := layers.Mul{}

	// forward
	applePrice := mulAppleLayer.Forward(apple, appleNum)             // (1)
	orangePrice := mulOrangeLayer.Forward(orange, orangeNum)         // (2)
	allPrice := addAppleOrangeLayer.Forward(applePrice, orangePrice) // (3)
	price := mulTaxLayer.Forward(allPrice, tax)                      // (4)

	// backward, in reverse order
	dprice := 1.0
	dallPrice, dtax := mulTaxLayer.Backward(dprice)                      // (4)
	dapplePrice, dorangePrice := addAppleOrangeLayer.Backward(dallPrice) // (3)
	dorange, dorangeNum := mulOrangeLayer.Backward(dorangePrice)         // (2)
	dapple, dappleNum := mulAppleLayer.Backward(dapplePrice)             // (1)

	fmt.Println("price:", int(price))
	fmt.Println("dApple:", dapple)
	fmt.Println("dApple_num:", int(dappleNum))
	fmt.Println("dOrange:", dorange)
	fmt.Println("dOrange_num:", int(dorangeNum))
	fmt.Println("dTax:", dtax)
}
