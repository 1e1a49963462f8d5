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
	return e.Run(func(params []T) node {
		l := fresh(params[0], params[1])
		return node{
			Layer:   l.Layer,
			Forward: func(in []T) T { return l.Forward(in[0]) },
			Backward: func(dout T) []T {
				dx := l.Backward(dout)
				dW, db := l.Grads()
				return []T{dx, dW, db}
			},
		}
	})
}

// rightAffine makes a right Affine layer, for a batch and for one datum.
func rightAffine(params []T) node {
	var p pass
	p.W, p.b = params[0], params[1]
	return node{
		Forward: func(in []T) T { p.x = in[0]; return p.xW().Add(p.b) },
		Backward: func(dout T) []T {
			p.dout = dout
			dx := p.douts().Dot(p.W.T()).Reshape(p.x.Shape()...)
			return []T{dx, p.rows().T().Dot(p.douts()), p.douts().Sum(0)}
		},
	}
}

// rows and douts return x and dout as rows, (N, D) and (N, H).
func (p *pass) rows() T  { return p.x.Reshape(-1, p.W.Shape()[0]) }
func (p *pass) douts() T { return p.dout.Reshape(-1, p.W.Shape()[1]) }

// xW returns x·W, as a vector if x is one.
func (p *pass) xW() T {
	if p.x.NDim() == 1 {
		return p.x.Dot(p.W)
	}
	return p.rows().Dot(p.W)
}

// affineExam returns the exam of an Affine layer. Products and sums of the terms
// are explained as formulas. The list holds the other mistakes.
func affineExam(calls []call, mistakes ...[]mistake) *layertest.Exam {
	return &layertest.Exam{
		Result: "Forward", Inputs: []string{"x"}, Params: []string{"W", "b"}, Names: []string{"dx", "dW", "db"},
		Calls: calls, Right: rightAffine, Mistakes: slices.Concat(mistakes...),
		Formula: map[string]string{"Forward": "x·W + b", "dx": "dout·Wᵀ", "dW": "xᵀ·dout", "db": "Σ dout"},
		Terms: func(c call) []layertest.Term {
			W, b := c.Params[0], c.Params[1]
			rows := c.In[0].Reshape(-1, W.Shape()[0])
			N, D := float64(rows.Shape()[0]), float64(rows.Shape()[1])
			xW := rows.Dot(W).Reshape(c.Dout.Shape()...)
			bs := ones(xW).Mul(b)
			return terms("x·W", xW, "b", bs, "D·b", bs.MulScalar(D), "N·b", bs.MulScalar(N),
				"W", W, "b", b, "x", c.In[0], "dout", c.Dout)
		},
	}
}

// The mistakes of an Affine layer are in one of its results.
var (
	affineForward = partOf(rightAffine, 0)
	affineDx      = partOf(rightAffine, 1)
	affineDW      = partOf(rightAffine, 2)
	affineDb      = partOf(rightAffine, 3)
)

// affineMistakes returns the mistakes that are made with a batch and with one
// datum alike.
func affineMistakes() []mistake {
	return slices.Concat(
		affineForward("bias missing", "it is x·W: the bias b is not added.", "x·W다. 편향 b를 더하지 않았다.",
			(*pass).xW),
		affineForward("transpose too many",
			"it is x·Wᵀ + b: Forward needs no transpose, since W is (D, H).",
			"x·Wᵀ + b다. 순전파에서는 W (D, H)를 전치하지 않고 그대로 쓴다.",
			func(p *pass) T { return p.x.Dot(p.W.T()).Add(p.b) }),
		affineDx("missing transpose", "W must be transposed: dx = dout·Wᵀ.", "W를 전치해야 한다. dx = dout·Wᵀ다.",
			func(p *pass) T { return p.dout.Dot(p.W).Reshape(p.x.Shape()...) }),
		affineDx("last output only", "only the last output counts: dx sums over the outputs, dx[i] += W[i, j]·dout[j].",
			"마지막 출력에 대한 곱만 들어 있다. dx는 모든 출력에 대해 더한다. dx[i] += W[i, j]·dout[j]다.",
			func(p *pass) T {
				W, dout, H := p.W.T(), p.douts().T(), p.W.Shape()[1]
				return dout.Slice(H-1, H).T().Dot(W.Slice(H-1, H)).Reshape(p.x.Shape()...)
			}),
		affineDW("dout missing", "it depends on x alone: dout is missing.", "x만으로 구했다. dout이 빠졌다.",
			func(p *pass) T { return p.rows().T().Dot(ones(p.douts())) }),
	)
}

func affine() *layertest.Exam {
	// Where two of the sizes N, D and H are equal, a wrong product may have the
	// right shape.
	rng := random.New(7)
	calls := slices.Concat(
		affineCalls(rng, "", []int{7, 3, 5}, []int{7, 3, 5}, []int{7, 4, 5}, []int{3, 2, 4}, []int{7, 1, 5}, []int{2, 1, 3},
			[]int{7, 2, 1, 1, 5}, []int{7, 3, 1, 5, 1}, []int{4, 2, 1, 2, 3}),
		affineCalls(rng, "N = H", []int{7, 7, 5}, []int{3, 3, 5}),
		affineCalls(rng, "D = H", []int{4, 3, 4}, []int{3, 5, 3}),
		affineCalls(rng, "N = D", []int{7, 5, 5}, []int{2, 3, 3}),
		affineCalls(rng, "N = D = H", []int{3, 3, 3}, []int{4, 4, 4}))
	dW := func(p *pass) T { return p.rows().T().Dot(p.dout) }
	return affineExam(calls, affineMistakes(),
		affineForward("flattened to the last axis",
			"x is flattened to rows of its last axis. Each of the N data points must become one row: x.Reshape(x.Shape()[0], -1).",
			"x를 마지막 축의 길이대로 나누어 폈다. 데이터 N개가 각각 한 행이 되어야 한다. x.Reshape(x.Shape()[0], -1)이다.",
			func(p *pass) T {
				shape := p.x.Shape()
				return p.x.Reshape(-1, shape[len(shape)-1]).Dot(p.W).Add(p.b)
			}),
		affineDW("reshaped", "x.Reshape(D, N) is not the transpose of x: Reshape keeps the order of the numbers. Take x.T().",
			"x.Reshape(D, N)은 x의 전치가 아니다. Reshape는 수의 순서를 그대로 둔다. x.T()를 쓴다.",
			func(p *pass) T { return p.x.Reshape(p.W.Shape()[0], -1).Dot(p.dout) }),
		affineDx("reshaped", "W.Reshape(H, D) is not the transpose of W: Reshape keeps the order of the numbers. Take W.T().",
			"W.Reshape(H, D)는 W의 전치가 아니다. Reshape는 수의 순서를 그대로 둔다. W.T()를 쓴다.",
			func(p *pass) T { return p.douts().Dot(p.W.Reshape(p.W.Shape()[1], -1)).Reshape(p.x.Shape()...) }),
		affineDW("missing transpose", "x must be transposed and come first: dW = xᵀ·dout.",
			"x를 전치해서 앞에 두어야 한다. dW = xᵀ·dout이다.",
			func(p *pass) T { return p.rows().Dot(p.dout) },
			func(p *pass) T { return p.dout.Dot(p.rows().T()) }),
		affineDW("x not kept as rows",
			"Forward stores x unchanged: store the flattened x, (N, D), so that xᵀ is (D, N).",
			"x를 받은 그대로 저장했다. 2차원 (N, D)로 편 x를 저장해야 xᵀ가 (D, N)이다.",
			func(p *pass) T { return p.x.T().Dot(p.dout) }),
		affineDW("divided by N", "", "",
			func(p *pass) T { return dW(p).DivScalar(float64(p.dout.Shape()[0])) }),
		affineDW("accumulated", "", "", func(p *pass) T {
			if p.kept == nil {
				p.kept = tensor.Zeros(p.W.Shape()...)
			}
			p.kept = p.kept.Add(dW(p))
			return p.kept
		}),
		affineDb("not summed", "", "", func(p *pass) T { return p.dout }),
		affineDb("wrong axis", "it is summed over the columns. Sum over the batch, axis 0.",
			"열 방향으로 더했다. 배치 방향(axis 0)으로 더해야 한다.",
			func(p *pass) T { // whichever has the shape of b
				if db := p.dout.Sum(1); db.Size() == p.b.Size() {
					return db
				}
				return p.dout.Sum(0)
			}),
		affineDb("sign flipped", "", "", func(p *pass) T { return p.dout.Sum(0).Neg() }),
		affineDb("last row only", "", "", func(p *pass) T {
			N := p.dout.Shape()[0]
			return p.dout.Slice(N-1, N).Reshape(-1)
		}),
		kind(func(m maker) maker { return m })("parameter copied", "", "", func(params []T) node {
			return rightAffine([]T{params[0].Copy(), params[1].Copy()})
		}),
		kind(keepsFirst)("stale", "", "", rightAffine),
	)
}

func affineDatum() *layertest.Exam {
	rng := random.New(17)
	calls := slices.Concat(affineCalls(rng, "", []int{3, 5}, []int{3, 5}, []int{7, 2}, []int{2, 7}),
		affineCalls(rng, "D = H", []int{4, 4}, []int{3, 3}))
	return affineExam(calls, affineMistakes(),
		affineDW("not an outer product",
			"x and dout are vectors here, and T does not turn a vector into a column. Make x a column, Reshape(-1, 1), and dout a row, Reshape(1, -1), and take their Dot: (D, 1)·(1, H) is (D, H).",
			"여기서 x와 dout은 벡터이고, 벡터에 T를 써도 열이 되지 않는다. x를 열 Reshape(-1, 1)로, dout을 행 Reshape(1, -1)로 만들어 Dot으로 곱한다. (D, 1)·(1, H)가 (D, H)다.",
			func(p *pass) T { return p.x.Dot(p.dout) }),
	)
}

// affineCalls returns calls of the given sizes: H, then the shape of x, which is
// (D) or (N, …). Calls with the same D and H share the parameters. Equal says which
// sizes are equal.
func affineCalls(rng *random.RandomState, equal string, sizes ...[]int) (calls []call) {
	params := map[[2]int][]T{}
	for _, size := range sizes {
		H, x := size[0], rng.Randn(size[1:]...)
		D, dout := x.Size()/x.Shape()[0], rng.Randn(x.Shape()[0], H)
		if x.NDim() == 1 {
			D, dout = x.Size(), rng.Randn(H)
		}
		key := [2]int{D, H}
		if params[key] == nil {
			params[key] = []T{rng.Randn(D, H), rng.Randn(H)}
		}
		c := call{In: []T{x}, Params: params[key], Dout: dout}
		if equal != "" {
			c.When = say("Where %s: ", "%s일 때 ", equal)
		}
		calls = append(calls, c)
	}
	return calls
}
