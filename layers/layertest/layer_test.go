package layertest

import (
	"math"
	"strings"
	"testing"

	"backprop/layers"
	"backprop/tensor"
	"backprop/tensor/random"
)

type T = *tensor.Tensor

var one = tensor.Scalar(1)

// A layerOf is a layer written as two functions; keep holds what the first
// stores for the second.
type layerOf struct {
	f    func(x T, keep map[string]T) T
	b    func(dout T, keep map[string]T) T
	keep map[string]T
}

func (l *layerOf) Forward(x T) T     { return l.f(x, l.keep) }
func (l *layerOf) Backward(dout T) T { return l.b(dout, l.keep) }

func TestLayerOfTheProjectsOwn(t *testing.T) {
	affine := func(W, b T) Parts {
		a := layers.NewAffine(W, b)
		return Parts{a, map[string]T{"W": a.W, "b": a.B}, func() map[string]T { return map[string]T{"W": a.DW, "b": a.DB} }}
	}
	newW := func() T { return tensor.Matrix([][]float64{{1, 2, -1}, {0.5, -3, 2}}) }
	W, b := newW(), tensor.Vector(1, -2, 0.5)
	for _, test := range []struct {
		name  string
		fresh func() Parts
	}{
		{"ReLU", func() Parts { return Parts{Layer: &layers.ReLU{}} }},
		{"Sigmoid", func() Parts { return Parts{Layer: &layers.Sigmoid{}} }},
		{"Affine", func() Parts { return affine(newW(), tensor.Vector(1, -2, 0.5)) }},
		{"Affine, all of the same W and b", func() Parts { return affine(W, b) }},
	} {
		t.Run(test.name, func(t *testing.T) {
			if r := Layer(test.fresh,
				[]int{3, 2},
				[]int{5, 2},
				[]int{1, 2}); r.Err() != nil || len(r.Remarks) > 0 {
				t.Errorf("Layer = %v, %+v, want no problems and no remarks", r.Err(), r.Remarks)
			}
		})
	}
}

// scaled is y = a·tanh(x) with a parameter a for each column.
func scaled(f func(x, a T, keep map[string]T) T, b func(dout, a T, keep map[string]T) (dx, da T)) func() Parts {
	return func() Parts {
		a := tensor.Vector(0.5, -2)
		var da T
		l := &layerOf{keep: map[string]T{}}
		l.f = func(x T, keep map[string]T) T { return f(x, a, keep) }
		l.b = func(dout T, keep map[string]T) T {
			var dx T
			dx, da = b(dout, a, keep)
			return dx
		}
		return Parts{l, map[string]T{"a": a}, func() map[string]T { return map[string]T{"a": da} }}
	}
}

func tanh(x T) T { return one.Sub(tensor.Scalar(2).Div(x.MulScalar(2).Exp().AddScalar(1))) }

func TestLayer(t *testing.T) {
	forward := func(x, a T, keep map[string]T) T { keep["y"] = tanh(x); return keep["y"].Mul(a) }
	local := func(keep map[string]T) T { return one.Sub(keep["y"].Mul(keep["y"])) }
	right := func(dout, a T, keep map[string]T) (T, T) {
		return dout.Mul(a).Mul(local(keep)), dout.Mul(keep["y"]).Sum(0)
	}
	single := func(x T) T {
		data := x.Data()
		for i, v := range data {
			data[i] = float64(float32(v))
		}
		return tensor.New(data, x.Shape()...)
	}
	var shared T
	for _, test := range []struct {
		name string
		f    func(x, a T, keep map[string]T) T
		b    func(dout, a T, keep map[string]T) (dx, da T)
		want string // words of the problem, "" if there is none
	}{
		{"right", forward, right, ""},
		{"right in single precision", func(x, a T, keep map[string]T) T { return single(forward(x, a, keep)) },
			func(dout, a T, keep map[string]T) (T, T) {
				dx, da := right(dout, a, keep)
				return single(dx), single(da)
			}, ""},
		{"right, and lets go of what it kept", forward, func(dout, a T, keep map[string]T) (T, T) {
			dx, da := right(dout, a, keep)
			delete(keep, "y")
			return dx, da
		}, ""},
		{"sign",
			forward,
			func(dout, a T, keep map[string]T) (T, T) { dx, da := right(dout, a, keep); return dx.Neg(), da },
			"dx is wrong: the sign is flipped"},
		{"zero",
			forward,
			func(dout, a T, keep map[string]T) (T, T) { dx, da := right(dout, a, keep); return dx.MulScalar(0), da },
			"dx is wrong: it is 0 everywhere."},
		{"da averaged", forward, func(dout, a T, keep map[string]T) (T, T) {
			dx, _ := right(dout, a, keep)
			return dx, dout.Mul(keep["y"]).Mean(0)
		}, "da is wrong: it is 1/N times the right result, and N = 3 is the size of the batch"},
		{"da not summed", forward, func(dout, a T, keep map[string]T) (T, T) {
			dx, _ := right(dout, a, keep)
			return dx, dout.Mul(keep["y"])
		}, "not summed over the batch"},
		{"da without the last row", forward, func(dout, a T, keep map[string]T) (T, T) {
			dx, _ := right(dout, a, keep)
			g := dout.Mul(keep["y"])
			return dx, g.Slice(0, max(g.Shape()[0]-1, 0)).Sum(0)
		}, "da is wrong"},
		{"dout missing",
			forward,
			func(dout, a T, keep map[string]T) (T, T) { return a.Mul(local(keep)), dout.Mul(keep["y"]).Sum(0) },
			"for dout = 0 the result must be 0, and it is not"},
		{"local derivative missing",
			forward,
			func(dout, a T, keep map[string]T) (T, T) { return dout, dout.Mul(keep["y"]).Sum(0) },
			"dx is wrong: it is dout, and must be ∂y/∂x·dout"},
		{"a forgotten",
			forward,
			func(dout, a T, keep map[string]T) (T, T) {
				return dout.Mul(local(keep)), dout.Mul(keep["y"]).Sum(0)
			},
			"dx is wrong"},
		{"dout squared",
			forward,
			func(dout, a T, keep map[string]T) (T, T) { return right(dout.Mul(dout.Abs()), a, keep) },
			"for 2·dout the result must be 2 times as large"},
		{"a mask of dout", forward, func(dout, a T, keep map[string]T) (T, T) {
			dx, da := right(dout.Mul(dout.Greater(0).MulScalar(0.5).AddScalar(0.25)), a, keep)
			return dx.Mul(a.Abs()), da
		}, "for -1·dout the result must be -1 times as large"},
		{"a number added", forward, func(dout, a T, keep map[string]T) (T, T) {
			dx, da := right(dout, a, keep)
			return dx.AddScalar(0.1), da
		}, "dx is wrong: 0.1 is added to the right result"},
		{"a tensor added", forward, func(dout, a T, keep map[string]T) (T, T) {
			dx, da := right(dout, a, keep)
			return dx.Add(keep["y"]), da
		}, "for dout = 0 the result must be 0, and it is not"},
		{"negative dout cut",
			forward,
			func(dout, a T, keep map[string]T) (T, T) { return right(dout.Mul(dout.Greater(0)), a, keep) },
			"dout"},
		{"x overwritten",
			func(x, a T, keep map[string]T) T { x.Reshape(-1).Set(0, 0); return forward(x, a, keep) },
			right,
			"x was overwritten by Forward"},
		{"a changed in Forward", func(x, a T, keep map[string]T) T {
			y := forward(x, a, keep)
			a.SubInPlace(tensor.Scalar(0.5))
			return y
		}, right, "a was overwritten by Forward"},
		{"dout overwritten", forward, func(dout, a T, keep map[string]T) (T, T) {
			dx, da := right(dout, a, keep)
			dout.SetAll(dx)
			return dx, da
		}, "dout was overwritten by Backward"},
		{"accumulated", forward, func(dout, a T, keep map[string]T) (T, T) {
			dx, da := right(dout, a, keep)
			if keep["sum"] != nil {
				da = da.Add(keep["sum"])
			}
			keep["sum"] = da
			return dx, da
		}, "and not +="},
		{"stale", func(x, a T, keep map[string]T) T {
			y := tanh(x)
			if keep["y"] == nil || keep["y"].Size() != y.Size() {
				keep["y"] = y
			}
			return y.Mul(a)
		}, right, "In a second call: dx is wrong: Backward used the x of the earlier call."},
		{"shared", func(x, a T, keep map[string]T) T { shared = tanh(x); return shared.Mul(a) },
			func(dout, a T, keep map[string]T) (T, T) {
				return right(dout, a, map[string]T{"y": shared})
			}, "the two share their state"},
		{"result reused", func(x, a T, keep map[string]T) T {
			y := forward(x, a, keep)
			if keep["out"] == nil || keep["out"].Size() != y.Size() {
				keep["out"] = y
			}
			keep["out"].SetAll(y)
			return keep["out"]
		}, right, "An earlier result of Forward has changed since"},
		{"second Backward", forward, func(dout, a T, keep map[string]T) (T, T) {
			dx, da := right(dout, a, keep)
			keep["y"] = keep["y"].MulScalar(0.5)
			return dx, da
		}, "In a second Backward"},
		{"nil", forward, func(dout, a T, keep map[string]T) (T, T) { return nil, nil }, "it is nil"},
		{"NaN", forward, func(dout, a T, keep map[string]T) (T, T) {
			dx, da := right(dout, a, keep)
			return dx.MulScalar(0).DivScalar(0), da
		}, "it is NaN and must be"},
		{"Forward returns nil", func(x, a T, keep map[string]T) T { return nil }, right, "Forward returned nil for x of shape (3, 2)."},
		{"panics", forward, func(dout, a T, keep map[string]T) (T, T) { panic("no") }, "Backward panicked: no"},
		{"uses a field that is nil", forward, func(dout, a T, keep map[string]T) (T, T) { return keep["none"].Mul(dout), nil },
			"Something there is nil. Does Forward set the field that Backward uses?"},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := Layer(scaled(test.f, test.b), []int{3, 2}, []int{5, 2}, []int{1, 2})
			switch err := r.Err(); {
			case test.want == "" && err != nil:
				t.Errorf("Layer = %v, want no problem", err)
			case test.want != "" && (err == nil || !strings.Contains(r.Problems[0].English, test.want)):
				t.Errorf("Layer = %v, want %q in it", err, test.want)
			}
		})
	}
}

func TestLayerSeesTheSummand(t *testing.T) {
	r := Layer(func() Parts {
		return Parts{Layer: &layerOf{f: func(x T, keep map[string]T) T { keep["x"] = x; return x.Mul(x).Add(x) },
			b: func(d T, keep map[string]T) T { return d.Mul(keep["x"]).MulScalar(2) }, keep: map[string]T{}}}
	}, []int{4, 3}, []int{1, 3})
	if r.Err() == nil || !strings.Contains(r.Problems[0].English, "-dout is added to the right result") {
		t.Errorf("Layer = %v, want that -dout is added", r.Err())
	}
}

func TestLayerSeesTheWholeColumn(t *testing.T) {
	centered := func(dout func(d T) T) func() Parts {
		return func() Parts {
			return Parts{Layer: &layerOf{f: func(x T, _ map[string]T) T { return x.Sub(x.MeanKeepDims(0)) },
				b: func(d T, _ map[string]T) T { return dout(d) }}}
		}
	}
	if r := Layer(centered(func(d T) T { return d.Sub(d.MeanKeepDims(0)) }), []int{4, 3}); r.Err() != nil {
		t.Errorf("x less its mean is right, and Layer says %v", r.Err())
	}
	if r := Layer(centered(func(d T) T { return d.MulScalar(1.5) }),
		[]int{4, 3}); r.Err() == nil || !strings.Contains(r.Err().Error(), "each output depends on other elements of x, for example through the mean") {
		t.Errorf("Layer = %v, want it to speak of the column", r.Err())
	}
}

// A random Forward is no mistake. With a seeded generator it can be checked.
// log(x) is NaN where x is negative, and its Backward is checked where x is positive.
func TestLayerOfPositiveNumbers(t *testing.T) {
	log := func(factor float64) func() Parts {
		return func() Parts {
			return Parts{Layer: &layerOf{keep: map[string]T{},
				f: func(x T, keep map[string]T) T { keep["x"] = x; return x.Log() },
				b: func(dout T, keep map[string]T) T { return dout.Div(keep["x"]).MulScalar(factor) }}}
		}
	}
	if r := Layer(log(1), []int{3, 2}, []int{4}); r.Err() != nil || len(r.Remarks) > 0 {
		t.Errorf("Layer(log) = %v, %v, want no problems and no remarks", r.Err(), r.Remarks)
	}
	if err := Layer(log(2), []int{3, 2}, []int{4}).Err(); err == nil || err.Error() != "dx is wrong: it is 2 times the right result." {
		t.Errorf("Layer(log, with 2·dout/x) = %v", err)
	}
	never := func() Parts {
		return Parts{Layer: &layerOf{f: func(x T, keep map[string]T) T { return x.Abs().Neg().Log() }}}
	}
	want := "Forward returns NaN or infinite numbers for x of shape (3, 2) with elements up to 2.5, also if all are positive, so its derivative cannot be compared."
	if r := Layer(never, []int{3, 2}); r.Err() != nil || len(r.Remarks) != 1 || r.Remarks[0].English != want {
		t.Errorf("Layer(log(-|x|)) = %v, %v, want the remark %s", r.Err(), r.Remarks, want)
	}
}

func TestLayerIsRandom(t *testing.T) {
	dropout := func(rng *random.RandomState) Parts {
		var mask T
		return Parts{Layer: &layerOf{f: func(x T, _ map[string]T) T {
			mask = rng.Randn(x.Shape()...).Greater(0)
			return x.Mul(mask)
		}, b: func(dout T, _ map[string]T) T { return dout.Mul(mask) }}}
	}
	one := random.New(1)
	for name, fresh := range map[string]func() Parts{
		"one generator":              func() Parts { return dropout(one) },
		"a generator for each layer": func() Parts { return dropout(random.New(1)) },
	} {
		t.Run(name, func(t *testing.T) {
			r := Layer(fresh, []int{3, 4})
			if r.Err() != nil || len(r.Remarks) != 1 || !strings.Contains(r.Remarks[0].English, "random") {
				t.Errorf("Layer = %v, %+v, want one remark that it is random", r.Err(), r.Remarks)
			}
		})
	}
}

// The formula dx = ∂y/∂x·dout does not tell what is transposed.
func TestLayerGivesNoAdviceOnAnUnknownProduct(t *testing.T) {
	W := random.New(1).Randn(4, 3)
	r := Layer(func() Parts {
		return Parts{Layer: &layerOf{f: func(x T, _ map[string]T) T { return x.Dot(W) },
			b: func(dout T, _ map[string]T) T { return dout.Dot(W) }}}
	}, []int{3, 4})
	if r.Err() == nil || !strings.Contains(r.Problems[0].English, "inner dimensions differ") || strings.Contains(r.Problems[0].English, "transposed") {
		t.Errorf("Layer = %v, want no advice on what is transposed", r.Err())
	}
}

// Factors that depend on x are not how often the rows count.
func TestLayerCountsNoRowsWithOddFactors(t *testing.T) {
	err := Layer(func() Parts {
		return Parts{Layer: &layerOf{keep: map[string]T{},
			f: func(x T, keep map[string]T) T { keep["x"] = x; return x.MulScalar(3) },
			b: func(dout T, keep map[string]T) T { return dout.Mul(keep["x"].SumKeepDims(1)) }}}
	}, []int{3, 4}).Err()
	if err == nil || strings.Contains(err.Error(), "count") {
		t.Errorf("Layer = %v, want a problem that speaks of no counts", err)
	}
}

// Dropout that drops one element in twenty is random too, though two masks may be equal.
func TestLayerOfRareDropout(t *testing.T) {
	rng := random.New(1)
	for range 100 {
		var mask T
		r := Layer(func() Parts {
			return Parts{Layer: &layerOf{f: func(x T, _ map[string]T) T {
				mask = rng.Randn(x.Shape()...).Less(1.645)
				return x.Mul(mask)
			}, b: func(dout T, _ map[string]T) T { return dout.Mul(mask) }}}
		}, []int{1, 4})
		if r.Err() != nil || !strings.Contains(r.Remarks[0].English, "Forward is random") {
			t.Fatalf("Layer = %v, %v, want the remark that it is random", r.Err(), r.Remarks)
		}
	}
}

func TestLayerNamesASizeOnlyIfItVaries(t *testing.T) {
	cube := func() Parts {
		return Parts{Layer: &layerOf{keep: map[string]T{},
			f: func(x T, keep map[string]T) T { keep["x"] = x; return x.Mul(x).Mul(x) },
			b: func(dout T, keep map[string]T) T { return keep["x"].Mul(keep["x"]).Mul(dout) }}}
	}
	mean := func() Parts {
		return Parts{Layer: &layerOf{keep: map[string]T{},
			f: func(x T, keep map[string]T) T { keep["x"] = x; return x.Mean(0) },
			b: func(dout T, keep map[string]T) T { return tensor.Zeros(keep["x"].Shape()...).Add(dout) }}}
	}
	for _, test := range []struct {
		name   string
		fresh  func() Parts
		shapes [][]int
		want   string
	}{
		{"x³ without the 3", cube, [][]int{{3, 4}}, "dx is wrong: it is 0.3333 times the right result."},
		{"x³ without the 3, two sizes", cube, [][]int{{3, 4}, {5, 4}}, "dx is wrong: it is 0.3333 times the right result."},
		{"a mean without 1/N", mean, [][]int{{3, 4}, {5, 4}}, "dx is wrong: it is N times the right result, and N = 3 is the size of the batch."},
		{"nearly right", func() Parts {
			p := cube().Layer.(*layerOf)
			p.b = func(dout T, keep map[string]T) T { return keep["x"].Mul(keep["x"]).Mul(dout).MulScalar(3.0003) }
			return Parts{Layer: p}
		}, [][]int{{3, 4}}, "dx is wrong: it is 1.0001 times the right result."},
	} {
		t.Run(test.name, func(t *testing.T) {
			if err := Layer(test.fresh, test.shapes...).Err(); err == nil || !strings.HasPrefix(err.Error(), test.want) {
				t.Errorf("Layer = %v, want %s", err, test.want)
			}
		})
	}
}

func TestLayerPanicsWithoutShapes(t *testing.T) {
	defer func() {
		if p := recover(); p != "layertest: Layer: no shapes of x are given" {
			t.Errorf("panic %v", p)
		}
	}()
	Layer(func() Parts { return Parts{Layer: &layers.ReLU{}} })
}

func TestSolve(t *testing.T) {
	a, b := tensor.Vector(1, 2, 3), tensor.Vector(0, 1, -1)
	w := Solve(a.MulScalar(2).Sub(b), []T{a, b}, 1e-9)
	if len(w) != 2 || math.Abs(w[0]-2) > 1e-12 || math.Abs(w[1]+1) > 1e-12 {
		t.Errorf("Solve(2a - b) = %v, want 2, -1", w)
	}
	if w := Solve(a, []T{b, b}, 1e-9); w != nil {
		t.Errorf("Solve with equal parts = %v, want nil", w)
	}
	if w := Solve(a, []T{b}, 1e-9); w != nil {
		t.Errorf("Solve of what is no multiple = %v, want nil", w)
	}
}

func TestAttempt(t *testing.T) {
	if message := Attempt(func() {}); message != "" {
		t.Errorf("of what does not panic: %q", message)
	}
	if message := Attempt(func() { panic("oh") }); message != "oh" { // not in a student's code
		t.Errorf("of a panic: %q, want oh", message)
	}
}

func TestTellApart(t *testing.T) {
	for _, test := range [][4]any{
		{1.5, 2.0, "1.5", "2"},
		{0.11492, 0.114920001, "0.11492", "0.114920001"},
	} {
		if s, u := tellApart(test[0].(float64), test[1].(float64)); s != test[2] || u != test[3] {
			t.Errorf("tellApart(%v, %v) = %s, %s, want %s, %s", test[0], test[1], s, u, test[2], test[3])
		}
	}
}
