package layers

import (
	"fmt"
	"testing"
)

func TestAdd(t *testing.T) {
	add := Add{}
	if out := add.Forward(-3, 5); out != 2 {
		t.Errorf("Forward(-3, 5) = %v, want 2", out)
	}
	if dx, dy := add.Backward(1.5); dx != 1.5 || dy != 1.5 {
		t.Errorf("Backward(1.5) = %v, %v, want 1.5, 1.5", dx, dy)
	}
}

func ExampleAdd() {
	add := Add{}
	fmt.Println(add.Forward(2, 3))
	fmt.Println(add.Backward(1.5))
	// Output:
	// 5
	// 1.5 1.5
}
