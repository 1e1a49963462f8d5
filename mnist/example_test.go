package mnist_test

import (
	"fmt"
	"log"

	"backprop/mnist"
)

func ExampleLoad() {
	train, test, err := mnist.Load(mnist.Options{OneHot: true})
	if err != nil {
		log.Fatal(err)
	}
	xTrain, tTrain := train.X, train.T
	xTest, tTest := test.X, test.T
	fmt.Println(xTrain.Shape(), tTrain.Shape())
	fmt.Println(xTest.Shape(), tTest.Shape())

	batchMask := []int{0, 2, 4}
	xBatch := xTrain.Rows(batchMask)
	tBatch := tTrain.Rows(batchMask)
	fmt.Println(xBatch.Shape())
	fmt.Println(tBatch.At(0, 5), tBatch.At(1, 4), tBatch.At(2, 9)) // a 5, a 4 and a 9
	// Output:
	// (60000, 784) (60000, 10)
	// (10000, 784) (10000, 10)
	// (3, 784)
	// 1 1 1
}

// The first digit of MNIST, drawn: the famous 5.
func ExampleOptions() {
	train, _, err := mnist.Load(mnist.Options{Raw: true})
	if err != nil {
		log.Fatal(err)
	}
	image := train.X.Slice(0, 1).Reshape(28, 28)
	for row := 5; row < 25; row++ {
		line := ""
		for col := 4; col < 25; col++ {
			line += string(" .+#"[int(image.At(row, col))/64])
		}
		fmt.Println("|" + line + "|")
	}
	// Output:
	// |            .++ +##. |
	// |      .++######+###. |
	// |    ##########...    |
	// |    #######+##       |
	// |    .+.###   +       |
	// |       +#.           |
	// |       +#+           |
	// |        +#.          |
	// |         ##+.        |
	// |         .###.       |
	// |           +##+      |
	// |            .##+     |
	// |             ###.    |
	// |           ++###     |
	// |         +#####+     |
	// |       .######.      |
	// |     .######.        |
	// |   +######.          |
	// | +######+            |
	// |+####++              |
}
