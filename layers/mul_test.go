package layers

import (
	"fmt"
	"testing"
)

func TestMul(t *testing.T) {
	for _, test := range []struct {
		name          string
		x, y, dout    float64
		out, dx, dy   float64
		forwardBefore bool
	}{
		{"the inputs change places", -3, 5, 2, -15, 10, -6, false},
		{"inputs of 0", 0, 0, 2, 0, 0, 0, false},
		{"a second Forward replaces the inputs", -3, 5, 2, -15, 10, -6, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			mul := Mul{}
			if test.forwardBefore {
				mul.Forward(7, 11)
			}
			if out := mul.Forward(test.x, test.y); out != test.out {
				t.Errorf("Forward(%v, %v) = %v, want %v", test.x, test.y, out, test.out)
			}
			if dx, dy := mul.Backward(test.dout); dx != test.dx || dy != test.dy {
				t.Errorf("Backward(%v) = %v, %v, want %v, %v", test.dout, dx, dy, test.dx, test.dy)
			}
		})
	}
	testPanics(t, []panicTest{
		{"before Forward", func() { new(Mul).Backward(1) }, "layers: Mul.Backward called before Forward"},
	})
}

// Two apples at 100 won and 10% tax (section 4.1).
func ExampleMul() {
	mulApple, mulTax := Mul{}, Mul{}
	fmt.Printf("%.4g\n", mulTax.Forward(mulApple.Forward(100, 2), 1.1))
	dapplePrice, _ := mulTax.Backward(1)
	fmt.Println(mulApple.Backward(dapplePrice))
	// Output:
	// 220
	// 2.2 110.00000000000001
}
