package checks

import (
	"slices"

	"backprop/layers"
	"backprop/layers/layertest"
)

// ReLU checks a ReLU layer, as section 5.1 defines it.
func ReLU(fresh func() layers.Layer) layertest.Report { return relu().Run(layerNode(fresh)) }

func relu() *layertest.Exam {
	right := layerNode(func() layers.Layer { return &layers.ReLU{} })
	back := partOf(right, 1)
	return &layertest.Exam{
		Result: "Forward", Inputs: []string{"x"}, Names: []string{"dx"}, Calls: activationCalls(2), Right: right,
		Formula: map[string]string{"Forward": "x·(x > 0)", "dx": "dout·(x > 0)"},
		Terms: func(c call) []layertest.Term {
			x, dout := c.In[0], c.Dout
			return terms("dout", dout, "x", x, "|x|", x.Abs(), "(x > 0)", x.Greater(0), "(x <= 0)", x.LessEqual(0),
				"(x > 1)", x.Greater(1), "(dout > 0)", dout.Greater(0))
		},
		Mistakes: slices.Concat(
			back("not masked", "it is dout itself: nothing is masked.", "dout 그대로다. 아무것도 막지 않았다.",
				func(p *pass) T { return p.dout }),
			back("mask inverted", "the mask is inverted: dout passes where x <= 0 and is stopped where x > 0.",
				"마스크가 반대다. x <= 0인 곳을 통과시키고 x > 0인 곳을 막는다.",
				func(p *pass) T { return p.dout.Mul(p.x.LessEqual(0)) }),
			back("mask from dout", "the mask is taken from dout. x decides what passes, in Forward.",
				"마스크를 dout으로 만들었다. 마스크는 Forward의 x로 만들어야 한다.",
				func(p *pass) T { return p.dout.Mul(p.dout.Greater(0)) }),
			back("dout clipped", "where dout is below 0 it is 0: a negative dout passes too, where x > 0.",
				"dout이 0보다 작은 곳에서 0이다. x > 0이면 음수인 dout도 통과해야 한다.",
				func(p *pass) T { return p.dout.Mul(p.dout.Greater(0)).Mul(p.x.Greater(0)) }),
			back("kink",
				"where x = 0 dout passes. By (5.8) the derivative is 0 there: mask x <= 0, and not x < 0.",
				"x = 0에서 dout이 통과한다. 식 (5.8)에서 그곳의 미분은 0이다. x < 0이 아니라 x <= 0을 막는다.",
				func(p *pass) T { return p.dout.Mul(one.Sub(p.x.Less(0))) }),
			back("dout overwritten", "", "",
				func(p *pass) T { p.dout.SetMasked(p.x.LessEqual(0), 0); return p.dout }),
			kind(keepsFirst)("stale", "", "", right),
		),
	}
}
