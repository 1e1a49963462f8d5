package checks

import (
	"slices"

	"backprop/layers"
	"backprop/layers/layertest"
	"backprop/tensor"
	"backprop/tensor/random"
)

// An AffineLayer is a student's layer, and a function that returns dW and db
// after Backward.
type AffineLayer struct {
	layers.Layer
	Grads func() (dW, db *tensor.Tensor)
}

// Affine checks an Affine layer for batches, as section 6.2 defines it. The
// layer has to share W (D, H) and b (H) with the caller.
func Affine(fresh func(W, b *tensor.Tensor) AffineLayer) layertest.Report {
	return affineRun(affine(), fresh)
}

// AffineDatum checks an Affine layer for one datum, as section 6.1 defines it:
// x is (D) and the result (H).
func AffineDatum(fresh func(W, b *tensor.Tensor) AffineLayer) layertest.Report {
	return affineRun(affineDatum(), fresh)
}

func affineRun(e *layertest.Exam, fresh func(W, b T) AffineLayer) layertest.Report {
	W, b := e.Calls[0].Params[0], e.Calls[0].Params[1]
	e.Explain = lost(func() any { return fresh(W, b).Layer })
	return e.Run(func(params []T) node {
		l := fresh(params[0], params[1])
		return node{
			Forward: func(in []T) T { return l.Forward(in[0]) },
			Backward: func(dout T) []T {
				dx := l.Backward(dout)
				dW, db := l.Grads()
				return []T{dx, dW, db}
			},
		}
	})
}

// An affineParts is an Affine layer of which parts can be replaced.
type affineParts struct {
	W, b, x T // x is (N, D)
	given   T // x as it came
	forward func(a *affineParts) T
	dx      func(a *affineParts, dout T) T
	dW, db  func(a *affineParts, dout T) T
}

func (a affineParts) make(params []T) node {
	a.W, a.b = params[0], params[1]
	return node{
		Forward: func(in []T) T {
			a.given = in[0]
			a.x = in[0].Reshape(-1, a.W.Shape()[0])
			if a.forward != nil {
				return a.forward(&a)
			}
			y := a.x.Dot(a.W).Add(a.b)
			if a.given.NDim() == 1 {
				y = y.Reshape(-1)
			}
			return y
		},
		Backward: func(dout T) []T {
			rows := dout.Reshape(-1, a.W.Shape()[1])
			dx, dW, db := T(nil), a.x.T().Dot(rows), rows.Sum(0)
			if a.dW != nil {
				dW = a.dW(&a, dout)
			}
			if a.db != nil {
				db = a.db(&a, dout)
			}
			if a.dx != nil {
				dx = a.dx(&a, dout)
			} else {
				dx = rows.Dot(a.W.T()).Reshape(a.given.Shape()...)
			}
			return []T{dx, dW, db}
		},
	}
}

// affineCall makes a call of a layer with the parameters of another call, or
// with new ones.
func affineCall(rng *random.RandomState, D, H int, params []T, shape ...int) call {
	if params == nil {
		params = []T{rng.Randn(D, H), rng.Randn(H)}
	}
	dout := rng.Randn(shape[0], H)
	if len(shape) == 1 {
		dout = rng.Randn(H)
	}
	return call{In: []T{rng.Randn(shape...)}, Params: params, Dout: dout}
}

func affineExam(calls []call, mistakes []mistake) *layertest.Exam {
	return &layertest.Exam{
		Result: "Forward", Inputs: []string{"x"}, Params: []string{"W",
			"b"}, Names: []string{"dx", "dW", "db"}, Calls: calls,
		Right:   affineParts{}.make,
		Formula: map[string]string{"Forward": "x·W + b", "dx": "dout·Wᵀ", "dW": "xᵀ·dout", "db": "Σ dout"},
		Terms: func(c call) []layertest.Term {
			W, b := c.Params[0], c.Params[1]
			D, H := W.Shape()[0], W.Shape()[1]
			x, dout := c.In[0].Reshape(-1, D), c.Dout.Reshape(-1, H)
			xW, dx := x.Dot(W), dout.Dot(W.T())
			like := func(t T) T { return t.Reshape(c.In[0].Shape()...) }
			return terms("x·W", xW, "b", ones(xW).Mul(b), "xᵀ·dout", x.T().Dot(dout), "W", W,
				"Σ dout", dout.Sum(0), "b", b, "dout·Wᵀ", like(dx), "x", c.In[0], "dout", dout,
				"dout[0]", dout.Slice(0, 1).Reshape(-1), "relu(x·W + b)", xW.Add(b).Mul(xW.Add(b).Greater(0)))
		},
		Mistakes: mistakes,
	}
}

func forwardMistake(cause layertest.Cause, english, korean string, f func(a *affineParts) T) mistake {
	return broken(cause, say(english, korean), affineParts{forward: f}.make)
}

func dxMistake(cause layertest.Cause, english, korean string, f func(a *affineParts, dout T) T) mistake {
	return broken(cause, say(english, korean), affineParts{dx: f}.make)
}

func dWMistake(cause layertest.Cause, english, korean string, f func(a *affineParts, dout T) T) mistake {
	return broken(cause, say(english, korean), affineParts{dW: f}.make)
}

func dbMistake(cause layertest.Cause, english, korean string, f func(a *affineParts, dout T) T) mistake {
	return broken(cause, say(english, korean), affineParts{db: f}.make)
}

// affineForward are the mistakes of Forward, for a batch and for one datum.
func affineForward() []mistake {
	like := func(a *affineParts, y T) T {
		if a.given.NDim() == 1 && y.NDim() == 2 && y.Shape()[0] == 1 {
			return y.Reshape(-1)
		}
		return y
	}
	xW := func(a *affineParts) T { return like(a, a.x.Dot(a.W)) }
	return []mistake{
		forwardMistake("bias missing",
			"it is x·W: the bias b is not added.",
			"x·W다. 편향 b를 더하지 않았다.",
			xW),
		forwardMistake("bias subtracted",
			"it is x·W - b: the bias is to be added.",
			"x·W - b다. 편향은 더해야 한다.",
			func(a *affineParts) T { return xW(a).Sub(a.b) }),
		forwardMistake("bias twice",
			"the bias is added twice.",
			"편향을 두 번 더했다.",
			func(a *affineParts) T { return xW(a).Add(a.b).Add(a.b) }),
		forwardMistake("bias averaged",
			"the mean of b is added: each column has its own bias.",
			"b의 평균을 더했다. 열마다 자기 편향을 더해야 한다.",
			func(a *affineParts) T { return xW(a).Add(a.b.Mean()) }),
		forwardMistake("bias sum",
			"the sum of b is added: each column has its own bias.",
			"b의 합을 더했다. 열마다 자기 편향을 더해야 한다.",
			func(a *affineParts) T { return xW(a).Add(a.b.Sum()) }),
		forwardMistake("bias first",
			"the first element of b is added to every column: each has its own bias.",
			"모든 열에 b의 첫 원소를 더했다. 열마다 자기 편향을 더해야 한다.",
			func(a *affineParts) T { return xW(a).AddScalar(a.b.At(0)) }),
		forwardMistake("bias multiplied",
			"it is x·W times b: the bias is to be added.",
			"x·W에 b를 곱했다. 편향은 더해야 한다.",
			func(a *affineParts) T { return xW(a).Mul(a.b) }),
		forwardMistake("bias alone",
			"it is b alone: x·W is missing.",
			"b뿐이다. x·W가 빠졌다.",
			func(a *affineParts) T { return xW(a).MulScalar(0).Add(a.b) }),
		forwardMistake("relu inside",
			"what is below 0 is cut off, as a ReLU does: an Affine layer ends with the addition of b.",
			"ReLU처럼 0보다 작은 값을 0으로 잘랐다. Affine 계층은 b를 더하는 데서 끝난다.",
			func(a *affineParts) T { y := xW(a).Add(a.b); return y.Mul(y.Greater(0)) }),
		forwardMistake("transpose too many",
			"it is x·Wᵀ + b: Forward takes W as it is, (D, H), without a transpose.",
			"x·Wᵀ + b다. 순전파에서는 W (D, H)를 전치하지 않고 그대로 쓴다.",
			func(a *affineParts) T { return like(a, a.x.Dot(a.W.T())).Add(a.b) }),
		forwardMistake("transpose too many",
			"it is x·Wᵀ + b: Forward takes W as it is, (D, H), without a transpose.",
			"x·Wᵀ + b다. 순전파에서는 W (D, H)를 전치하지 않고 그대로 쓴다.",
			func(a *affineParts) T { return a.given.Dot(a.W.T()).Add(a.b) }),
		forwardMistake("factors exchanged",
			"the factors are exchanged: x·W, and not W·x.",
			"두 인수의 순서가 바뀌었다. W·x가 아니라 x·W다.",
			func(a *affineParts) T { return like(a, a.W.Dot(a.x)).Add(a.b) }),
		forwardMistake("not a dot product",
			"x and W are multiplied element by element: a matrix product is Dot.",
			"x와 W를 원소별로 곱했다. 행렬의 곱은 Dot이다.",
			func(a *affineParts) T { return like(a, a.x.Mul(a.W)).Add(a.b) }),
		forwardMistake("not a dot product",
			"x and W are multiplied element by element: a matrix product is Dot.",
			"x와 W를 원소별로 곱했다. 행렬의 곱은 Dot이다.",
			func(a *affineParts) T { return a.given.Mul(a.W).Add(a.b) }),
		forwardMistake("bias before",
			"b is added before the product: x·W + b, and not (x + b)·W.",
			"곱하기 전에 b를 더했다. (x + b)·W가 아니라 x·W + b다.",
			func(a *affineParts) T { return like(a, a.x.Add(a.b).Dot(a.W)) }),
		forwardMistake("not flattened",
			"x is not made two-dimensional first: Reshape it to rows, (N, D), before the product.",
			"x를 먼저 2차원으로 바꾸지 않았다. 곱하기 전에 Reshape로 행 (N, D)로 만들어야 한다.",
			func(a *affineParts) T { return a.given.Dot(a.W).Add(a.b) }),
	}
}

func affine() *layertest.Exam {
	rng := random.New(7)
	first := affineCall(rng, 5, 7, nil, 3, 5)
	of := func(shape ...int) call { return affineCall(rng, 5, 7, first.Params, shape...) }
	calls := []call{first, of(3, 5), of(4, 5), affineCall(rng, 4, 3, nil, 2, 4)}
	for _, c := range []struct {
		when  layertest.Text
		calls []call
	}{
		{say("With a batch of one: ", "데이터가 하나인 배치에서 "),
			[]call{of(1, 5), affineCall(rng, 3, 2, nil, 1, 3)}},
		{say("With x of more than two axes: ", "x의 축이 둘보다 많을 때 "),
			[]call{of(2, 1, 1, 5), of(3, 1, 5, 1), affineCall(rng, 6, 4, nil, 2, 1, 2, 3)}},
		{say("Where N = H: ", "N = H일 때 "), []call{of(7, 5), affineCall(rng, 5, 3, nil, 3, 5)}},
		{say("Where D = H: ", "D = H일 때 "),
			[]call{affineCall(rng, 4, 4, nil, 3, 4), affineCall(rng, 3, 3, nil, 5, 3)}},
		{say("Where N = D: ", "N = D일 때 "), []call{of(5, 5), affineCall(rng, 3, 2, nil, 3, 3)}},
		{say("Where N = D = H: ", "N = D = H일 때 "),
			[]call{affineCall(rng, 3, 3, nil, 3, 3), affineCall(rng, 4, 4, nil, 4, 4)}},
	} {
		for _, one := range c.calls {
			one.When = c.when
			calls = append(calls, one)
		}
	}
	dx := func(a *affineParts, dout T) T { return dout.Dot(a.W.T()) }
	shaped := func(a *affineParts, t T) T { return t.Reshape(a.given.Shape()...) }
	fits := func(t, like T) bool { return slices.Equal(t.Shape(), like.Shape()) }
	row := func(t T, i int) T { return t.Slice(i, i+1) }
	return affineExam(calls, append(affineForward(),
		dxMistake("missing transpose",
			"W must be transposed: dx = dout·Wᵀ.",
			"W를 전치해야 한다. dx = dout·Wᵀ다.",
			func(a *affineParts, dout T) T { return shaped(a, dout.Dot(a.W)) }),
		dxMistake("missing transpose",
			"it is dout·W where that has the right shape, too (D = H): W must be transposed, dout·Wᵀ.",
			"형상이 맞는 곳(D = H)에서 dout·W다. W를 전치해 dout·Wᵀ로 해야 한다.",
			func(a *affineParts, dout T) T {
				if a.W.Shape()[0] == a.W.Shape()[1] {
					return shaped(a, dout.Dot(a.W))
				}
				return shaped(a, dx(a, dout))
			}),
		dxMistake("factors exchanged",
			"the factors are exchanged: dx = dout·Wᵀ.",
			"두 인수의 순서가 바뀌었다. dx = dout·Wᵀ다.",
			func(a *affineParts, dout T) T { return shaped(a, a.W.T().Dot(dout)) }),
		dxMistake("factors exchanged",
			"the factors are exchanged, and W must be transposed: dx = dout·Wᵀ.",
			"두 인수의 순서가 바뀌었고 W를 전치해야 한다. dx = dout·Wᵀ다.",
			func(a *affineParts, dout T) T { return shaped(a, a.W.Dot(dout)) }),
		dxMistake("transposed",
			"it is W·doutᵀ, the transpose of the right result: dx = dout·Wᵀ.",
			"W·doutᵀ, 즉 맞는 결과의 전치행렬이다. dx = dout·Wᵀ다.",
			func(a *affineParts, dout T) T { return a.W.Dot(dout.T()) }),
		dxMistake("not a dot product",
			"dout and Wᵀ are multiplied element by element: a matrix product is Dot.",
			"dout과 Wᵀ를 원소별로 곱했다. 행렬의 곱은 Dot이다.",
			func(a *affineParts, dout T) T { return shaped(a, dout.Mul(a.W.T())) }),
		dxMistake("not a dot product",
			"dout and W are multiplied element by element: dx = dout·Wᵀ, with Dot.",
			"dout과 W를 원소별로 곱했다. dx = dout·Wᵀ이고 Dot으로 곱한다.",
			func(a *affineParts, dout T) T { return shaped(a, dout.Mul(a.W)) }),
		dxMistake("shape of x",
			"its numbers are right and its shape is not: dx must get back the shape that x had.",
			"수는 맞고 형상이 틀렸다. dx는 x의 원래 형상으로 돌려놓아야 한다.",
			dx),
		dxMistake("batch of one",
			"its shape has lost the axis of the batch: dx has the shape of x, (1, D).",
			"배치 축이 사라진 형상이다. dx의 형상은 x와 같은 (1, D)다.",
			func(a *affineParts, dout T) T {
				if dout.Shape()[0] == 1 {
					return dx(a, dout).Reshape(-1)
				}
				return shaped(a, dx(a, dout))
			}),
		dxMistake("dout averaged",
			"all rows are alike: dout was averaged over the batch, and each datum has its own.",
			"행이 모두 같다. dout을 배치에 대해 평균했다. 데이터마다 자기 dout을 써야 한다.",
			func(a *affineParts, dout T) T {
				return shaped(a, dx(a, dout.MeanKeepDims(0).Mul(tensor.Full(1, dout.Shape()[0], 1))))
			}),
		dxMistake("dout summed",
			"all rows are alike: dout was summed over the batch, and each datum has its own.",
			"행이 모두 같다. dout을 배치에 대해 더했다. 데이터마다 자기 dout을 써야 한다.",
			func(a *affineParts, dout T) T {
				return shaped(a, dx(a, dout.SumKeepDims(0).Mul(tensor.Full(1, dout.Shape()[0], 1))))
			}),
		dxMistake("local derivative missing",
			"it is dout itself: dx = dout·Wᵀ.",
			"dout 그대로다. dx = dout·Wᵀ다.",
			func(a *affineParts, dout T) T { return dout }),
		dWMistake("transposed",
			"it is doutᵀ·x, the transpose of the right result: dW = xᵀ·dout has the shape of W.",
			"doutᵀ·x, 즉 맞는 결과의 전치행렬이다. dW = xᵀ·dout의 형상은 W와 같다.",
			func(a *affineParts, dout T) T { return dout.T().Dot(a.x) }),
		dWMistake("missing transpose",
			"x must be transposed: dW = xᵀ·dout.",
			"x를 전치해야 한다. dW = xᵀ·dout이다.",
			func(a *affineParts, dout T) T { return a.x.Dot(dout) }),
		dWMistake("missing transpose",
			"it is x·dout where that has a shape, too (N = D): x must be transposed, xᵀ·dout.",
			"곱할 수 있는 곳(N = D)에서 x·dout이다. x를 전치해 xᵀ·dout으로 해야 한다.",
			func(a *affineParts, dout T) T {
				if a.x.Shape()[0] == a.x.Shape()[1] {
					return a.x.Dot(dout)
				}
				return a.x.T().Dot(dout)
			}),
		dWMistake("factors exchanged",
			"the factors are exchanged: dW = xᵀ·dout.",
			"두 인수의 순서가 바뀌었다. dW = xᵀ·dout이다.",
			func(a *affineParts, dout T) T { return dout.Dot(a.x.T()) }),
		dWMistake("factors exchanged",
			"the factors are exchanged, and x must be transposed: dW = xᵀ·dout.",
			"두 인수의 순서가 바뀌었고 x를 전치해야 한다. dW = xᵀ·dout이다.",
			func(a *affineParts, dout T) T { return dout.Dot(a.x) }),
		dWMistake("x not kept as rows",
			"x is kept as it came: keep it after Reshape has made it two-dimensional, (N, D), so that xᵀ is (D, N).",
			"x를 받은 그대로 저장했다. Reshape로 2차원 (N, D)로 만든 다음 저장해야 xᵀ가 (D, N)이다.",
			func(a *affineParts, dout T) T { return a.given.T().Dot(dout) }),
		dWMistake("W for x",
			"W stands where x belongs: dW = xᵀ·dout.",
			"x를 쓸 자리에 W를 썼다. dW = xᵀ·dout이다.",
			func(a *affineParts, dout T) T { return a.W.T().Dot(dout) }),
		dWMistake("dout missing",
			"it is made of x alone: dout is missing.",
			"x만으로 구했다. dout이 빠졌다.",
			func(a *affineParts, dout T) T { return a.x.T().Dot(ones(dout)) }),
		dWMistake("dW and db exchanged",
			"it is db: the two are exchanged.",
			"db다. 둘이 바뀌었다.",
			func(a *affineParts, dout T) T { return dout.Sum(0) }),
		dWMistake("weight decay",
			"0.01·W is added, a weight decay: the gradient of this layer has none.",
			"0.01·W(가중치 감소)가 더해져 있다. 이 계층의 기울기에는 없다.",
			func(a *affineParts, dout T) T { return a.x.T().Dot(dout).Add(a.W.MulScalar(0.01)) }),
		dbMistake("db not summed",
			"it is dout itself: the sum over the batch, axis 0, is missing.",
			"dout 그대로다. 배치에 대해(axis 0) 더하지 않았다.",
			func(a *affineParts, dout T) T { return dout }),
		dbMistake("wrong axis",
			"it is summed over the columns: the sum goes over the batch, axis 0.",
			"열 방향으로 더했다. 배치 방향(axis 0)으로 더해야 한다.",
			func(a *affineParts, dout T) T { return dout.Sum(1) }),
		dbMistake("wrong axis",
			"it is summed over the columns where that has the shape of b (N = H): the sum always goes over the batch, axis 0.",
			"형상이 b와 같은 곳(N = H)에서 열 방향으로 더했다. 항상 배치 방향(axis 0)으로 더해야 한다.",
			func(a *affineParts, dout T) T {
				if db := dout.Sum(1); fits(db, a.b) {
					return db
				}
				return dout.Sum(0)
			}),
		dbMistake("db fully summed",
			"everything is summed to one number: each column is summed by itself, over the batch.",
			"모든 원소를 하나로 더했다. 열마다 따로, 배치에 대해서만 더한다.",
			func(a *affineParts, dout T) T { return dout.Sum() }),
		dbMistake("db fully summed",
			"everything is summed to one number: each column is summed by itself, over the batch.",
			"모든 원소를 하나로 더했다. 열마다 따로, 배치에 대해서만 더한다.",
			func(a *affineParts, dout T) T { return a.b.MulScalar(0).Add(dout.Sum()) }),
		dbMistake("db averaged",
			"it is the mean over the batch: it has to be the sum. The loss takes the mean, and nothing else does.",
			"배치의 평균이다. 합이어야 한다. 평균은 손실에서 한 번만 구한다.",
			func(a *affineParts, dout T) T { return dout.Mean(0) }),
		dbMistake("dW and db exchanged",
			"it is dW: the two are exchanged.",
			"dW다. 둘이 바뀌었다.",
			func(a *affineParts, dout T) T { return a.x.T().Dot(dout) }),
		dbMistake("maximum for sum",
			"it is the largest of the batch: it must be the sum.",
			"배치에서 가장 큰 값이다. 합이어야 한다.",
			func(a *affineParts, dout T) T { return dout.Max(0) }),
		dbMistake("absolute values",
			"it is the sum of |dout|: negative elements count as they are.",
			"|dout|의 합이다. 음수도 그대로 더해야 한다.",
			func(a *affineParts, dout T) T { return dout.Abs().Sum(0) }),
		dbMistake("keepdims",
			"its numbers are right and its shape is not: db must have the shape of b, (H).",
			"수는 맞고 형상이 틀렸다. db의 형상은 b와 같은 (H)여야 한다.",
			func(a *affineParts, dout T) T { return dout.SumKeepDims(0) }),
		dbMistake("dout missing",
			"it counts the rows of the batch: dout is missing.",
			"배치의 행 수다. dout이 빠졌다.",
			func(a *affineParts, dout T) T { return ones(dout).Sum(0) }),
		dbMistake("sign flipped",
			"the sign is flipped.",
			"부호가 뒤집혔다.",
			func(a *affineParts, dout T) T { return dout.Sum(0).Neg() }),
		dbMistake("b multiplied",
			"it is multiplied by b: the local derivative of an addition is 1.",
			"b를 곱했다. 덧셈의 국소적 미분은 1이다.",
			func(a *affineParts, dout T) T { return dout.Sum(0).Mul(a.b) }),
		dbMistake("last row only",
			"only the last row of the batch counts: each row overwrites the one before, = instead of +=.",
			"배치의 마지막 행만 들어 있다. 행마다 앞의 것을 덮어쓴다. +=이어야 할 곳이 =이다.",
			func(a *affineParts, dout T) T { return row(dout, dout.Shape()[0]-1).Reshape(-1) }),
		dWMistake("divided by N",
			"it is divided by the size of the batch, N: it has to be the sum. The loss takes the mean, and nothing else does.",
			"배치 크기 N으로 나누었다. 합이어야 한다. 평균은 손실에서 한 번만 구한다.",
			func(a *affineParts, dout T) T {
				return a.x.T().Dot(dout).DivScalar(float64(dout.Shape()[0]))
			}),
		broken("accumulated", layertest.Text{}, func(params []T) node {
			var sum T
			return affineParts{dW: func(a *affineParts, dout T) T {
				dW := a.x.T().Dot(dout)
				if sum != nil {
					dW = sum.Add(dW)
				}
				sum = dW
				return dW
			}}.make(params)
		}),
		broken("parameter copied",
			layertest.Text{},
			func(params []T) node { return affineParts{}.make([]T{params[0].Copy(), params[1].Copy()}) }),
		broken("parameter overwritten", layertest.Text{}, affineParts{dW: func(a *affineParts, dout T) T {
			dW := a.x.T().Dot(dout)
			a.W.SubInPlace(dW.MulScalar(0.1))
			return dW
		}}.make),
		broken("stale", layertest.Text{}, func(params []T) node {
			var kept T
			return affineParts{forward: func(a *affineParts) T {
				y := a.x.Dot(a.W).Add(a.b)
				if kept == nil || kept.Size() != a.x.Size() {
					kept = a.x
				}
				a.x = kept
				return y
			}}.make(params)
		}),
	))
}

func affineDatum() *layertest.Exam {
	rng := random.New(17)
	first := affineCall(rng, 5, 3, nil, 5)
	square := say("Where D = H: ", "D = H일 때 ")
	s1, s2 := affineCall(rng, 4, 4, nil, 4), affineCall(rng, 3, 3, nil, 3)
	s1.When, s2.When = square, square
	calls := []call{first,
		affineCall(rng, 5, 3, first.Params, 5),
		affineCall(rng, 2, 7, nil, 2),
		affineCall(rng, 7, 2, nil, 7),
		s1,
		s2}
	forward := affineForward()
	forward = append(forward[:len(forward)-1], // a vector is not flattened
		forwardMistake("column",
			"x is made a column, (D, 1): one datum is a vector, (D), and goes into the product as it is.",
			"x를 열 (D, 1)로 만들었다. 데이터 하나는 벡터 (D)이고 그대로 곱한다.",
			func(a *affineParts) T { return a.given.Reshape(-1, 1).Dot(a.W).Add(a.b) }))
	return affineExam(calls, append(forward,
		dxMistake("missing transpose",
			"W must be transposed: dx = dout·Wᵀ.",
			"W를 전치해야 한다. dx = dout·Wᵀ다.",
			func(a *affineParts, dout T) T { return dout.Dot(a.W) }),
		dxMistake("missing transpose",
			"it is dout·W where that has the right shape, too (D = H): W must be transposed, dout·Wᵀ.",
			"형상이 맞는 곳(D = H)에서 dout·W다. W를 전치해 dout·Wᵀ로 해야 한다.",
			func(a *affineParts, dout T) T {
				if a.W.Shape()[0] == a.W.Shape()[1] {
					return dout.Dot(a.W)
				}
				return dout.Dot(a.W.T())
			}),
		dxMistake("transpose too many",
			"W is transposed on the wrong side: dx = dout·Wᵀ, or W·dout.",
			"전치가 잘못된 쪽에 있다. dx = dout·Wᵀ, 또는 W·dout이다.",
			func(a *affineParts, dout T) T { return a.W.T().Dot(dout) }),
		dxMistake("not a dot product",
			"dout and Wᵀ are multiplied element by element: a matrix product is Dot.",
			"dout과 Wᵀ를 원소별로 곱했다. 행렬의 곱은 Dot이다.",
			func(a *affineParts, dout T) T { return dout.Mul(a.W.T()) }),
		dxMistake("not a dot product",
			"dout and W are multiplied element by element: dx = dout·Wᵀ, with Dot.",
			"dout과 W를 원소별로 곱했다. dx = dout·Wᵀ이고 Dot으로 곱한다.",
			func(a *affineParts, dout T) T { return dout.Mul(a.W) }),
		dxMistake("local derivative missing",
			"it is dout itself: dx = dout·Wᵀ.",
			"dout 그대로다. dx = dout·Wᵀ다.",
			func(a *affineParts, dout T) T { return dout }),
		dWMistake("not an outer product",
			"x and dout are vectors here, whose Dot is a sum of products. Make x a column, Reshape(-1, 1), and dout a row, Reshape(1, -1): (D, 1)·(1, H) is (D, H).",
			"여기서 x와 dout은 벡터라서 Dot이 곱의 합이다. x를 열 Reshape(-1, 1)로, dout을 행 Reshape(1, -1)로 만든다. (D, 1)·(1, H)가 (D, H)다.", func(a *affineParts, dout T) T {
				return a.given.Dot(dout)
			}),
		dWMistake("not an outer product",
			"x and dout are vectors here, of which T does not make a column. Make x a column, Reshape(-1, 1), and dout a row, Reshape(1, -1): (D, 1)·(1, H) is (D, H).",
			"벡터에 T를 써도 열이 되지 않는다. x를 열 Reshape(-1, 1)로, dout을 행 Reshape(1, -1)로 만든다. (D, 1)·(1, H)가 (D, H)다.", func(a *affineParts, dout T) T {
				return a.given.T().Dot(dout)
			}),
		dWMistake("not an outer product",
			"x and dout are multiplied element by element. Make x a column, Reshape(-1, 1), and dout a row, Reshape(1, -1), and take their Dot.",
			"x와 dout을 원소별로 곱했다. x를 열 Reshape(-1, 1)로, dout을 행 Reshape(1, -1)로 만들어 Dot으로 곱한다.", func(a *affineParts, dout T) T {
				return a.given.Mul(dout)
			}),
		dWMistake("transposed",
			"it is the transpose of the right result: x is the column, (D, 1), and dout the row, (1, H).",
			"맞는 결과의 전치행렬이다. x가 열 (D, 1)이고 dout이 행 (1, H)다.",
			func(a *affineParts, dout T) T {
				return dout.Reshape(-1, 1).Dot(a.given.Reshape(1, -1))
			}),
		dWMistake("one number",
			"row and column are exchanged, so that one number is left: (D, 1)·(1, H) is (D, H).",
			"행과 열이 바뀌어 수 하나만 남는다. (D, 1)·(1, H)가 (D, H)다.",
			func(a *affineParts, dout T) T {
				return a.given.Reshape(1, -1).Dot(dout.Reshape(-1, 1))
			}),
		dWMistake("W for x",
			"W stands where x belongs: dW = xᵀ·dout.",
			"x를 쓸 자리에 W를 썼다. dW = xᵀ·dout이다.",
			func(a *affineParts, dout T) T { return a.W.Mul(dout) }),
		dWMistake("dout missing",
			"it is made of x alone: dout is missing.",
			"x만으로 구했다. dout이 빠졌다.",
			func(a *affineParts, dout T) T {
				return a.given.Reshape(-1, 1).Mul(tensor.Full(1, 1, dout.Size()))
			}),
		dWMistake("x missing",
			"every row is dout: x is missing.",
			"행이 모두 dout이다. x가 빠졌다.",
			func(a *affineParts, dout T) T { return tensor.Full(1, a.given.Size(), 1).Mul(dout) }),
		dWMistake("dW and db exchanged",
			"it is db: the two are exchanged.",
			"db다. 둘이 바뀌었다.",
			func(a *affineParts, dout T) T { return dout }),
		dbMistake("db fully summed",
			"it is the sum of dout, one number: with one datum db is dout itself.",
			"dout의 합인 수 하나다. 데이터가 하나일 때 db는 dout 그대로다.",
			func(a *affineParts, dout T) T { return dout.Sum() }),
		dbMistake("db fully summed",
			"it is the sum of dout everywhere: with one datum db is dout itself.",
			"모두 dout의 합이다. 데이터가 하나일 때 db는 dout 그대로다.",
			func(a *affineParts, dout T) T { return a.b.MulScalar(0).Add(dout.Sum()) }),
		dbMistake("dout missing",
			"it is 1 everywhere: dout is missing.",
			"모두 1이다. dout을 곱하지 않았다.",
			func(a *affineParts, dout T) T { return ones(dout) }),
		dbMistake("b multiplied",
			"it is multiplied by b: the local derivative of an addition is 1.",
			"b를 곱했다. 덧셈의 국소적 미분은 1이다.",
			func(a *affineParts, dout T) T { return dout.Mul(a.b) }),
		dbMistake("keepdims",
			"its numbers are right and its shape is not: db must have the shape of b, (H).",
			"수는 맞고 형상이 틀렸다. db의 형상은 b와 같은 (H)여야 한다.",
			func(a *affineParts, dout T) T { return dout.Reshape(1, -1) }),
	))
}
