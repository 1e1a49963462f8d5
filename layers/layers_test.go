package layers

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"backprop/tensor"
)

func TestPanics(t *testing.T) {
	affine := func() *Affine { return NewAffine(tensor.Zeros(2, 3), tensor.Zeros(3)) }
	x42, x43, v3 := tensor.Zeros(4, 2), tensor.Zeros(4, 3), tensor.Zeros(3)
	for _, c := range []struct {
		name string
		do   func()
		want string
	}{
		{"Mul", func() { new(Mul).Backward(1) }, "layers: Mul.Backward called before Forward"},
		{"ReLU", func() { new(ReLU).Backward(v3) }, "layers: ReLU.Backward called before Forward"},
		{"Sigmoid", func() { new(Sigmoid).Backward(v3) }, "layers: Sigmoid.Backward called before Forward"},
		{"Affine", func() { affine().Backward(x43) }, "layers: Affine.Backward called before Forward"},
		{"SoftmaxWithLoss", func() { new(SoftmaxWithLoss).Backward(1) },
			"layers: SoftmaxWithLoss.Backward called before Forward"},

		{"ReLU's dout of another shape", func() { r := ReLU{}; r.Forward(x42); r.Backward(x43) },
			"layers: ReLU.Backward: dout has shape (4, 3), want (4, 2) as Forward returned"},
		{"Sigmoid's dout does not broadcast", func() { s := Sigmoid{}; s.Forward(x43); s.Backward(v3) },
			"layers: Sigmoid.Backward: dout has shape (3), want (4, 3) as Forward returned"},
		{"Affine's dout of another shape", func() { a := affine(); a.Forward(x42); a.Backward(x42) },
			"layers: Affine.Backward: dout has shape (4, 2), want (4, 3) as Forward returned"},

		{"a bias that is too long", func() { NewAffine(tensor.Zeros(2, 3), tensor.Zeros(4)) },
			"layers: NewAffine: W has shape (2, 3) and b (4), want (D, H) and (H)"},
		{"rows that are too long", func() { affine().Forward(x43) },
			"layers: Affine.Forward: x has shape (4, 3), W (2, 3): a row of x must have 2 elements"},
		{"a scalar has no rows", func() { affine().Forward(tensor.Scalar(1)) },
			"layers: Affine.Forward: x has shape (), W (2, 3): a row of x must have 2 elements"},

		{"softmax of a scalar", func() { Softmax(tensor.Scalar(1)) },
			"layers: Softmax: x is a scalar, want (N, C) or (C)"},
		{"softmax of no classes", func() { Softmax(tensor.Zeros(2, 0)) },
			"layers: Softmax: x has shape (2, 0), want at least one class"},
		{"scores that are not rows", func() { new(SoftmaxWithLoss).Forward(v3, v3) },
			"layers: SoftmaxWithLoss.Forward: x has shape (3), want (N, C)"},
		{"as many labels as columns, not rows", func() { new(SoftmaxWithLoss).Forward(x43, v3) },
			"layers: CrossEntropyError: labels of shape (3) for rows of shape (4, 3), want (N, C) or (N) for (N, C)"},
		{"labels in a column", func() { CrossEntropyError(x43, tensor.Zeros(4, 1)) },
			"layers: CrossEntropyError: labels of shape (4, 1) for rows of shape (4, 3), want (N, C) or (N) for (N, C)"},
		{"a label past the last class", func() { CrossEntropyError(x43, tensor.Vector(0, 1, 3, 2)) },
			"layers: CrossEntropyError: label 3 in row 2 is not one of the classes 0 to 2"},
		{"a negative label", func() { CrossEntropyError(x43, tensor.Vector(-1, 1, 0, 2)) },
			"layers: CrossEntropyError: label -1 in row 0 is not one of the classes 0 to 2"},
		{"a label between classes", func() { CrossEntropyError(x43, tensor.Vector(0, 0.5, 0, 2)) },
			"layers: CrossEntropyError: label 0.5 in row 1 is not one of the classes 0 to 2"},
	} {
		func() {
			defer func() {
				if got := recover(); got != c.want {
					t.Errorf("%s: panics with %v, want %q", c.name, got, c.want)
				}
			}()
			c.do()
		}()
	}
}

func TestMulAndAdd(t *testing.T) {
	mul := Mul{}
	if got := mul.Forward(-3, 5); got != -15 {
		t.Errorf("Mul.Forward(-3, 5) = %v, want -15", got)
	}
	if dx, dy := mul.Backward(2); dx != 10 || dy != -6 {
		t.Errorf("Mul.Backward(2) = %v, %v, want 10, -6", dx, dy)
	}
	add := Add{}
	if got := add.Forward(-3, 5); got != 2 {
		t.Errorf("Add.Forward(-3, 5) = %v, want 2", got)
	}
	if dx, dy := add.Backward(2); dx != 2 || dy != 2 {
		t.Errorf("Add.Backward(2) = %v, %v, want 2, 2", dx, dy)
	}
}

// input returns a tensor of numbers between -2 and 2, none of them near
// ReLU's kink.
func input(shape ...int) *tensor.Tensor {
	x := tensor.Zeros(shape...)
	flat := x.Reshape(-1)
	for i := range x.Size() {
		flat.Set(math.Sin(float64(7*i+1))*2+math.Copysign(0.1, math.Sin(float64(7*i+1))), i)
	}
	return x
}

// Every layer's Backward is the derivative of its Forward, whatever dout is,
// leaves dout and x alone, and does not add to what came before.
func TestGradients(t *testing.T) {
	W, b := input(6, 3), input(3)
	for _, c := range []struct {
		name  string
		layer Layer
		x     *tensor.Tensor
	}{
		{"ReLU", &ReLU{}, input(4, 3)},
		{"ReLU of rank 4", &ReLU{}, input(2, 1, 3, 2)},
		{"ReLU of a scalar", &ReLU{}, input()},
		{"Sigmoid", &Sigmoid{}, input(4, 3)},
		{"Sigmoid of rank 3", &Sigmoid{}, input(2, 3, 1)},
		{"Affine", NewAffine(W, b), input(4, 6)},
		{"Affine, a batch of one", NewAffine(W, b), input(1, 6)},
		{"Affine of images", NewAffine(W, b), input(4, 1, 2, 3)},
		{"Affine of a transpose", NewAffine(W, b), input(6, 4).T()},
		{"Affine of single numbers", NewAffine(input(1, 3), b), input(5)},
	} {
		y := c.layer.Forward(c.x)
		dout := input(y.Shape()...).AddScalar(0.5)
		loss := func(*tensor.Tensor) float64 {
			return c.layer.Forward(c.x).Mul(dout).Sum().Item()
		}
		check := func(name string, got, of *tensor.Tensor) {
			t.Helper()
			// Central differences are good to about h² and 1e-16/h.
			want := tensor.NumericalGradient(loss, of)
			if !slices.Equal(got.Shape(), want.Shape()) || got.Sub(want).Abs().Max().Item() > 1e-7 {
				t.Errorf("%s: %s = %v, want %v", c.name, name, got, want)
			}
		}
		xBefore, doutBefore := c.x.Copy(), dout.Copy()
		c.layer.Backward(dout)
		dx := c.layer.Backward(dout)
		if !equal(c.x, xBefore) || !equal(dout, doutBefore) {
			t.Errorf("%s: Backward changed x to %v or dout to %v", c.name, c.x, dout)
		}
		if affine, ok := c.layer.(*Affine); ok {
			dW, db := affine.DW, affine.DB
			check("dW", dW, affine.W)
			check("db", db, affine.B)
		}
		check("dx", dx, c.x)
	}
}

func equal(a, b *tensor.Tensor) bool {
	return slices.Equal(a.Shape(), b.Shape()) && slices.Equal(a.Data(), b.Data())
}

// Without dx, the gradients are the same.
func TestNoDX(t *testing.T) {
	W, b := tensor.Matrix([][]float64{{1, 2, 3}, {4, 5, 6}}), tensor.Vector(7, 8, 9)
	x, dout := tensor.Matrix([][]float64{{1, -2}, {3, 4}}), tensor.Matrix([][]float64{{1, 0, -1}, {2, 2, 2}})
	plain, spare := NewAffine(W, b), NewAffine(W, b)
	spare.NoDX = true
	plain.Forward(x)
	spare.Forward(x)
	if dx := plain.Backward(dout); !slices.Equal(dx.Data(), []float64{-2, -2, 12, 30}) {
		t.Errorf("dx = %v, want [[-2 -2] [12 30]]", dx)
	}
	if dx := spare.Backward(dout); dx != nil {
		t.Errorf("with NoDX, dx = %v, want none", dx)
	}
	if !slices.Equal(plain.DW.Data(), spare.DW.Data()) || !slices.Equal(plain.DB.Data(), spare.DB.Data()) {
		t.Errorf("with NoDX, dW = %v and db = %v, want %v and %v", spare.DW, spare.DB, plain.DW, plain.DB)
	}
}

func TestEmptyBatch(t *testing.T) {
	affine := NewAffine(input(6, 3), input(3))
	y := affine.Forward(tensor.Zeros(0, 2, 3))
	if got := fmt.Sprint(y.Shape(), affine.Backward(y).Shape(), affine.DW, affine.DB.Shape()); got != fmt.Sprint(
		"(0, 3) (0, 2, 3) ", tensor.Zeros(6, 3), " (3)") {
		t.Errorf("Affine of an empty batch: %s", got)
	}
	last := SoftmaxWithLoss{}
	if loss := last.Forward(tensor.Zeros(0, 3), tensor.Zeros(0)); !math.IsNaN(loss) {
		t.Errorf("loss of an empty batch = %v, want NaN, as the mean of nothing", loss)
	}
	if got := last.Backward(1).Shape(); !slices.Equal(got, []int{0, 3}) {
		t.Errorf("SoftmaxWithLoss.Backward of an empty batch has shape %v, want (0, 3)", got)
	}
}

func TestNotFinite(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	x, ones := tensor.Vector(nan, inf, -inf, -1000), tensor.Vector(1, 1, 1, 1)
	for _, c := range []struct {
		name  string
		layer Layer
		y, dx string
	}{
		// NaN is not <= 0, so NumPy's mask lets it through, and dout too.
		{"ReLU", &ReLU{}, "[nan inf  0.  0.]", "[1. 1. 0. 0.]"},
		{"Sigmoid", &Sigmoid{}, "[nan  1.  0.  0.]", "[nan  0.  0.  0.]"},
	} {
		if got := c.layer.Forward(x).String(); got != c.y {
			t.Errorf("%s.Forward(%v) = %s, want %s", c.name, x, got, c.y)
		}
		if got := c.layer.Backward(ones).String(); got != c.dx {
			t.Errorf("%s.Backward at %v = %s, want %s", c.name, x, got, c.dx)
		}
	}
	// A weight that is not finite shows, even behind an input of 0.
	y := NewAffine(tensor.Matrix([][]float64{{inf}, {1}}), tensor.Zeros(1)).Forward(
		tensor.Matrix([][]float64{{0, 1}}))
	if !math.IsNaN(y.Item()) {
		t.Errorf("0·∞ + 1·1 = %v, want NaN", y)
	}
}
