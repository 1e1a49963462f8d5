package checks

import (
	"slices"

	"backprop/layers"
	"backprop/layers/layertest"
	"backprop/tensor"
)

// Sigmoid checks a sigmoid layer, as section 5.2 defines it.
func Sigmoid(fresh func() layers.Layer) layertest.Report { return sigmoid().Run(layerNode(fresh)) }

func sigmoid() *layertest.Exam {
	forward := func(x T) T { return one.Div(x.Neg().Exp().AddScalar(1)) }
	right := layerNode(func() layers.Layer { return &layers.Sigmoid{} })
	back := partOf(right, 1)
	e := &layertest.Exam{
		Result: "Forward", Inputs: []string{"x"}, Names: []string{"dx"}, Calls: activationCalls(3),
		Right:   right,
		Formula: map[string]string{"Forward": "1/(1 + exp(-x))", "dx": "dout·y·(1 - y)"},
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
		Mistakes: slices.Concat(
			partOf(right, 0)("sigmoid of 2x",
				"it is the sigmoid of 2x. The sigmoid is 1/(1 + exp(-x)), or (1 + tanh(x/2))/2.",
				"2x의 시그모이드다. 시그모이드는 1/(1 + exp(-x)), 즉 (1 + tanh(x/2))/2이다.",
				func(p *pass) T { return forward(p.x.MulScalar(2)) }),
			back("x for y", "it is dout·x·(1 - x): use y, the result of Forward, instead of x.",
				"dout·x·(1 - x)다. Forward의 결과 y 대신 x를 썼다.",
				func(p *pass) T { return p.dout.Mul(p.x).Mul(one.Sub(p.x)) }),
			back("y of y", "the sigmoid is applied once more, to y. y is the result already: dout·y·(1 - y).",
				"y에 시그모이드를 한 번 더 적용했다. y가 이미 결과이므로 dout·y·(1 - y)다.",
				func(p *pass) T { y := forward(p.y); return p.dout.Mul(y).Mul(one.Sub(y)) }),
			back("tanh", "it is dout·(1 - y²), the derivative of tanh.", "dout·(1 - y²)다. tanh의 미분이다.",
				func(p *pass) T { return p.dout.Mul(one.Sub(p.y.Mul(p.y))) }),
			back("precedence",
				"it is dout·y - y: methods run from left to right. 1 - y is one argument: dout.Mul(y).Mul(one.Sub(y)).",
				"dout·y - y다. 메서드 호출에는 연산자 우선순위가 없다. 1 - y를 인수 하나로 넘긴다. dout.Mul(y).Mul(one.Sub(y))이다.",
				func(p *pass) T { return p.dout.Mul(p.y).Sub(p.y) }),
		),
	}
	for _, rows := range []int{2, 3} { // exp must not overflow
		x := tensor.Zeros(rows, 2)
		for i := range rows {
			x.Set(800+float64(i), i, 0)
			x.Set(-800-float64(i), i, 1)
		}
		e.Calls = append(e.Calls, call{When: say("With large x: ", "x가 클 때 "), In: []T{x}})
	}
	return e
}
