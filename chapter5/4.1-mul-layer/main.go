// Section 4.1: shopping for apples with multiplication layers. The book's
// class MulLayer is in layers/mul.go.
package main

import (
	"fmt"

	"backprop/layers"
)

func main() {
	apple := 100.0
	appleNum := 2.0
	tax := 1.1

	mulAppleLayer := layers.Mul{}
	mulTaxLayer := layers.Mul{}

	// forward
	applePrice := mulAppleLayer.Forward(apple, appleNum)
	price := mulTaxLayer.Forward(applePrice, tax)

	// backward
	dprice := 1.0
	dapplePrice, dtax := mulTaxLayer.Backward(dprice)
	dapple, dappleNum := mulAppleLayer.Backward(dapplePrice)

	fmt.Println("price:", int(price))
	fmt.Println("dApple:", dapple)
	fmt.Println("dApple_num:", int(dappleNum))
	fmt.Println("dTax:", dtax)
}
