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

// An affineParts is an Affine layer. A nil part is the right one.
type affineParts struct {
	forward, dx, dW, db affineResult

	W, b    T
	x, dout T // as they came
	rows    T // x as rows, (N, D)
	sum     T // for a layer that adds up
}

type affineResult = func(a *affineParts) T

func (a affineParts) make(params []T) node {
	a.W, a.b = params[0], params[1]
	a.forward = or(a.forward, func(a *affineParts) T { return a.xW().Add(a.b) })
	a.dx = or(a.dx, func(a *affineParts) T { return a.douts().Dot(a.W.T()).Reshape(a.x.Shape()...) })
	a.dW = or(a.dW, func(a *affineParts) T { return a.rows.T().Dot(a.douts()) })
	a.db = or(a.db, func(a *affineParts) T { return a.douts().Sum(0) })
	return node{
		Forward: func(in []T) T {
			a.x, a.rows = in[0], in[0].Reshape(-1, a.W.Shape()[0])
			return a.forward(&a)
		},
		Backward: func(dout T) []T {
			a.dout = dout
			return []T{a.dx(&a), a.dW(&a), a.db(&a)}
		},
	}
}

// or returns a part, or the right one.
func or[A, R any](part, right func(A) R) func(A) R {
	if part != nil {
		return part
	}
	return right
}

// xW returns x·W, as a vector if x is one.
func (a *affineParts) xW() T {
	if a.x.NDim() == 1 {
		return a.x.Dot(a.W)
	}
	return a.rows.Dot(a.W)
}

// douts returns dout as rows, (N, H).
func (a *affineParts) douts() T { return a.dout.Reshape(-1, a.W.Shape()[1]) }

// affineExam makes an exam of a right layer. Products and sums of the terms are
// found by a law; the list has other mistakes.
func affineExam(calls []call, mistakes ...[]mistake) *layertest.Exam {
	return &layertest.Exam{
		Result: "Forward", Inputs: []string{"x"}, Params: []string{"W", "b"}, Names: []string{"dx", "dW", "db"},
		Calls: calls, Right: affineParts{}.make, Mistakes: slices.Concat(mistakes...),
		Formula: map[string]string{"Forward": "x·W + b", "dx": "dout·Wᵀ", "dW": "xᵀ·dout", "db": "Σ dout"},
		Terms: func(c call) []layertest.Term {
			W, b := c.Params[0], c.Params[1]
			D, H := W.Shape()[0], W.Shape()[1]
			x, dout := c.In[0].Reshape(-1, D), c.Dout.Reshape(-1, H)
			xW := x.Dot(W).Reshape(c.Dout.Shape()...)
			bs := ones(xW).Mul(b)
			return terms("x·W", xW, "b", bs, "D·b", bs.MulScalar(float64(D)),
				"N·b", bs.MulScalar(float64(x.Shape()[0])), "xᵀ·dout", x.T().Dot(dout), "W", W, "Σ dout", dout.Sum(0), "b", b,
				"dout·Wᵀ", dout.Dot(W.T()).Reshape(c.In[0].Shape()...), "x", c.In[0], "dout", c.Dout)
		},
	}
}

// The kinds of an Affine layer's mistakes.
var (
	affineForward = kind(func(f affineResult) maker { return affineParts{forward: f}.make })
	affineDx      = kind(func(f affineResult) maker { return affineParts{dx: f}.make })
	affineDW      = kind(func(f affineResult) maker { return affineParts{dW: f}.make })
	affineDb      = kind(func(f affineResult) maker { return affineParts{db: f}.make })
)

// affineMistakes returns the mistakes that are made with a batch and with one
// datum alike.
func affineMistakes() []mistake {
	return slices.Concat(
		affineForward("bias missing", "it is x·W: the bias b is not added.", "x·W다. 편향 b를 더하지 않았다.",
			(*affineParts).xW),
		affineForward("transpose too many",
			"it is x·Wᵀ + b: Forward takes W as it is, (D, H), without a transpose.",
			"x·Wᵀ + b다. 순전파에서는 W (D, H)를 전치하지 않고 그대로 쓴다.",
			func(a *affineParts) T { return a.x.Dot(a.W.T()).Add(a.b) }),
		affineDx("missing transpose", "W must be transposed: dx = dout·Wᵀ.", "W를 전치해야 한다. dx = dout·Wᵀ다.",
			func(a *affineParts) T { return a.dout.Dot(a.W).Reshape(a.x.Shape()...) }),
		affineDW("dout missing", "it depends on x alone: dout is missing.", "x만으로 구했다. dout이 빠졌다.",
			func(a *affineParts) T { return a.rows.T().Dot(ones(a.douts())) }),
	)
}

func affine() *layertest.Exam {
	dW := func(a *affineParts) T { return a.rows.T().Dot(a.dout) }
	return affineExam(affineCalls(), affineMistakes(),
		affineDx("factors exchanged", "the factors are exchanged: dx = dout·Wᵀ.",
			"두 행렬의 순서가 바뀌었다. dx = dout·Wᵀ다.",
			func(a *affineParts) T { return a.W.T().Dot(a.dout) }),
		affineDW("missing transpose", "x must be transposed: dW = xᵀ·dout.", "x를 전치해야 한다. dW = xᵀ·dout이다.",
			func(a *affineParts) T { return a.rows.Dot(a.dout) }),
		affineDW("factors exchanged", "the factors are exchanged: dW = xᵀ·dout.",
			"두 행렬의 순서가 바뀌었다. dW = xᵀ·dout이다.",
			func(a *affineParts) T { return a.dout.Dot(a.rows.T()) },
			func(a *affineParts) T { return a.dout.Dot(a.rows) }),
		affineDW("x not kept as rows",
			"x is kept as it came: keep it after Reshape has made it two-dimensional, (N, D), so that xᵀ is (D, N).",
			"x를 받은 그대로 저장했다. Reshape로 2차원 (N, D)로 만든 다음 저장해야 xᵀ가 (D, N)이다.",
			func(a *affineParts) T { return a.x.T().Dot(a.dout) }),
		affineDW("divided by N", "", "",
			func(a *affineParts) T { return dW(a).DivScalar(float64(a.dout.Shape()[0])) }),
		affineDW("accumulated", "", "", func(a *affineParts) T {
			if a.sum == nil {
				a.sum = tensor.Zeros(a.W.Shape()...)
			}
			a.sum = a.sum.Add(dW(a))
			return a.sum
		}),
		affineDb("not summed", "", "", func(a *affineParts) T { return a.dout }),
		affineDb("wrong axis", "it is summed over the columns: the sum goes over the batch, axis 0.",
			"열 방향으로 더했다. 배치 방향(axis 0)으로 더해야 한다.",
			func(a *affineParts) T { return a.dout.Sum(1) },
			func(a *affineParts) T { // whichever has the shape of b
				if db := a.dout.Sum(1); db.Size() == a.b.Size() {
					return db
				}
				return a.dout.Sum(0)
			}),
		affineDb("sign flipped", "", "", func(a *affineParts) T { return a.dout.Sum(0).Neg() }),
		affineDb("last row only", "", "", func(a *affineParts) T {
			N := a.dout.Shape()[0]
			return a.dout.Slice(N-1, N).Reshape(-1)
		}),
		kind(func(m maker) maker { return m })("parameter copied", "", "", func(params []T) node {
			return affineParts{}.make([]T{params[0].Copy(), params[1].Copy()})
		}),
		kind(keepsFirst)("stale", "", "", affineParts{}.make),
	)
}

func affineDatum() *layertest.Exam {
	rng := random.New(17)
	first := affineCall(rng, 5, 3, nil, 5)
	square := say("Where D = H: ", "D = H일 때 ")
	calls := []call{first, affineCall(rng, 5, 3, first.Params, 5), affineCall(rng, 2, 7, nil, 2),
		affineCall(rng, 7, 2, nil, 7), affineCall(rng, 4, 4, nil, 4), affineCall(rng, 3, 3, nil, 3)}
	calls[4].When, calls[5].When = square, square
	return affineExam(calls, affineMistakes(),
		affineDW("not an outer product",
			"x and dout are vectors here, and T does not make a column of a vector. Make x a column, Reshape(-1, 1), and dout a row, Reshape(1, -1), and take their Dot: (D, 1)·(1, H) is (D, H).",
			"여기서 x와 dout은 벡터이고, 벡터에 T를 써도 열이 되지 않는다. x를 열 Reshape(-1, 1)로, dout을 행 Reshape(1, -1)로 만들어 Dot으로 곱한다. (D, 1)·(1, H)가 (D, H)다.",
			func(a *affineParts) T { return a.x.Dot(a.dout) }),
	)
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

// affineCalls returns calls with batches of several shapes. Where two of the
// sizes N, D and H are equal, a wrong product may have the right shape.
func affineCalls() []call {
	rng := random.New(7)
	first := affineCall(rng, 5, 7, nil, 3, 5)
	of := func(shape ...int) call { return affineCall(rng, 5, 7, first.Params, shape...) }
	calls := []call{first, of(3, 5), of(4, 5), affineCall(rng, 4, 3, nil, 2, 4)}
	for _, group := range []struct {
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
		for _, c := range group.calls {
			c.When = group.when
			calls = append(calls, c)
		}
	}
	return calls
}
