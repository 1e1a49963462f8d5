package layertest_test

import (
	"fmt"

	"backprop/layers/layertest"
	"backprop/tensor"
)

// A square is the layer y = x². Its Backward forgets the 2 of the derivative, 2x.
type square struct{ x *tensor.Tensor }

func (s *square) Forward(x *tensor.Tensor) *tensor.Tensor {
	s.x = x
	return x.Mul(x)
}

func (s *square) Backward(dout *tensor.Tensor) *tensor.Tensor { return dout.Mul(s.x) }

func ExampleLayer() {
	report := layertest.Layer(func() layertest.Parts { return layertest.Parts{Layer: &square{}} }, []int{3, 4})
	fmt.Println(report.Problems[0].English)
	// Output: dx is wrong: it is 0.5 times the right result.
}
