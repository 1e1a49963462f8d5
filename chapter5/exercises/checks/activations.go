package checks

import (
	"backprop/layers"
	"backprop/layers/layertest"
	"backprop/tensor"
	"backprop/tensor/random"
)

// ReLU checks a ReLU layer, as section 5.1 defines it.
func ReLU(fresh func() layers.Layer) layertest.Report { return relu().Run(layerNode(fresh)) }

func relu() *layertest.Exam {
	right := layerNode(func() layers.Layer { return &layers.ReLU{} })
	back := brokenIn(right, 1)
	return &layertest.Exam{
		Inputs: []string{"x"}, Calls: activationCalls(2), Right: right,
		Results: []string{"Forward = x·(x > 0)", "dx = dout·(x > 0)"},
		Terms: func(c call) []layertest.Term {
			x, dout := c.In[0], c.Dout
			return terms("dout", dout, "x", x, "|x|", x.Abs(), "(x > 0)", x.Greater(0), "(x <= 0)", x.LessEqual(0),
				"(x > 1)", x.Greater(1), "(dout > 0)", dout.Greater(0))
		},
		Mistakes: []mistake{
			{Name: "not masked", Text: say("it is dout itself: nothing is masked.",
				"dout 그대로다. 아무것도 막지 않았다."),
				Make: back(func(p *pass) T { return p.dout })},
			{Name: "mask inverted", Text: say("the mask is inverted: dout passes where x <= 0 and is stopped where x > 0.",
				"마스크가 반대다. x <= 0인 곳을 통과시키고 x > 0인 곳을 막는다."),
				Make: back(func(p *pass) T { return p.dout.Mul(p.x.LessEqual(0)) })},
			{Name: "mask from dout", Text: say("the mask is taken from dout. x decides what passes, in Forward.",
				"마스크를 dout으로 만들었다. 마스크는 Forward의 x로 만들어야 한다."),
				Make: back(func(p *pass) T { return p.dout.Mul(p.dout.Greater(0)) })},
			{Name: "kink", Text: say("where x = 0 dout passes. By (5.8) the derivative is 0 there: mask x <= 0, and not x < 0.",
				"x = 0에서 dout이 통과한다. 식 (5.8)에서 그곳의 미분은 0이다. x < 0이 아니라 x <= 0을 막는다."),
				Make: back(func(p *pass) T { return p.dout.Mul(one.Sub(p.x.Less(0))) })},
			{Name: "dout overwritten", Make: back(func(p *pass) T { p.dout.SetMasked(p.x.LessEqual(0), 0); return p.dout })},
			{Name: "stale", Make: back(func(p *pass) T { return p.dout.Mul(p.first(p.x).Greater(0)) })},
		},
	}
}

// Sigmoid checks a sigmoid layer, as section 5.2 defines it.
func Sigmoid(fresh func() layers.Layer) layertest.Report { return sigmoid().Run(layerNode(fresh)) }

func sigmoid() *layertest.Exam {
	forward := func(x T) T { return one.Div(x.Neg().Exp().AddScalar(1)) }
	right := layerNode(func() layers.Layer { return &layers.Sigmoid{} })
	back := brokenIn(right, 1)
	e := &layertest.Exam{
		Inputs: []string{"x"}, Calls: activationCalls(3), Right: right,
		Results: []string{"Forward = 1/(1 + exp(-x))", "dx = dout·y·(1 - y)"},
		Terms: func(c call) []layertest.Term {
			x, dout := c.In[0], c.Dout
			if dout == nil {
				dout = ones(x)
			}
			y := forward(x)
			return terms("dout", dout, "y", y, "(1 - y)", one.Sub(y), "x", x, "(1 - x)", one.Sub(x),
				"(1 + y)", y.AddScalar(1), "exp(-x)", x.Neg().Exp(), "exp(x)", x.Exp(),
				"(1 - dout)", one.Sub(dout), "(1 - dout·y)", one.Sub(dout.Mul(y)))
		},
		Mistakes: []mistake{
			{Name: "x for y", Text: say("it is dout·x·(1 - x): use y, the result of Forward, instead of x.",
				"dout·x·(1 - x)다. Forward의 결과 y 대신 x를 썼다."),
				Make: back(func(p *pass) T { return p.dout.Mul(p.x).Mul(one.Sub(p.x)) })},
			{Name: "y of y", Text: say("the sigmoid is applied once more, to y. y is the result already: dout·y·(1 - y).",
				"y에 시그모이드를 한 번 더 적용했다. y가 이미 결과이므로 dout·y·(1 - y)다."),
				Make: back(func(p *pass) T { y := forward(p.y); return p.dout.Mul(y).Mul(one.Sub(y)) })},
			{Name: "tanh", Make: back(func(p *pass) T { return p.dout.Mul(one.Sub(p.y.Mul(p.y))) })},
			{Name: "precedence", Make: back(func(p *pass) T { return p.dout.Mul(p.y).Sub(p.y) })},
		},
	}
	for _, x := range [][][]float64{{{800, -800}, {801, -801}}, {{900, -900}, {0, 710}, {-1000, 2}}} { // exp must not overflow
		e.Calls = append(e.Calls, call{When: say("With large |x|: ", "|x|가 클 때 "), In: []T{tensor.Matrix(x)}})
	}
	return e
}

// layerNode makes nodes of a layer without parameters.
func layerNode(fresh func() layers.Layer) maker {
	return func([]T) node {
		l := fresh()
		return node{
			Forward:  func(in []T) T { return l.Forward(in[0]) },
			Backward: func(dout T) []T { return []T{l.Backward(dout)} },
		}
	}
}

// activationCalls returns calls with x of several shapes. Each x holds an exact 0,
// whole numbers, ties and numbers above 1; each dout has both signs.
func activationCalls(seed uint32) []call {
	rng := random.New(seed)
	var calls []call
	for _, shape := range [][]int{{3, 5}, {3, 5}, {7, 3}, {1, 4}, {5}, {2, 1, 3, 2}, {3, 2, 1, 4}} {
		x, dout := rng.Randn(shape...).MulScalar(1.5), rng.Randn(shape...).MulScalar(2)
		flat := x.Reshape(-1)
		for i, v := range []float64{-2, 0, 1.25, 3, 1} {
			flat.Set(v, (i*3+int(seed))%flat.Size())
		}
		flat.Set(0, flat.Size()-2)
		flat.Set(-0.75, flat.Size()-1)
		calls = append(calls, call{In: []T{x}, Dout: dout})
	}
	return calls
}
