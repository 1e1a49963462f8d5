package layertest

import (
	"backprop/layers"
	"backprop/tensor"
)

// ReLU checks a ReLU layer, as section 5.1 defines it.
func ReLU(fresh func() layers.Layer) Report {
	keep := func(x *tensor.Tensor, where *tensor.Tensor) *tensor.Tensor { return x.Mul(where) }
	d := definition{
		names:   []string{"dx"},
		forward: func(x *tensor.Tensor) *tensor.Tensor { return new(layers.ReLU).Forward(x) },
		backward: func(c call) map[string]*tensor.Tensor {
			layer := layers.ReLU{}
			layer.Forward(c.x)
			return map[string]*tensor.Tensor{"dx": layer.Backward(c.dout)}
		},
		wrongForward: func(x *tensor.Tensor) []mistake {
			return []mistake{
				{"mask inverted", say("the mask is inverted: what is below 0 passes, and the rest is stopped.",
					"마스크가 거꾸로다. 0보다 작은 것을 통과시키고 나머지를 막는다."), keep(x, x.LessEqual(0))},
				{"not masked", say("it is x itself: nothing is masked.",
					"x 그대로다. 아무것도 막지 않았다."), x},
				{"mask returned", say("it is the mask, 1 where x > 0, and not x masked.",
					"x > 0인 곳이 1인 마스크 자체다. x에 마스크를 씌운 것이어야 한다."), x.Greater(0)},
				{"leaky", say("below 0 it is 0.01·x, and must be 0.", "0보다 작은 곳이 0.01·x다. 0이어야 한다."),
					keep(x, x.Greater(0)).Add(keep(x, x.LessEqual(0)).MulScalar(0.01))},
				{"absolute value", say("it is |x|: below 0 must be 0.",
					"|x|다. 0보다 작은 곳은 0이어야 한다."), x.Abs()},
				{"sign flipped", say("it is max(0, -x): x has the wrong sign.",
					"max(0, -x)다. x의 부호가 뒤집혔다."), x.Neg().Mul(x.Less(0))},
			}
		},
		wrongBackward: func(_ string, c call) []mistake {
			x, dout := c.x, c.dout
			return []mistake{
				{"not masked", say("it is dout itself: nothing is masked.",
					"dout 그대로다. 아무것도 막지 않았다."), dout},
				{"mask inverted", say("the mask is inverted: dout passes where x <= 0 and is stopped where x > 0.",
					"마스크가 거꾸로다. x <= 0인 곳을 통과시키고 x > 0인 곳을 막는다."), keep(dout, x.LessEqual(0))},
				{"mask from dout", say("the mask is taken from dout: it must be set by x, in Forward.",
					"마스크를 dout에서 구했다. Forward에서 x로 정해야 한다."), keep(dout, dout.Greater(0))},
				{"mask from both", say("negative elements of dout are stopped as well: only x decides.",
					"dout의 음수까지 막았다. x만으로 정해야 한다."), keep(keep(dout, dout.Greater(0)), x.Greater(0))},
				{"dout missing", say("it is the local derivative alone, 1 or 0: dout is missing.",
					"국소적 미분 1과 0뿐이다. dout을 곱하지 않았다."), x.Greater(0)},
				{"times x", say("it is multiplied by x as well: the local derivative of ReLU is 1, not x.",
					"x까지 곱했다. ReLU의 국소적 미분은 x가 아니라 1이다."), keep(dout.Mul(x), x.Greater(0))},
				{"forward returned", say("it is what Forward returned.",
					"Forward가 돌려준 것이다."), keep(x, x.Greater(0))},
				{"kink", say("at x = 0 dout passes: by (5.8) the derivative there is 0 (x <= 0 is masked, not x < 0).",
					"x = 0에서 dout이 통과한다. (5.8)에서 그곳의 미분은 0이다(x < 0이 아니라 x <= 0을 막는다)."), keep(dout, x.Greater(0).Add(x.Equal(tensor.Scalar(0))))},
				{"sign flipped", say("the sign is flipped.", "부호가 뒤집혔다."), keep(dout.Neg(), x.Greater(0))},
			}
		},
		factors: func(c call) []factor { return batchFactors(c.x.Shape()[0]) },
		right:   map[string]string{"Forward": "x where x > 0, else 0", "dx": "dout where x > 0, else 0"},
		atoms: func(c call) []atom {
			return []atom{{"dout", c.dout}, {"x", c.x}, {"|dout|", c.dout.Abs()}, {"(x > 0)", c.x.Greater(0)},
				{"(x <= 0)", c.x.LessEqual(0)}, {"(x > 1)", c.x.Greater(1)}, {"(dout > 0)", c.dout.Greater(0)}}
		},
	}
	d.calls = calls(d.forward, []int{3, 2}, []int{3, 2}, []int{5}, []int{1, 4}, []int{2, 1, 3, 2}, []int{4, 3})
	last := d.calls[len(d.calls)-1].x // with kinks
	last.Set(0, 0, 0)
	last.Set(0, 2, 1)
	return d.examine(func() subject { return of(fresh()) })
}

// Sigmoid checks a sigmoid layer, as section 5.2 defines it.
func Sigmoid(fresh func() layers.Layer) Report {
	sigmoid := func(x *tensor.Tensor) *tensor.Tensor { return new(layers.Sigmoid).Forward(x) }
	one := tensor.Scalar(1)
	d := definition{
		names:   []string{"dx"},
		forward: sigmoid,
		backward: func(c call) map[string]*tensor.Tensor {
			y := sigmoid(c.x)
			return map[string]*tensor.Tensor{"dx": c.dout.Mul(y).Mul(one.Sub(y))}
		},
		wrongForward: func(x *tensor.Tensor) []mistake {
			y := sigmoid(x)
			return []mistake{
				{"sign of x", say("it is 1/(1 + exp(x)): the minus in exp(-x) is missing.",
					"1/(1 + exp(x))다. exp(-x)의 음수 부호가 빠졌다."), one.Sub(y)},
				{"exp(-x)", say("it is exp(-x): 1/(1 + …) is missing.",
					"exp(-x)다. 1/(1 + …)이 빠졌다."), x.Neg().Exp()},
				{"reciprocal missing", say("it is 1 + exp(-x): the reciprocal is missing.",
					"1 + exp(-x)다. 역수를 취하지 않았다."), x.Neg().Exp().AddScalar(1)},
				{"tanh", say("it is tanh(x), another function.", "tanh(x)다. 다른 함수다."),
					sigmoid(x.MulScalar(2)).MulScalar(2).SubScalar(1)},
				{"applied twice", say("it is sigmoid(sigmoid(x)).", "sigmoid(sigmoid(x))다."), sigmoid(y)},
			}
		},
		wrongBackward: func(_ string, c call) []mistake {
			x, dout := c.x, c.dout
			y := sigmoid(x)
			wrong := func(local *tensor.Tensor) *tensor.Tensor { return dout.Mul(local) }
			return []mistake{
				{"x for y", say("it is dout·x·(1 - x): x stands where y, the result of Forward, belongs.",
					"dout·x·(1 - x)다. Forward의 결과 y를 쓸 자리에 x를 썼다."), wrong(x.Mul(one.Sub(x)))},
				{"y of y", say("the sigmoid is applied once more: y is kept already, y·(1 - y) needs no sigmoid.",
					"시그모이드를 한 번 더 적용했다. 간직한 y로 y·(1 - y)를 바로 계산한다."), wrong(sigmoid(y).Mul(one.Sub(sigmoid(y))))},
				{"1 - y missing", say("it is dout·y: the factor (1 - y) is missing.",
					"dout·y다. (1 - y)를 곱하지 않았다."), wrong(y)},
				{"y missing", say("it is dout·(1 - y): the factor y is missing (or, as dout·y²·exp(-x), the square).",
					"dout·(1 - y)다. y를 곱하지 않았다(dout·y²·exp(-x)로 썼다면 제곱이 빠졌다)."), wrong(one.Sub(y))},
				{"dout missing", say("it is y·(1 - y): dout is missing.",
					"y·(1 - y)다. dout을 곱하지 않았다."), y.Mul(one.Sub(y))},
				{"local derivative missing", say("it is dout itself: the local derivative y·(1 - y) is missing.",
					"dout 그대로다. 국소적 미분 y·(1 - y)를 곱하지 않았다."), dout},
				{"tanh", say("it is dout·(1 - y²), the derivative of tanh.",
					"dout·(1 - y²)다. tanh의 미분이다."), wrong(one.Sub(y.Mul(y)))},
				{"1 + y", say("it is dout·y·(1 + y): the minus in 1 - y is a plus.",
					"dout·y·(1 + y)다. 1 - y의 빼기가 더하기로 되어 있다."), wrong(y.Mul(y.AddScalar(1)))},
				{"sign flipped", say("the sign is flipped: of the four nodes' minuses, -y² and -1, one was left out.",
					"부호가 뒤집혔다. 네 노드의 -y²과 -1 가운데 하나가 빠졌다."), wrong(y.Mul(y.SubScalar(1)))},
				{"y² alone", say("it is dout·y²: exp(-x), the derivative of the exp node, is missing.",
					"dout·y²다. exp 노드의 미분 exp(-x)를 곱하지 않았다."), wrong(y.Mul(y))},
			}
		},
		factors: func(c call) []factor { return batchFactors(c.x.Shape()[0]) },
		right:   map[string]string{"Forward": "1/(1 + exp(-x))", "dx": "dout·y·(1 - y)"},
		atoms: func(c call) []atom {
			y := sigmoid(c.x)
			return []atom{{"dout", c.dout}, {"y", y}, {"(1 - y)", one.Sub(y)}, {"x", c.x}, {"(1 - x)", one.Sub(c.x)},
				{"(1 + y)", y.AddScalar(1)}, {"exp(-x)", c.x.Neg().Exp()}, {"exp(x)", c.x.Exp()}, {"(1 - dout)", one.Sub(c.dout)}}
		},
	}
	d.calls = calls(sigmoid, []int{3, 2}, []int{3, 2}, []int{5}, []int{1, 4}, []int{2, 1, 3, 2})
	return d.examine(func() subject { return of(fresh()) })
}

func of(layer layers.Layer) subject {
	return subject{forward: layer.Forward, backward: layer.Backward}
}
