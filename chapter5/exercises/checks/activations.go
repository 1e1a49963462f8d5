package checks

import (
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
	return &layertest.Exam{
		Result: "Forward", Inputs: []string{"x"}, Names: []string{"dx"}, Calls: activationCalls(2),
		Right:   func([]T) node { return layerNode(&layers.ReLU{}) },
		Formula: map[string]string{"Forward": "x where x > 0, else 0", "dx": "dout where x > 0, else 0"},
		Terms: func(c call) []layertest.Term {
			x, dout := c.In[0], c.Dout
			return terms("dout", dout, "x", x, "|x|", x.Abs(), "|dout|", dout.Abs(), "(x > 0)", x.Greater(0),
				"(x <= 0)", x.LessEqual(0), "(x > 1)", x.Greater(1), "(dout > 0)", dout.Greater(0))
		},
		Mistakes: []mistake{
			forward("mask inverted in Forward", "the mask is inverted: it lets x pass where x <= 0 and stops the rest.", "마스크가 거꾸로다. x <= 0인 곳을 통과시키고 나머지를 막는다.", func(x T) T { return x.Mul(x.LessEqual(0)) }),
			forward("not masked in Forward", "it is x itself: nothing is masked.", "x 그대로다. 아무것도 막지 않았다.", func(x T) T { return x }),
			forward("mask returned", "it is the mask, 1 where x > 0, and not x masked.", "x > 0인 곳이 1인 마스크 자체다. x에 마스크를 씌운 것이어야 한다.", func(x T) T { return x.Greater(0) }),
			forward("mask returned", "it is the mask, 1 where x <= 0, and not x masked.", "x <= 0인 곳이 1인 마스크 자체다. x에 마스크를 씌운 것이어야 한다.", func(x T) T { return x.LessEqual(0) }),
			forward("leaky", "where x < 0 it is 0.01·x, a leaky ReLU: it must be 0.", "x < 0인 곳이 0.01·x다(leaky ReLU). 0이어야 한다.", func(x T) T { return positive(x).Add(x.Mul(x.Less(0)).MulScalar(0.01)) }),
			forward("absolute value", "it is |x|: where x < 0 it must be 0.", "|x|다. x < 0인 곳은 0이어야 한다.", T.Abs),
			forward("sign flipped", "it is max(0, -x): the sign of x is flipped.", "max(0, -x)다. x의 부호가 뒤집혔다.", func(x T) T { return positive(x.Neg()) }),
			forward("clipped", "above 1 it is cut off to 1: ReLU has no upper bound.", "1보다 큰 값을 1로 잘랐다. ReLU에는 상한이 없다.", func(x T) T { return positive(capped(x, 1)) }),
			forward("below 1", "what lies between 0 and 1 is set to 0: the bound is 0, not 1.", "0과 1 사이를 0으로 했다. 경계는 1이 아니라 0이다.", func(x T) T { return x.Mul(x.Greater(1)) }),
			forward("below 1", "what lies between 0 and 1 is set to 0: the bound is 0, not 1.", "0과 1 사이를 0으로 했다. 경계는 1이 아니라 0이다.", func(x T) T { return x.Mul(x.Less(1).Equal(zero)) }),
			back("not masked", "it is dout itself: nothing is masked.", "dout 그대로다. 아무것도 막지 않았다.", func(x, y, dout T) T { return dout }),
			back("mask inverted", "the mask is inverted: dout passes where x <= 0 and is stopped where x > 0.", "마스크가 거꾸로다. x <= 0인 곳을 통과시키고 x > 0인 곳을 막는다.", func(x, y, dout T) T { return dout.Mul(x.LessEqual(0)) }),
			back("mask from dout", "the mask is taken from dout. x decides what passes, in Forward.", "마스크를 dout에서 구했다. 무엇이 통과할지는 Forward의 x가 정한다.", func(x, y, dout T) T { return positive(dout) }),
			back("mask from both", "negative elements of dout are stopped as well: only x decides.", "dout의 음수까지 막았다. x만으로 정해야 한다.", func(x, y, dout T) T { return positive(dout).Mul(x.Greater(0)) }),
			back("dout missing", "it is the local derivative alone, 1 or 0: dout is missing.", "국소적 미분 1과 0뿐이다. dout을 곱하지 않았다.", func(x, y, dout T) T { return x.Greater(0) }),
			back("dout missing", "it is the inverted mask alone: it must be dout where x > 0.", "거꾸로 된 마스크뿐이다. x > 0인 곳에서 dout이어야 한다.", func(x, y, dout T) T { return x.LessEqual(0) }),
			back("times x", "dout is multiplied by x. The local derivative of ReLU is 1, not x.", "dout에 x를 곱했다. ReLU의 국소적 미분은 x가 아니라 1이다.", func(x, y, dout T) T { return dout.Mul(y) }),
			back("times x", "dout is multiplied by x, and nothing is masked. The local derivative is 1 where x > 0, else 0.", "dout에 x를 곱하고 아무것도 막지 않았다. 국소적 미분은 x > 0이면 1, 아니면 0이다.", func(x, y, dout T) T { return dout.Mul(x) }),
			back("forward returned", "it is what Forward returned.", "Forward가 반환한 것이다.", func(x, y, dout T) T { return y }),
			back("kink", "where x = 0 dout passes. By (5.8) the derivative is 0 there: mask x <= 0, and not x < 0.", "x = 0에서 dout이 통과한다. 식 (5.8)에서 그곳의 미분은 0이다. x < 0이 아니라 x <= 0을 막는다.", func(x, y, dout T) T { return dout.Mul(x.Less(0).Equal(zero)) }),
			back("sign flipped", "where x > 0 the sign is flipped.", "x > 0인 곳에서 부호가 뒤집혔다.", func(x, y, dout T) T { return masked(x, y, dout).Neg() }),
			back("absolute value", "where x < 0 it is -dout, the derivative of |x|: it must be 0 there.", "x < 0인 곳에서 -dout이다. |x|의 미분이다. 0이어야 한다.", func(x, y, dout T) T { return dout.Mul(x.Greater(0).Sub(x.Less(0))) }),
			back("leaky", "where x <= 0 it is 0.01·dout, as for a leaky ReLU: it must be 0.", "x <= 0인 곳에서 0.01·dout이다(leaky ReLU). 0이어야 한다.", func(x, y, dout T) T { return masked(x, y, dout).Add(dout.Mul(x.LessEqual(0)).MulScalar(0.01)) }),
			back("clipped", "where x > 1 it is 0: ReLU has no upper bound, its derivative is 1 there.", "x > 1인 곳에서 0이다. ReLU에는 상한이 없고, 그곳의 미분은 1이다.", func(x, y, dout T) T { return masked(x, y, dout).Mul(x.LessEqual(1)) }),
			back("added", "the mask is added to dout. The chain rule multiplies them.", "dout에 마스크를 더했다. 연쇄법칙에서는 곱한다.", func(x, y, dout T) T { return dout.Add(x.Greater(0)) }),
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
			all := terms("y", y, "(1 - y)", one.Sub(y), "x", x, "(1 - x)", one.Sub(x), "(1 + y)", y.AddScalar(1),
				"exp(-x)", x.Neg().Exp(), "exp(x)", x.Exp())
			if c.Dout != nil {
				all = append(terms("dout", c.Dout), append(all, terms("(1 - dout)", one.Sub(c.Dout), "(1 - dout·y)", one.Sub(c.Dout.Mul(y)))...)...)
			}
			return all
		},
		Mistakes: []mistake{
			forward("sign of x", "it is 1/(1 + exp(x)): the minus in exp(-x) is missing.", "1/(1 + exp(x))다. exp(-x)의 음수 부호가 빠졌다.", func(x T) T { return of(x.Neg()) }),
			forward("reciprocal missing", "it is exp(-x): 1/(1 + …) is missing.", "exp(-x)다. 1/(1 + …)이 빠졌다.", func(x T) T { return x.Neg().Exp() }),
			forward("reciprocal missing", "it is 1 + exp(-x): the reciprocal is missing. (A chain of methods has no precedence: 1 is divided by the whole sum.)", "1 + exp(-x)다. 역수를 취하지 않았다. (메서드를 이어 쓰면 연산자 우선순위가 없다. 1을 합 전체로 나누어야 한다.)",
				func(x T) T { return x.Neg().Exp().AddScalar(1) }),
			forward("1 + missing", "it is exp(x), which is 1/exp(-x): the 1 + in the denominator is missing.", "exp(x), 곧 1/exp(-x)다. 분모에 1을 더하지 않았다.", T.Exp),
			forward("1 + missing", "it is 1/exp(-x) + 1: the 1 belongs to the denominator, 1/(1 + exp(-x)).", "1/exp(-x) + 1이다. 1은 분모에 더한다. 1/(1 + exp(-x))이다.", func(x T) T { return x.Exp().AddScalar(1) }),
			forward("minus for plus", "it is 1/(1 - exp(-x)): the plus in the denominator is a minus.", "1/(1 - exp(-x))다. 분모의 더하기가 빼기로 되어 있다.", func(x T) T { return one.Div(one.Sub(x.Neg().Exp())) }),
			forward("overflow", "it is exp(x)/(1 + exp(x)), which overflows: for x > 709 exp(x) is +Inf, and +Inf/+Inf is NaN. 1/(1 + exp(-x)) does not.",
				"exp(x)/(1 + exp(x))라서 오버플로한다. x > 709이면 exp(x)가 +Inf이고 +Inf/+Inf는 NaN이다. 1/(1 + exp(-x))은 그렇지 않다.", func(x T) T { return x.Exp().Div(x.Exp().AddScalar(1)) }),
			forward("tanh", "it is tanh(x), another function.", "tanh(x)다. 다른 함수다.", func(x T) T { return of(x.MulScalar(2)).MulScalar(2).SubScalar(1) }),
			forward("applied twice", "it is sigmoid(sigmoid(x)): the sigmoid is applied twice.", "sigmoid(sigmoid(x))다. 시그모이드를 두 번 적용했다.", func(x T) T { return of(of(x)) }),
			forward("twice x", "it is 1/(1 + exp(-2x)): the 2 is too much.", "1/(1 + exp(-2x))다. 2를 곱하지 않는다.", func(x T) T { return of(x.MulScalar(2)) }),
			forward("softplus", "it is log(1 + exp(x)), the softplus function.", "log(1 + exp(x))다. softplus 함수다.", func(x T) T { return x.Exp().AddScalar(1).Log() }),
			forward("softmax", "it is softmax: each element is divided by a sum over all of them. Sigmoid takes each element by itself.", "소프트맥스다. 원소를 모든 원소의 합으로 나누었다. 시그모이드는 원소마다 따로 구한다.", func(x T) T { return x.Exp().Div(x.Exp().Sum()) }),
			forward("relu", "it is max(0, x), a ReLU.", "max(0, x)다. ReLU다.", func(x T) T { return x.Mul(x.Greater(0)) }),
			back("x for y", "it is dout·x·(1 - x): x stands where y, the result of Forward, belongs.", "dout·x·(1 - x)다. Forward의 결과 y를 쓸 자리에 x를 썼다.", func(x, y, dout T) T { return dout.Mul(x).Mul(one.Sub(x)) }),
			back("x for y", "it is dout·y·(1 - x): 1 - y belongs there, y being the result of Forward.", "dout·y·(1 - x)다. Forward의 결과 y로 1 - y라고 써야 한다.", func(x, y, dout T) T { return dout.Mul(y).Mul(one.Sub(x)) }),
			back("x for y", "it is dout·x·(1 - y): x stands where y, the result of Forward, belongs.", "dout·x·(1 - y)다. Forward의 결과 y를 쓸 자리에 x를 썼다.", func(x, y, dout T) T { return dout.Mul(x).Mul(one.Sub(y)) }),
			back("y of y", "the sigmoid is applied once more, to y. y is the result already: dout·y·(1 - y).", "y에 시그모이드를 한 번 더 적용했다. y가 이미 결과이므로 dout·y·(1 - y)다.", func(x, y, dout T) T { return right(x, of(y), dout) }),
			back("y of dout", "y is taken from dout, as sigmoid(dout): it must be what Forward returned.", "y를 sigmoid(dout)으로 구했다. Forward가 반환한 것이어야 한다.", func(x, y, dout T) T { return right(x, of(dout), dout) }),
			back("1 - y missing", "it is dout·y: the factor 1 - y is missing.", "dout·y다. 1 - y를 곱하지 않았다.", func(x, y, dout T) T { return dout.Mul(y) }),
			back("y missing", "it is dout·(1 - y): the factor y is missing. (In dout·y²·exp(-x), the square.)", "dout·(1 - y)다. y를 곱하지 않았다. (dout·y²·exp(-x)로 썼다면 제곱이 빠졌다.)", func(x, y, dout T) T { return dout.Mul(one.Sub(y)) }),
			back("dout missing", "it is y·(1 - y): dout is missing.", "y·(1 - y)다. dout을 곱하지 않았다.", func(x, y, dout T) T { return y.Mul(one.Sub(y)) }),
			back("local derivative missing", "it is dout itself: the local derivative y·(1 - y) is missing.", "dout 그대로다. 국소적 미분 y·(1 - y)를 곱하지 않았다.", func(x, y, dout T) T { return dout }),
			back("tanh", "it is dout·(1 - y²), the derivative of tanh.", "dout·(1 - y²)다. tanh의 미분이다.", func(x, y, dout T) T { return dout.Mul(one.Sub(y.Mul(y))) }),
			back("1 + y", "it is dout·y·(1 + y): the minus in 1 - y is a plus.", "dout·y·(1 + y)다. 1 - y의 빼기가 더하기로 되어 있다.", func(x, y, dout T) T { return dout.Mul(y).Mul(y.AddScalar(1)) }),
			back("sign flipped", "it is dout·y·(y - 1): the sign is flipped. 1 - y belongs there; of the four nodes -y² and -1 both have a minus.", "dout·y·(y - 1)이다. 부호가 뒤집혔다. 1 - y여야 한다. 네 노드 가운데 -y²과 -1 둘에 음수 부호가 있다.", func(x, y, dout T) T { return right(x, y, dout).Neg() }),
			back("y² alone", "it is dout·y²: exp(-x), the derivative of the exp node, is missing.", "dout·y²다. exp 노드의 미분 exp(-x)를 곱하지 않았다.", func(x, y, dout T) T { return dout.Mul(y).Mul(y) }),
			back("y² alone", "it is -dout·y², the derivative of the division alone: the exp node and the node times -1 are missing.", "-dout·y²다. 나눗셈 노드의 미분뿐이다. exp 노드와 × -1 노드가 빠졌다.", func(x, y, dout T) T { return dout.Mul(y).Mul(y).Neg() }),
			back("sign of x", "it is dout·y²·exp(x): the exp node has the derivative exp(-x).", "dout·y²·exp(x)다. exp 노드의 미분은 exp(-x)다.", func(x, y, dout T) T { return dout.Mul(y).Mul(y).Mul(x.Exp()) }),
			back("dout in y", "dout was taken into y first, (dout·y)·(1 - dout·y): 1 - y belongs there.", "dout을 먼저 y에 곱해 (dout·y)·(1 - dout·y)가 되었다. 1 - y여야 한다.", func(x, y, dout T) T { return right(x, dout.Mul(y), ones(x)) }),
			back("precedence", "it is dout·y - y: a chain of methods has no precedence. 1 - y is one factor: dout.Mul(y).Mul(one.Sub(y)).", "dout·y - y다. 메서드를 이어 쓰면 연산자 우선순위가 없다. 1 - y가 한 인수다. dout.Mul(y).Mul(one.Sub(y))이다.", func(x, y, dout T) T { return dout.Mul(y).Sub(y) }),
			back("precedence", "it is dout - y·y or a like difference: 1 - y is one factor, dout·y·(1 - y).", "dout - y·y 꼴의 차다. 1 - y가 한 인수다. dout·y·(1 - y)이다.", func(x, y, dout T) T { return dout.Sub(y.Mul(y)) }),
			back("precedence", "it is dout·y - y², with dout on one part only: dout·(y - y²).", "dout·y - y²이다. dout을 한쪽에만 곱했다. dout·(y - y²)이다.", func(x, y, dout T) T { return dout.Mul(y).Sub(y.Mul(y)) }),
			back("precedence", "it is (dout - y)·y or a like difference: dout·y·(1 - y).", "(dout - y)·y 꼴의 차다. dout·y·(1 - y)이다.", func(x, y, dout T) T { return dout.Sub(y).Mul(y) }),
			back("squared", "the local derivative y·(1 - y) is multiplied in twice.", "국소적 미분 y·(1 - y)를 두 번 곱했다.", func(x, y, dout T) T { return right(x, y, right(x, y, dout)) }),
			back("added", "dout and the local derivative are added. The chain rule multiplies them.", "dout과 국소적 미분을 더했다. 연쇄법칙에서는 곱한다.", func(x, y, dout T) T { return dout.Add(y.Mul(one.Sub(y))) }),
			back("forward returned", "it is what Forward returned.", "Forward가 반환한 것이다.", func(x, y, dout T) T { return y }),
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
