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
	fmt.Print(price.Text())
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
	fmt.Print(y.Text())
	// Output:
	//             +------+        9
	//       3     |   3  +>(*)------> y
	// x --------+-+      |        1
	//       6     +------+
	//                 3
}

// A Korean letter is two columns wide.
func ExampleNode_Text() {
	apple := graph.Var("사과 가격", 100).Mul(graph.Var("사과 개수", 2))
	orange := graph.Var("귤 가격", 150).Mul(graph.Var("귤 개수", 3))
	price := apple.Add(orange).Mul(graph.Var("소비세", 1.1)).Named("지불 금액")
	price.Forward()
	price.Backward(1)
	fmt.Print(price.Text())
	// Output:
	//              100
	// 사과 가격 -------+
	//              2.2 |       200
	//                  +>(*)-------+
	//               2  |       1.1 |
	// 사과 개수 -------+           |
	//              110             |       650         715
	//                              +>(+)-------+>(*)------> 지불 금액
	//              150             |       1.1 |        1
	// 귤 가격   -------+           |           |
	//              3.3 |       450 |           |
	//                  +>(*)-------+           |
	//               3  |       1.1             |
	// 귤 개수   -------+                       |
	//              165                         |
	//                                          |
	//              1.1                         |
	// 소비세    -------------------------------+
	//              650
}

// Edges that would lie upon each other take turns.
func ExampleNode_Text_shared() {
	a, b := graph.Var("a", 2), graph.Var("b", 3)
	c := a.Mul(b).Sub(a.Add(b)).Named("c")
	c.Forward()
	fmt.Print(c.Text())
	// Output:
	//             +-------+        6
	//       2     |       +>(*)-------+
	// a --------+-++------+           |        1
	//             ||                  +>(-)------> c
	//       3     +|------+        5  |
	// b --------+--+      +>(+)-------+
	//              +------+
}

// A picture for a web page.
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
	if err := os.WriteFile(filepath.Join(dir, "sigmoid.svg"), picture.SVG(), 0o666); err != nil {
		log.Fatal(err)
	}
	// Output:
}
