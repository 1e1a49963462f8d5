package layertest

import (
	"math"
	"slices"
	"testing"

	"backprop/layers"
	"backprop/tensor"
)

// A layerOf is a layer written as two functions; keep is what the first puts
// away for the second.
type layerOf struct {
	f    func(x *tensor.Tensor, keep map[string]*tensor.Tensor) *tensor.Tensor
	b    func(dout *tensor.Tensor, keep map[string]*tensor.Tensor) *tensor.Tensor
	keep map[string]*tensor.Tensor
}

func (l *layerOf) Forward(x *tensor.Tensor) *tensor.Tensor { return l.f(x, l.keep) }
func (l *layerOf) Backward(dout *tensor.Tensor) *tensor.Tensor {
	return l.b(dout, l.keep)
}

type (
	kept = map[string]*tensor.Tensor
	fwd  = func(x *tensor.Tensor, keep kept) *tensor.Tensor
	bwd  = func(dout *tensor.Tensor, keep kept) *tensor.Tensor
)

func newLayer(f fwd, b bwd) func() layers.Layer {
	return func() layers.Layer { return &layerOf{f, b, kept{}} }
}

func relu(x *tensor.Tensor, keep kept) *tensor.Tensor {
	keep["x"] = x.Copy()
	return x.Mul(x.Greater(0))
}

func sigmoid(x *tensor.Tensor, keep kept) *tensor.Tensor {
	keep["x"] = x
	keep["y"] = tensor.Scalar(1).Div(x.Neg().Exp().AddScalar(1))
	return keep["y"].Copy()
}

var one = tensor.Scalar(1)

// want checks that a report has the cause, or none if cause is "right".
func want(t *testing.T, name string, r Report, cause Cause) {
	t.Helper()
	switch {
	case cause == "right" && len(r.Problems) > 0:
		t.Errorf("%s is right, but: %v", name, r.Err())
	case cause != "right" && len(r.Problems) == 0:
		t.Errorf("%s: nothing was found, want %q", name, cause)
	case cause != "right" && !slices.Contains(r.Causes(), cause):
		t.Errorf("%s: causes %q, want %q: %v", name, r.Causes(), cause, r.Err())
	}
	for _, p := range append(r.Problems, r.Remarks...) {
		if p.English == "" || p.Korean == "" {
			t.Errorf("%s: a problem lacks its text in a language: %+v", name, p)
		}
	}
}

func TestReLUs(t *testing.T) {
	masked := func(dout *tensor.Tensor, keep kept) *tensor.Tensor { return dout.Mul(keep["x"].Greater(0)) }
	var global *tensor.Tensor
	for _, test := range []struct {
		name  string
		f     fwd
		b     bwd
		cause Cause
	}{
		{"masked product", relu, masked, "right"},
		{"elements in a loop", func(x *tensor.Tensor, keep kept) *tensor.Tensor {
			data := x.Data()
			for i, v := range data {
				data[i] = max(0, v)
			}
			keep["y"] = tensor.New(data, x.Shape()...)
			return keep["y"]
		}, func(dout *tensor.Tensor, keep kept) *tensor.Tensor {
			return dout.Mul(keep["y"].Greater(0))
		}, "right"},
		{"in single precision, letting go of x", func(x *tensor.Tensor, keep kept) *tensor.Tensor {
			keep["x"] = x.Copy()
			data := x.Data()
			for i, v := range data {
				data[i] = float64(float32(max(0, v)))
			}
			return tensor.New(data, x.Shape()...)
		}, func(dout *tensor.Tensor, keep kept) *tensor.Tensor {
			mask := keep["x"].Greater(0)
			delete(keep, "x")
			return dout.Mul(mask)
		}, "right"},
		{"mask inverted in forward", func(x *tensor.Tensor, keep kept) *tensor.Tensor {
			return x.Mul(x.LessEqual(0))
		}, masked, "mask inverted"},
		{"nothing masked in forward", func(x *tensor.Tensor, keep kept) *tensor.Tensor { return x.Copy() }, masked, "not masked"},
		{"leaky", func(x *tensor.Tensor, keep kept) *tensor.Tensor {
			return x.Mul(x.Greater(0)).Add(x.Mul(x.LessEqual(0)).MulScalar(0.01))
		}, masked, "leaky"},
		{"absolute value", func(x *tensor.Tensor, keep kept) *tensor.Tensor { return x.Abs() }, masked, "absolute value"},
		{"in-place forward", func(x *tensor.Tensor, keep kept) *tensor.Tensor {
			keep["x"] = x.Copy()
			x.SetMasked(x.LessEqual(0), 0)
			return x
		}, masked, "x overwritten"},
		{"mask inverted", relu, func(dout *tensor.Tensor, keep kept) *tensor.Tensor {
			return dout.Mul(keep["x"].LessEqual(0))
		}, "mask inverted"},
		{"mask from dout", relu, func(dout *tensor.Tensor, keep kept) *tensor.Tensor { return dout.Mul(dout.Greater(0)) }, "mask from dout"},
		{"nothing masked", relu, func(dout *tensor.Tensor, keep kept) *tensor.Tensor { return dout }, "not masked"},
		{"kink", relu, func(dout *tensor.Tensor, keep kept) *tensor.Tensor {
			return dout.Mul(keep["x"].Less(0).Equal(tensor.Scalar(0)))
		}, "kink"},
		{"in-place dout", relu, func(dout *tensor.Tensor, keep kept) *tensor.Tensor {
			dout.SetMasked(keep["x"].LessEqual(0), 0)
			return dout
		}, "dout overwritten"},
		{"dout missing", relu, func(dout *tensor.Tensor, keep kept) *tensor.Tensor { return keep["x"].Greater(0) }, "dout missing"},
		{"times x", relu, func(dout *tensor.Tensor, keep kept) *tensor.Tensor { return dout.Mul(relu(keep["x"], kept{})) }, "times x"},
		{"negated", relu, func(dout *tensor.Tensor, keep kept) *tensor.Tensor { return masked(dout, keep).Neg() }, "sign flipped"},
		{"doubled", relu, func(dout *tensor.Tensor, keep kept) *tensor.Tensor { return masked(dout, keep).MulScalar(2) }, "doubled"},
		{"nothing returned", relu, func(dout *tensor.Tensor, keep kept) *tensor.Tensor { return nil }, "nothing"},
		{"zero returned", relu, func(dout *tensor.Tensor, keep kept) *tensor.Tensor { return dout.MulScalar(0) }, "zero"},
		{"mask of the first batch", func(x *tensor.Tensor, keep kept) *tensor.Tensor {
			if keep["x"] == nil {
				keep["x"] = x.Copy()
			}
			return x.Mul(x.Greater(0))
		}, masked, "stale"},
		{"accumulating", relu, func(dout *tensor.Tensor, keep kept) *tensor.Tensor {
			dx := masked(dout, keep)
			if old := keep["dx"]; sameShape(old, dx) {
				dx = dx.Add(old)
			}
			keep["dx"] = dx
			return dx.Copy()
		}, "accumulated"},
		{"state in the package", func(x *tensor.Tensor, keep kept) *tensor.Tensor {
			global = x.Copy()
			return x.Mul(x.Greater(0))
		}, func(dout *tensor.Tensor, keep kept) *tensor.Tensor { return dout.Mul(global.Greater(0)) }, "shared state"},
	} {
		want(t, test.name, ReLU(newLayer(test.f, test.b)), test.cause)
	}
}

func TestSigmoids(t *testing.T) {
	times := func(local func(x, y *tensor.Tensor) *tensor.Tensor) bwd {
		return func(dout *tensor.Tensor, keep kept) *tensor.Tensor { return dout.Mul(local(keep["x"], keep["y"])) }
	}
	right := times(func(x, y *tensor.Tensor) *tensor.Tensor { return y.Mul(one.Sub(y)) })
	for _, test := range []struct {
		name  string
		f     fwd
		b     bwd
		cause Cause
	}{
		{"y(1-y)", sigmoid, right, "right"},
		{"exp(-x)y²", sigmoid, times(func(x, y *tensor.Tensor) *tensor.Tensor { return y.Mul(y).Mul(x.Neg().Exp()) }), "right"},
		{"exp(x) form", func(x *tensor.Tensor, keep kept) *tensor.Tensor {
			keep["y"] = x.Exp().Div(x.Exp().AddScalar(1))
			return keep["y"]
		}, right, "right"},
		{"x for y", sigmoid, times(func(x, y *tensor.Tensor) *tensor.Tensor { return x.Mul(one.Sub(x)) }), "x for y"},
		{"1 - y missing", sigmoid, times(func(x, y *tensor.Tensor) *tensor.Tensor { return y }), "1 - y missing"},
		{"y missing", sigmoid, times(func(x, y *tensor.Tensor) *tensor.Tensor { return one.Sub(y) }), "y missing"},
		{"y + 1", sigmoid, times(func(x, y *tensor.Tensor) *tensor.Tensor { return y.Mul(y.AddScalar(1)) }), "1 + y"},
		{"y - 1", sigmoid, times(func(x, y *tensor.Tensor) *tensor.Tensor { return y.Mul(y.SubScalar(1)) }), "sign flipped"},
		{"y²", sigmoid, times(func(x, y *tensor.Tensor) *tensor.Tensor { return y.Mul(y) }), "y² alone"},
		{"tanh", sigmoid, times(func(x, y *tensor.Tensor) *tensor.Tensor { return one.Sub(y.Mul(y)) }), "tanh"},
		{"dout itself", sigmoid, func(dout *tensor.Tensor, keep kept) *tensor.Tensor { return dout }, "local derivative missing"},
		{"dout missing", sigmoid, func(dout *tensor.Tensor, keep kept) *tensor.Tensor { return keep["y"].Mul(one.Sub(keep["y"])) }, "dout missing"},
		{"a sum", sigmoid, func(dout *tensor.Tensor, keep kept) *tensor.Tensor {
			return keep["y"].Mul(one.Sub(keep["y"])).Add(dout)
		}, "another formula"},
		{"x too much", sigmoid, times(func(x, y *tensor.Tensor) *tensor.Tensor { return x.Mul(y).Mul(one.Sub(y)) }), "another formula"},
		{"x(1 - y)", sigmoid, times(func(x, y *tensor.Tensor) *tensor.Tensor { return x.Mul(one.Sub(y)) }), "another formula"},
		{"averaged", sigmoid, times(func(x, y *tensor.Tensor) *tensor.Tensor {
			return y.Mul(one.Sub(y)).DivScalar(float64(y.Shape()[0]))
		}), "divided by N"},
		{"exp(x)", func(x *tensor.Tensor, keep kept) *tensor.Tensor { return one.Div(x.Exp().AddScalar(1)) }, right, "sign of x"},
		{"no reciprocal", func(x *tensor.Tensor, keep kept) *tensor.Tensor { return x.Neg().Exp().AddScalar(1) }, right, "reciprocal missing"},
	} {
		want(t, test.name, Sigmoid(newLayer(test.f, test.b)), test.cause)
	}
}

// An affine is an Affine layer that may be broken in its parts.
type affineOf struct {
	W, b, x, dW, db *tensor.Tensor
	sum             *tensor.Tensor // of all dW
	shape           []int
	forward         func(a *affineOf, x *tensor.Tensor) *tensor.Tensor
	dx              func(a *affineOf, dout *tensor.Tensor) *tensor.Tensor
	grads           func(a *affineOf, dout *tensor.Tensor) (dW, db *tensor.Tensor)
}

func (a *affineOf) Forward(x *tensor.Tensor) *tensor.Tensor {
	a.shape = x.Shape()
	a.x = x.Reshape(a.shape[0], -1)
	if a.forward != nil {
		return a.forward(a, a.x)
	}
	return a.x.Dot(a.W).Add(a.b)
}

func (a *affineOf) Backward(dout *tensor.Tensor) *tensor.Tensor {
	a.dW, a.db = a.x.T().Dot(dout), dout.Sum(0)
	if a.grads != nil {
		a.dW, a.db = a.grads(a, dout)
	}
	if a.dx != nil {
		return a.dx(a, dout)
	}
	return dout.Dot(a.W.T()).Reshape(a.shape...)
}

func TestAffines(t *testing.T) {
	type A = affineOf
	type T = *tensor.Tensor
	grads := func(f func(x, dout T) (T, T)) func(a *A, dout T) (T, T) {
		return func(a *A, dout T) (T, T) { return f(a.x, dout) }
	}
	for _, test := range []struct {
		name  string
		a     affineOf
		cause Cause
	}{
		{"plain", A{}, "right"},
		{"loops", A{grads: grads(func(x, dout T) (T, T) {
			dW := tensor.Zeros(x.Shape()[1], dout.Shape()[1])
			for n := range x.Shape()[0] {
				for i := range x.Shape()[1] {
					for j := range dout.Shape()[1] {
						dW.Set(dW.At(i, j)+x.At(n, i)*dout.At(n, j), i, j)
					}
				}
			}
			return dW, dout.Sum(0)
		})}, "right"},
		{"no bias", A{forward: func(a *A, x T) T { return x.Dot(a.W) }}, "bias missing"},
		{"bias subtracted", A{forward: func(a *A, x T) T { return x.Dot(a.W).Sub(a.b) }}, "bias subtracted"},
		{"dx without transpose", A{dx: func(a *A, dout T) T { return dout.Dot(a.W).Reshape(a.shape...) }}, "missing transpose"},
		{"dx without transpose, only where it fits", A{dx: func(a *A, dout T) T {
			if a.W.Shape()[0] == a.W.Shape()[1] {
				return dout.Dot(a.W).Reshape(a.shape...)
			}
			return dout.Dot(a.W.T()).Reshape(a.shape...)
		}}, "missing transpose"},
		{"factors exchanged", A{dx: func(a *A, dout T) T { return a.W.T().Dot(dout) }}, "factors exchanged"},
		{"dx keeps its rows", A{dx: func(a *A, dout T) T { return dout.Dot(a.W.T()) }}, "shape of x"},
		{"dW transposed", A{grads: grads(func(x, dout T) (T, T) { return dout.T().Dot(x), dout.Sum(0) })}, "transposed"},
		{"dW without transpose", A{grads: grads(func(x, dout T) (T, T) { return x.Dot(dout), dout.Sum(0) })}, "missing transpose"},
		{"dW averaged", A{grads: grads(func(x, dout T) (T, T) {
			return x.T().Dot(dout).DivScalar(float64(x.Shape()[0])), dout.Sum(0)
		})}, "divided by N"},
		{"dW of the last row", A{grads: grads(func(x, dout T) (T, T) {
			n := x.Shape()[0]
			return x.Slice(n-1, n).T().Dot(dout.Slice(n-1, n)), dout.Sum(0)
		})}, "last row only"},
		{"db not summed", A{grads: grads(func(x, dout T) (T, T) { return x.T().Dot(dout), dout })}, "db not summed"},
		{"db averaged", A{grads: grads(func(x, dout T) (T, T) { return x.T().Dot(dout), dout.Mean(0) })}, "divided by N"},
		{"db of the last row", A{grads: grads(func(x, dout T) (T, T) {
			n := x.Shape()[0]
			return x.T().Dot(dout), dout.Slice(n-1, n).Reshape(-1)
		})}, "last row only"},
		{"db along the rows", A{grads: grads(func(x, dout T) (T, T) { return x.T().Dot(dout), dout.Sum(1) })}, "wrong axis"},
		{"db one number", A{grads: grads(func(x, dout T) (T, T) { return x.T().Dot(dout), dout.Sum() })}, "db fully summed"},
		{"db negated", A{grads: grads(func(x, dout T) (T, T) { return x.T().Dot(dout), dout.Sum(0).Neg() })}, "sign flipped"},
		{"db keeps its axis", A{grads: grads(func(x, dout T) (T, T) { return x.T().Dot(dout), dout.SumKeepDims(0) })}, "keepdims"},
		{"b averaged", A{forward: func(a *A, x T) T { return x.Dot(a.W).Add(a.b.Mean()) }}, "bias averaged"},
		{"relu inside", A{forward: func(a *A, x T) T { return relued(x.Dot(a.W).Add(a.b)) }}, "relu inside"},
		{"dx times N", A{dx: func(a *A, dout T) T {
			return dout.Dot(a.W.T()).MulScalar(float64(dout.Shape()[0])).Reshape(a.shape...)
		}}, "times N"},
		{"dx plus b", A{dx: func(a *A, dout T) T { return dout.Dot(a.W.T()).Add(a.b.Sum()).Reshape(a.shape...) }}, "something added"},
		{"dx of averaged dout", A{dx: func(a *A, dout T) T {
			return dout.MeanKeepDims(0).Dot(a.W.T()).Mul(tensor.Full(1, dout.Shape()[0], 1)).Reshape(a.shape...)
		}}, "dout averaged"},
		{"dW and db exchanged", A{grads: grads(func(x, dout T) (T, T) { return dout.Sum(0), x.T().Dot(dout) })}, "dW and db exchanged"},
		{"Backward updates W", A{grads: func(a *A, dout T) (T, T) {
			dW := a.x.T().Dot(dout)
			a.W.SubInPlace(dW.MulScalar(0.1))
			return dW, dout.Sum(0)
		}}, "parameter overwritten"},
		{"db the maximum", A{grads: grads(func(x, dout T) (T, T) { return x.T().Dot(dout), dout.Max(0) })}, "maximum for sum"},
		{"db of absolute values", A{grads: grads(func(x, dout T) (T, T) { return x.T().Dot(dout), dout.Abs().Sum(0) })}, "absolute values"},
		{"times b", A{forward: func(a *A, x T) T { return x.Dot(a.W).Mul(a.b) }}, "another formula"},
		{"weight decay in dW", A{grads: func(a *A, dout T) (T, T) {
			return a.x.T().Dot(dout).Add(a.W.MulScalar(0.01)), dout.Sum(0)
		}}, "something added"},
		{"no gradients", A{grads: grads(func(x, dout T) (T, T) { return nil, nil })}, "nothing"},
		{"accumulating", A{grads: func(a *A, dout T) (T, T) {
			dW := a.x.T().Dot(dout)
			if a.sum != nil {
				dW = dW.Add(a.sum)
			}
			a.sum = dW
			return dW, dout.Sum(0)
		}}, "accumulated"},
	} {
		want(t, test.name, Affine(func(W, b *tensor.Tensor) AffineLayer {
			a := test.a
			a.W, a.b = W, b
			return AffineLayer{&a, func() (T, T) { return a.dW, a.db }}
		}), test.cause)
	}
	want(t, "copied W", Affine(func(W, b *tensor.Tensor) AffineLayer {
		a := affineOf{W: W.Copy(), b: b}
		return AffineLayer{&a, func() (T, T) { return a.dW, a.db }}
	}), "parameter copied")
	want(t, "copied b", Affine(func(W, b *tensor.Tensor) AffineLayer {
		a := affineOf{W: W, b: b.Copy()}
		return AffineLayer{&a, func() (T, T) { return a.dW, a.db }}
	}), "parameter copied")
}

type lossOf struct {
	softmax func(x *tensor.Tensor) *tensor.Tensor
	loss    func(y, t *tensor.Tensor) float64
	back    func(y, t *tensor.Tensor) *tensor.Tensor
	y, t    *tensor.Tensor
}

func (l *lossOf) Forward(x, t *tensor.Tensor) float64 {
	l.t = t
	if t.NDim() == 1 {
		l.t = tensor.Zeros(x.Shape()...)
		for i, v := range t.Data() {
			l.t.Set(1, i, int(v))
		}
	}
	l.y = l.softmax(x)
	return l.loss(l.y, l.t)
}

func (l *lossOf) Backward(dout float64) *tensor.Tensor { return l.back(l.y, l.t).MulScalar(dout) }

func TestLosses(t *testing.T) {
	type T = *tensor.Tensor
	n := func(y T) float64 { return float64(y.Shape()[0]) }
	loss := func(y, t T) float64 { return -y.AddScalar(1e-7).Log().Mul(t).Sum().Item() / n(y) }
	back := func(y, t T) T { return y.Sub(t).DivScalar(n(y)) }
	for _, test := range []struct {
		name    string
		softmax func(x T) T
		loss    func(y, t T) float64
		back    func(y, t T) T
		cause   Cause
	}{
		{"plain", layers.Softmax, loss, back, "right"},
		{"log of at least 1e-12", layers.Softmax, func(y, t T) float64 {
			sum := 0.0
			for i, v := range y.Data() {
				sum -= t.Data()[i] * math.Log(max(v, 1e-12))
			}
			return sum / n(y)
		}, back, "right"},
		{"exact derivative with 1e-7", layers.Softmax, loss, func(y, t T) T {
			return y.Sub(t).Mul(y.Mul(t).SumKeepDims(1).Div(y.Mul(t).SumKeepDims(1).AddScalar(1e-7))).DivScalar(n(y))
		}, "right"},
		{"not divided by N", layers.Softmax, loss, func(y, t T) T { return y.Sub(t) }, "batch average missing"},
		{"t - y", layers.Softmax, loss, func(y, t T) T { return t.Sub(y).DivScalar(n(y)) }, "sign flipped"},
		{"y alone", layers.Softmax, loss, func(y, t T) T { return y.DivScalar(n(y)) }, "t missing"},
		{"-t/y", layers.Softmax, loss, func(y, t T) T { return t.Div(y).Neg().DivScalar(n(y)) }, "derivative of the logarithm"},
		{"divided by C", layers.Softmax, loss, func(y, t T) T { return y.Sub(t).DivScalar(float64(y.Shape()[1])) }, "divided by C"},
		{"divided by all", layers.Softmax, loss, func(y, t T) T { return y.Sub(t).DivScalar(float64(y.Size())) }, "divided by N·C"},
		{"sum, not mean", layers.Softmax, func(y, t T) float64 { return loss(y, t) * n(y) }, back, "batch average missing"},
		{"minus missing", layers.Softmax, func(y, t T) float64 { return -loss(y, t) }, back, "minus missing"},
		{"over the whole batch", func(x T) T { e := x.Sub(x.Max()).Exp(); return e.Div(e.Sum()) }, loss, back, "softmax over the batch"},
		{"over the columns", func(x T) T { e := x.Sub(x.Max()).Exp(); return e.Div(e.SumKeepDims(0)) }, loss, back, "softmax over columns"},
		{"twice", func(x T) T { return layers.Softmax(layers.Softmax(x)) }, loss, back, "softmax twice"},
		{"no maximum", func(x T) T { e := x.Exp(); return e.Div(e.SumKeepDims(1)) }, loss, back, "overflow"},
		{"log of zero", layers.Softmax, func(y, t T) float64 {
			sum := 0.0
			for i, v := range y.Data() {
				if t.Data()[i] != 0 {
					sum -= math.Log(v)
				}
			}
			return sum / n(y)
		}, back, "log of zero"},
		{"log2", layers.Softmax, func(y, t T) float64 { return loss(y, t) / math.Ln2 }, back, "logarithm"},
		{"all classes", layers.Softmax, func(y, t T) float64 { return -y.AddScalar(1e-7).Log().Sum().Item() / n(y) }, back, "all classes"},
		{"y(y - t)", layers.Softmax, loss, func(y, t T) T { return y.Mul(y.Sub(t)).DivScalar(n(y)) }, "another formula"},
		{"sigmoid for softmax", func(x T) T { return one.Div(x.Neg().Exp().AddScalar(1)) }, loss, back, "sigmoid for softmax"},
		{"exp not normalised", func(x T) T { return x.Sub(x.Max()).Exp() }, loss, back, "not normalised"},
		{"binary cross entropy", layers.Softmax, func(y, t T) float64 {
			return loss(y, t) - one.Sub(y).AddScalar(1e-7).Log().Mul(one.Sub(t)).Sum().Item()/n(y)
		}, back, "binary cross entropy"},
		{"y and t exchanged", layers.Softmax, func(y, t T) float64 { return -y.Mul(t.AddScalar(1e-7).Log()).Sum().Item() / n(y) }, back, "y and t exchanged"},
		{"squared error", layers.Softmax, func(y, t T) float64 { return y.Sub(t).Mul(y.Sub(t)).Sum().Item() / 2 / n(y) }, back, "squared error"},
	} {
		want(t, test.name, SoftmaxWithLoss(func() LossLayer {
			return &lossOf{softmax: test.softmax, loss: test.loss, back: test.back}
		}), test.cause)
	}
}

type numberOf struct {
	f    func(x, y float64) float64
	b    func(x, y, dout float64) (float64, float64)
	x, y float64
}

func (l *numberOf) Forward(x, y float64) float64 { l.x, l.y = x, y; return l.f(x, y) }
func (l *numberOf) Backward(dout float64) (float64, float64) {
	return l.b(l.x, l.y, dout)
}

func TestNumberLayers(t *testing.T) {
	times := func(x, y float64) float64 { return x * y }
	plus := func(x, y float64) float64 { return x + y }
	for _, test := range []struct {
		name  string
		check func(func() NumberLayer) Report
		f     func(x, y float64) float64
		b     func(x, y, dout float64) (float64, float64)
		cause Cause
	}{
		{"mul", Mul, times, func(x, y, d float64) (float64, float64) { return y * d, x * d }, "right"},
		{"add", Add, plus, func(x, y, d float64) (float64, float64) { return d, d }, "right"},
		{"not exchanged", Mul, times, func(x, y, d float64) (float64, float64) { return x * d, y * d }, "not exchanged"},
		{"mul passes on", Mul, times, func(x, y, d float64) (float64, float64) { return d, d }, "addition's"},
		{"add multiplies", Add, plus, func(x, y, d float64) (float64, float64) { return d * y, d * x }, "multiplication's"},
		{"dout missing", Mul, times, func(x, y, d float64) (float64, float64) { return y, x }, "dout missing"},
		{"add returns ones", Add, plus, func(x, y, d float64) (float64, float64) { return 1, 1 }, "dout missing"},
		{"mul adds", Mul, plus, func(x, y, d float64) (float64, float64) { return y * d, x * d }, "forward"},
		{"subtraction", Add, plus, func(x, y, d float64) (float64, float64) { return d, -d }, "one sign flipped"},
		{"shared out", Add, plus, func(x, y, d float64) (float64, float64) { return d / 2, d / 2 }, "shared out"},
		{"divided", Mul, times, func(x, y, d float64) (float64, float64) { return d / x, d / y }, "divided"},
		{"the same twice", Mul, times, func(x, y, d float64) (float64, float64) { return d * y, d * y }, "the same twice"},
		{"half", Add, plus, func(x, y, d float64) (float64, float64) { return d, d / 2 }, "one of two"},
	} {
		want(t, test.name, test.check(func() NumberLayer { return &numberOf{f: test.f, b: test.b} }), test.cause)
	}
}

// A layer that layertest has never heard of: y = a·tanh(x) with a parameter.
type scaledTanh struct{ a, y, da *tensor.Tensor }

func (s *scaledTanh) Forward(x *tensor.Tensor) *tensor.Tensor {
	s.y = one.Sub(tensor.Scalar(2).Div(x.MulScalar(2).Exp().AddScalar(1)))
	return s.y.Mul(s.a)
}

func TestAnyLayer(t *testing.T) {
	type T = *tensor.Tensor
	for _, test := range []struct {
		name  string
		back  func(s *scaledTanh, dout T) T
		cause Cause
	}{
		{"right", func(s *scaledTanh, dout T) T {
			s.da = dout.Mul(s.y).Sum(0)
			return dout.Mul(s.a).Mul(one.Sub(s.y.Mul(s.y)))
		}, "right"},
		{"a forgotten", func(s *scaledTanh, dout T) T {
			s.da = dout.Mul(s.y).Sum(0)
			return dout.Mul(one.Sub(s.y.Mul(s.y)))
		}, ""},
		{"sign", func(s *scaledTanh, dout T) T {
			s.da = dout.Mul(s.y).Sum(0)
			return dout.Mul(s.a).Mul(s.y.Mul(s.y).Sub(one))
		}, "sign flipped"},
		{"da averaged", func(s *scaledTanh, dout T) T {
			s.da = dout.Mul(s.y).Mean(0)
			return dout.Mul(s.a).Mul(one.Sub(s.y.Mul(s.y)))
		}, "divided by N"},
		{"dout missing", func(s *scaledTanh, dout T) T {
			s.da = dout.Mul(s.y).Sum(0)
			return s.a.Mul(one.Sub(s.y.Mul(s.y)))
		}, "dout missing"},
	} {
		r := Layer(func() Parts {
			s := &scaledTanh{a: tensor.Vector(0.5, -2)}
			return Parts{&backed{s, test.back}, map[string]T{"a": s.a},
				func() map[string]T { return map[string]T{"a": s.da} }}
		}, []int{3, 2}, []int{1, 2})
		if test.cause == "" && len(r.Problems) > 0 {
			continue // caught, and not a mistake with a name
		}
		want(t, test.name, r, test.cause)
	}
}

type backed struct {
	*scaledTanh
	back func(s *scaledTanh, dout *tensor.Tensor) *tensor.Tensor
}

func (b *backed) Backward(dout *tensor.Tensor) *tensor.Tensor { return b.back(b.scaledTanh, dout) }
