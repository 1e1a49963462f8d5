package checks

import (
	"math"

	"backprop/layers"
	"backprop/layers/layertest"
	"backprop/tensor"
)

// ReLU checks a ReLU layer, as section 5.1 defines it.
func ReLU(fresh func() layers.Layer) layertest.Report { return activation(relu(), fresh) }

// Sigmoid checks a sigmoid layer, as section 5.2 defines it.
func Sigmoid(fresh func() layers.Layer) layertest.Report { return activation(sigmoid(), fresh) }

func activation(e *layertest.Exam, fresh func() layers.Layer) layertest.Report {
	e.Explain = lost(func() any { return fresh() })
	return e.Run(func([]T) node { return layerNode(fresh()) })
}

func relu() *layertest.Exam {
	positive := func(x T) T { return x.Mul(x.Greater(0)) }
	masked := func(x, _, dout T) T { return dout.Mul(x.Greater(0)) }
	forward := func(cause layertest.Cause, english, korean string, f func(x T) T) mistake {
		return broken(cause, say(english, korean), elementwise(f, masked))
	}
	back := func(cause layertest.Cause, english, korean string, b func(x, y, dout T) T) mistake {
		return broken(cause, say(english, korean), elementwise(positive, b))
	}
	capped := func(x T, at float64) T { return x.Mul(x.LessEqual(at)).Add(x.Greater(at).MulScalar(at)) }
	zero := tensor.Scalar(0)
	truncated := func(x T) T {
		data := x.Data()
		for i, v := range data {
			data[i] = math.Trunc(v)
		}
		return tensor.New(data, x.Shape()...)
	}
	return &layertest.Exam{
		Result: "Forward", Inputs: []string{"x"}, Names: []string{"dx"}, Calls: activationCalls(2),
		Right:   func([]T) node { return layerNode(&layers.ReLU{}) },
		Formula: map[string]string{"Forward": "x·(x > 0)", "dx": "dout·(x > 0)"},
		Terms: func(c call) []layertest.Term {
			x, dout := c.In[0], c.Dout
			return terms("dout", dout, "x", x, "|x|", x.Abs(), "|dout|", dout.Abs(), "(x > 0)", x.Greater(0),
				"(x <= 0)", x.LessEqual(0), "(x > 1)", x.Greater(1), "(dout > 0)", dout.Greater(0))
		},
		Mistakes: []mistake{
			forward("mask inverted in Forward",
				"the mask is inverted: it lets x pass where x <= 0 and stops the rest.",
				"마스크가 거꾸로다. x <= 0인 곳을 통과시키고 나머지를 막는다.",
				func(x T) T { return x.Mul(x.LessEqual(0)) }),
			forward("clipped",
				"above 1 it is cut off to 1: ReLU has no upper bound.",
				"1보다 큰 값을 1로 잘랐다. ReLU에는 상한이 없다.",
				func(x T) T { return positive(capped(x, 1)) }),
			forward("whole numbers",
				"the fractions are cut off, as int does.",
				"소수점 아래를 버렸다(int).",
				func(x T) T { return positive(truncated(x)) }),
			back("not masked",
				"it is dout itself: nothing is masked.",
				"dout 그대로다. 아무것도 막지 않았다.",
				func(x, y, dout T) T { return dout }),
			back("mask inverted",
				"the mask is inverted: dout passes where x <= 0 and is stopped where x > 0.",
				"마스크가 거꾸로다. x <= 0인 곳을 통과시키고 x > 0인 곳을 막는다.",
				func(x, y, dout T) T { return dout.Mul(x.LessEqual(0)) }),
			back("mask from dout",
				"the mask is taken from dout. x decides what passes, in Forward.",
				"마스크를 dout에서 구했다. 무엇이 통과할지는 Forward의 x가 정한다.",
				func(x, y, dout T) T { return positive(dout) }),
			back("dout clipped",
				"where dout is below 0 it is 0: a negative dout passes too, where x > 0.",
				"dout이 0보다 작은 곳에서 0이다. x > 0이면 음수인 dout도 지나가야 한다.",
				func(x, y, dout T) T { return positive(masked(x, y, dout)) }),
			back("kink",
				"where x = 0 dout passes. By (5.8) the derivative is 0 there: mask x <= 0, and not x < 0.",
				"x = 0에서 dout이 통과한다. 식 (5.8)에서 그곳의 미분은 0이다. x < 0이 아니라 x <= 0을 막는다.",
				func(x, y, dout T) T { return dout.Mul(x.Less(0).Equal(zero)) }),
			back("clipped",
				"where x > 1 it is 0: ReLU has no upper bound, its derivative is 1 there.",
				"x > 1인 곳에서 0이다. ReLU에는 상한이 없고, 그곳의 미분은 1이다.",
				func(x, y, dout T) T { return masked(x, y, dout).Mul(x.LessEqual(1)) }),
			broken("dout overwritten", layertest.Text{}, func([]T) node {
				var x T
				return node{Forward: func(in []T) T { x = in[0].Copy(); return positive(x) },
					Backward: func(dout T) []T { dout.SetMasked(x.LessEqual(0), 0); return []T{dout} }}
			}),
			broken("x overwritten", layertest.Text{}, func([]T) node {
				var x T
				return node{Forward: func(in []T) T { x = in[0]; x.SetMasked(x.LessEqual(0), 0); return x },
					Backward: func(dout T) []T { return []T{dout.Mul(x.Greater(0))} }}
			}),
			broken("stale", layertest.Text{}, func([]T) node {
				var mask T
				return node{Forward: func(in []T) T {
					if mask == nil || mask.Size() != in[0].Size() {
						mask = in[0].Greater(0)
					}
					return positive(in[0])
				}, Backward: func(dout T) []T { return []T{dout.Mul(mask.Reshape(dout.Shape()...))} }}
			}),
			broken("any shape", layertest.Text{}, func([]T) node {
				var x T
				return node{Forward: func(in []T) T {
					x = in[0].Copy()
					y := x.Copy()
					for i := range x.Shape()[0] {
						for j := range x.Shape()[1] {
							y.Set(max(0, x.At(i, j)), i, j)
						}
					}
					return y
				}, Backward: func(dout T) []T { return []T{dout.Mul(x.Greater(0))} }}
			}),
		},
	}
}

func sigmoid() *layertest.Exam {
	of := func(x T) T { return one.Div(x.Neg().Exp().AddScalar(1)) }
	right := func(x, y, dout T) T { return dout.Mul(y).Mul(one.Sub(y)) }
	forward := func(cause layertest.Cause, english, korean string, f func(x T) T) mistake {
		return broken(cause, say(english, korean), elementwise(f, right))
	}
	back := func(cause layertest.Cause, english, korean string, b func(x, y, dout T) T) mistake {
		return broken(cause, say(english, korean), elementwise(of, b))
	}
	e := &layertest.Exam{
		Result: "Forward", Inputs: []string{"x"}, Names: []string{"dx"}, Calls: activationCalls(3),
		Right:   func([]T) node { return layerNode(&layers.Sigmoid{}) },
		Formula: map[string]string{"Forward": "1/(1 + exp(-x))", "dx": "dout·y·(1 - y)"},
		Terms: func(c call) []layertest.Term {
			x := c.In[0]
			y := of(x)
			all := terms("y",
				y,
				"(1 - y)",
				one.Sub(y),
				"x",
				x,
				"(1 - x)",
				one.Sub(x),
				"(1 + y)",
				y.AddScalar(1),
				"exp(-x)", x.Neg().Exp(), "exp(x)", x.Exp())
			if c.Dout != nil {
				all = append(terms("dout", c.Dout),
					append(all,
						terms("(1 - dout)", one.Sub(c.Dout), "(1 - dout·y)", one.Sub(c.Dout.Mul(y)))...)...)
			}
			return all
		},
		Mistakes: []mistake{
			forward("sign of x",
				"it is 1/(1 + exp(x)): the minus in exp(-x) is missing.",
				"1/(1 + exp(x))다. exp(-x)의 음수 부호가 빠졌다.",
				func(x T) T { return of(x.Neg()) }),
			forward("reciprocal missing",
				"it is 1 + exp(-x): the reciprocal is missing. (A chain of methods has no precedence: 1 is divided by the whole sum.)",
				"1 + exp(-x)다. 역수를 취하지 않았다. (메서드를 이어 쓰면 연산자 우선순위가 없다. 1을 합 전체로 나누어야 한다.)",
				func(x T) T { return x.Neg().Exp().AddScalar(1) }),
			forward("1 + missing",
				"it is 1/exp(-x) + 1: the 1 belongs to the denominator, 1/(1 + exp(-x)).",
				"1/exp(-x) + 1이다. 1은 분모에 더한다. 1/(1 + exp(-x))이다.",
				func(x T) T { return x.Exp().AddScalar(1) }),
			forward("minus for plus",
				"it is 1/(1 - exp(-x)): the plus in the denominator is a minus.",
				"1/(1 - exp(-x))다. 분모의 더하기가 빼기로 되어 있다.",
				func(x T) T { return one.Div(one.Sub(x.Neg().Exp())) }),
			forward("overflow",
				"it is exp(x)/(1 + exp(x)), which overflows: for x > 709 exp(x) is +Inf, and +Inf/+Inf is NaN. 1/(1 + exp(-x)) does not.",
				"exp(x)/(1 + exp(x))라서 오버플로한다. x > 709이면 exp(x)가 +Inf이고 +Inf/+Inf는 NaN이다. 1/(1 + exp(-x))은 그렇지 않다.", func(x T) T {
					return x.Exp().Div(x.Exp().AddScalar(1))
				}),
			forward("tanh",
				"it is tanh(x), another function.",
				"tanh(x)다. 다른 함수다.",
				func(x T) T { return of(x.MulScalar(2)).MulScalar(2).SubScalar(1) }),
			forward("applied twice",
				"it is sigmoid(sigmoid(x)): the sigmoid is applied twice.",
				"sigmoid(sigmoid(x))다. 시그모이드를 두 번 적용했다.",
				func(x T) T { return of(of(x)) }),
			forward("twice x",
				"it is 1/(1 + exp(-2x)): the 2 is too much.",
				"1/(1 + exp(-2x))다. 2를 곱하지 않는다.",
				func(x T) T { return of(x.MulScalar(2)) }),
			forward("softplus",
				"it is log(1 + exp(x)), the softplus function.",
				"log(1 + exp(x))다. softplus 함수다.",
				func(x T) T { return x.Exp().AddScalar(1).Log() }),
			forward("softmax",
				"it is softmax: each element is divided by a sum over all of them. Sigmoid takes each element by itself.",
				"소프트맥스다. 원소를 모든 원소의 합으로 나누었다. 시그모이드는 원소마다 따로 구한다.",
				func(x T) T { return x.Exp().Div(x.Exp().Sum()) }),
			back("x for y",
				"it is dout·x·(1 - x): x stands where y, the result of Forward, belongs.",
				"dout·x·(1 - x)다. Forward의 결과 y를 쓸 자리에 x를 썼다.",
				func(x, y, dout T) T { return dout.Mul(x).Mul(one.Sub(x)) }),
			back("y of y",
				"the sigmoid is applied once more, to y. y is the result already: dout·y·(1 - y).",
				"y에 시그모이드를 한 번 더 적용했다. y가 이미 결과이므로 dout·y·(1 - y)다.",
				func(x, y, dout T) T { return right(x, of(y), dout) }),
			back("y of dout",
				"y is taken from dout, as sigmoid(dout): it must be what Forward returned.",
				"y를 sigmoid(dout)으로 구했다. Forward가 반환한 것이어야 한다.",
				func(x, y, dout T) T { return right(x, of(dout), dout) }),
			back("y missing",
				"it is dout·(1 - y): the factor y is missing. (In dout·y²·exp(-x), the square.)",
				"dout·(1 - y)다. y를 곱하지 않았다. (dout·y²·exp(-x)로 썼다면 제곱이 빠졌다.)",
				func(x, y, dout T) T { return dout.Mul(one.Sub(y)) }),
			back("tanh",
				"it is dout·(1 - y²), the derivative of tanh.",
				"dout·(1 - y²)다. tanh의 미분이다.",
				func(x, y, dout T) T { return dout.Mul(one.Sub(y.Mul(y))) }),
			back("sign flipped",
				"it is dout·y·(y - 1): the sign is flipped. 1 - y belongs there; of the four nodes -y² and -1 both have a minus.",
				"dout·y·(y - 1)이다. 부호가 뒤집혔다. 1 - y여야 한다. 네 노드 가운데 -y²과 -1 둘에 음수 부호가 있다.",
				func(x, y, dout T) T { return right(x, y, dout).Neg() }),
			back("precedence",
				"it is dout·y - y: a chain of methods has no precedence. 1 - y is one factor: dout.Mul(y).Mul(one.Sub(y)).",
				"dout·y - y다. 메서드를 이어 쓰면 연산자 우선순위가 없다. 1 - y가 한 인수다. dout.Mul(y).Mul(one.Sub(y))이다.",
				func(x, y, dout T) T { return dout.Mul(y).Sub(y) }),
		},
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
