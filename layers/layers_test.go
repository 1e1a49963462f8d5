package layers

import (
	"math"
	"slices"
	"testing"

	"backprop/tensor"
)

// input returns a tensor of numbers between -2.1 and 2.1, none of which is near
// the kink of ReLU.
func input(shape ...int) *tensor.Tensor {
	x := tensor.Zeros(shape...)
	flat := x.Reshape(-1)
	for i := range x.Size() {
		v := math.Sin(float64(7*i + 1))
		flat.Set(2*v+math.Copysign(0.1, v), i)
	}
	return x
}

// equal reports whether two tensors have the same shape and elements.
func equal(a, b *tensor.Tensor) bool {
	return slices.Equal(a.Shape(), b.Shape()) && slices.Equal(a.Data(), b.Data())
}

// A panicTest says that f panics with want.
type panicTest struct {
	name string
	f    func()
	want string
}

func testPanics(t *testing.T, tests []panicTest) {
	t.Helper()
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			defer func() {
				if got := recover(); got != test.want {
					t.Errorf("panics with %v, want %q", got, test.want)
				}
			}()
			test.f()
		})
	}
}

// testGradients checks that Backward computes the derivatives of Forward, and
// that a second Backward does not add to the first. It checks that neither x
// nor dout changes.
func testGradients(t *testing.T, layer Layer, x *tensor.Tensor) {
	t.Helper()
	dout := input(layer.Forward(x).Shape()...).AddScalar(0.5)
	xBefore, doutBefore := x.Copy(), dout.Copy()
	layer.Backward(dout)
	dx := layer.Backward(dout)
	if !equal(x, xBefore) || !equal(dout, doutBefore) {
		t.Errorf("Backward changed x to %v or dout to %v", x, dout)
	}

	type gradient struct {
		name    string
		got, of *tensor.Tensor
	}
	gradients := []gradient{{"dx", dx, x}}
	if affine, ok := layer.(*Affine); ok {
		gradients = append(gradients, gradient{"dW", affine.DW, affine.W}, gradient{"db", affine.DB, affine.B})
	}
	loss := func(*tensor.Tensor) float64 { return layer.Forward(x).Mul(dout).Sum().Item() }
	for _, g := range gradients {
		want := tensor.NumericalGradient(loss, g.of)
		// The error of a central difference is about h² + 1e-16/h.
		if !slices.Equal(g.got.Shape(), want.Shape()) || g.got.Sub(want).Abs().Max().Item() > 1e-7 {
			t.Errorf("%s = %v, want %v", g.name, g.got, want)
		}
	}
}
