package graph_test

import (
	"fmt"
	"log"
	"os"
	"path/filepath"

	"backprop/chapter5/graph"
)

func Example() {
	apple := graph.Var("apple", 100)
	appleNum := graph.Var("number", 2)
	tax := graph.Var("tax", 1.1)
	price := apple.Mul(appleNum).Mul(tax).Named("price")

	price.Forward()
	price.Backward(1)
	fmt.Println(apple.Derivative())
	fmt.Print(graph.NewPicture(price, graph.Options{}).Text())
	// Output:
	// 2.2
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
}

// A variable used twice gets both shares: dy/dx of x·x is x + x.
func ExampleNode_Backward() {
	x := graph.Var("x", 3)
	y := x.Mul(x).Named("y")
	y.Forward()
	y.Backward(1)
	fmt.Print(graph.NewPicture(y, graph.Options{}).Text())
	// Output:
	//       3     +------+        9
	// x --------+-+   3  +>(*)------> y
	//       6     |      |        1
	//             +------+
	//                 3
}

// Pictures for a web page, and one to step through.
func ExamplePicture() {
	x := graph.Var("x", 0.5)
	y := x.Mul(graph.Const(-1)).Exp().Add(graph.Const(1)).Reciprocal().Named("y")
	y.Forward()
	y.Backward(1)
	picture := graph.NewPicture(y, graph.Options{Title: "sigmoid"})

	dir, err := os.MkdirTemp("", "")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	for name, file := range map[string][]byte{
		"sigmoid.svg":  picture.SVG(),
		"sigmoid.html": picture.Steps(),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), file, 0o666); err != nil {
			log.Fatal(err)
		}
	}
	// Output:
}
