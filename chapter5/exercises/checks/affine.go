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
	return affine().Run(affineNode(fresh))
}

// AffineDatum checks an Affine layer for one datum, as section 6.1 defines it:
// x is (D) and the result (H).
func AffineDatum(fresh func(W, b *tensor.Tensor) AffineLayer) layertest.Report {
	return affineDatum().Run(affineNode(fresh))
}

// affineNode makes nodes of an Affine layer.
func affineNode(fresh func(W, b T) AffineLayer) maker {
	return func(params []T) node {
		l := fresh(params[0], params[1])
		return node{
			Forward: func(in []T) T { return l.Forward(in[0]) },
			Backward: func(dout T) []T {
				dx := l.Backward(dout)
				dW, db := l.Grads()
				return []T{dx, dW, db}
			},
		}
	}
}

// rightAffine makes a node of a right Affine layer. One datum (D) is a batch of one row.
func rightAffine(params []T) node {
	a := layers.NewAffine(params[0], params[1])
	rows := func(pass func(T) T, x T) T {
		if x.NDim() == 1 {
			return pass(x.Reshape(1, -1)).Reshape(-1)
		}
		return pass(x)
	}
	return node{
		Forward: func(in []T) T { return rows(a.Forward, in[0]) },
		Backward: func(dout T) []T {
			dx := rows(a.Backward, dout)
			return []T{dx, a.DW, a.DB}
		},
	}
}

// affineExam returns the exam of an Affine layer. Products and sums of the terms are
// explained as formulas.
func affineExam(calls []call, dW, db string) *layertest.Exam {
	return &layertest.Exam{
		Inputs: []string{"x"}, Params: []string{"W", "b"}, Calls: calls, Right: rightAffine,
		Results: []string{"Forward = x·W + b", "dx = dout·Wᵀ", "dW = " + dW, "db = " + db},
		Terms: func(c call) []layertest.Term {
			W, b := c.Params[0], c.Params[1]
			rows := c.In[0].Reshape(-1, W.Shape()[0])
			N, D := float64(rows.Shape()[0]), float64(rows.Shape()[1])
			dout := c.Dout.Reshape(-1, W.Shape()[1])
			xW := rows.Dot(W).Reshape(c.Dout.Shape()...)
			bs := ones(xW).Mul(b)
			return terms("x·W", xW, "b", bs, "D·b", bs.MulScalar(D), "N·b", bs.MulScalar(N),
				"W", W, "b", b, "x", c.In[0], "dout", c.Dout,
				"xᵀ·(1, 1, …)", rows.T().Dot(ones(dout)), "(1, 1, …)ᵀ·dout", ones(rows).T().Dot(dout))
		},
	}
}

func affine() *layertest.Exam {
	// Where two of the sizes N, D and H are equal, a wrong product may have the
	// right shape.
	rng := random.New(7)
	e := affineExam(slices.Concat(
		affineCalls(rng, "", []int{7, 3, 5}, []int{7, 3, 5}, []int{7, 4, 5}, []int{3, 2, 4}, []int{7, 1, 5}, []int{2, 1, 3},
			[]int{7, 2, 1, 1, 5}, []int{7, 3, 1, 5, 1}, []int{4, 2, 1, 2, 3}, []int{4, 3, 2, 3}),
		affineCalls(rng, "N = H", []int{7, 7, 5}, []int{3, 3, 5}),
		affineCalls(rng, "D = H", []int{4, 3, 4}, []int{3, 5, 3}),
		affineCalls(rng, "N = D", []int{7, 5, 5}, []int{2, 3, 3}),
		affineCalls(rng, "N = D = H", []int{3, 3, 3}, []int{4, 4, 4})), "xᵀ·dout", "Σ dout")
	forward, dxs, dWs, dbs := brokenIn(rightAffine, 0), brokenIn(rightAffine, 1), brokenIn(rightAffine, 2), brokenIn(rightAffine, 3)
	e.Mistakes = []mistake{
		{Name: "bias missing", Make: forward(func(p *pass) T { return p.right.Sub(p.b) })},
		{Name: "missing transpose", Make: dxs(func(p *pass) T { return p.dout.Dot(p.W).Reshape(p.x.Shape()...) })},
		{Name: "reshaped", Text: say("the numbers of W are taken in the wrong order, as by W.Reshape(H, D): Reshape keeps the order of the numbers and does not transpose. Take W.T().",
			"W의 수를 W.Reshape(H, D)와 같은 틀린 순서로 썼다. Reshape는 수의 순서를 그대로 두므로 전치가 아니다. W.T()를 쓴다."),
			Make: dxs(func(p *pass) T { return p.dout.Dot(p.W.Reshape(p.b.Size(), -1)).Reshape(p.x.Shape()...) })},
		{Name: "x reshaped", Text: say("the numbers of x are taken in the wrong order, as by x.Reshape(D, N): Reshape keeps the order of the numbers and does not transpose. Take x.T().",
			"x의 수를 x.Reshape(D, N)과 같은 틀린 순서로 썼다. Reshape는 수의 순서를 그대로 두므로 전치가 아니다. x.T()를 쓴다."),
			Make: dWs(func(p *pass) T { return p.x.Reshape(p.W.Shape()[0], -1).Dot(p.dout) })},
		{Name: "divided by N", Make: dWs(func(p *pass) T { return p.right.DivScalar(float64(p.dout.Shape()[0])) })},
		{Name: "accumulated", Make: dWs(func(p *pass) T {
			if p.kept == nil {
				p.kept = tensor.Zeros(p.W.Shape()...)
			}
			p.kept = p.kept.Add(p.right)
			return p.kept
		})},
		{Name: "not summed", Make: dbs(func(p *pass) T { return p.dout })},
		{Name: "wrong axis", Text: say("it is summed over the columns. Sum over the batch, axis 0.",
			"행마다 열을 더했다(axis 1). 배치의 행을 더해야 한다(axis 0)."),
			Make: dbs(func(p *pass) T { // whichever has the shape of b
				if db := p.dout.Sum(1); db.Size() == p.b.Size() {
					return db
				}
				return p.dout.Sum(0)
			})},
		{Name: "sign flipped", Make: dbs(func(p *pass) T { return p.right.Neg() })},
		{Name: "last row only", Make: dbs(func(p *pass) T {
			N := p.dout.Shape()[0]
			return p.dout.Slice(N-1, N).Reshape(-1)
		})},
		{Name: "parameter copied", Make: func(params []T) node {
			return rightAffine([]T{params[0].Copy(), params[1].Copy()})
		}},
		{Name: "stale", Make: dWs(func(p *pass) T { return p.first(p.x.Reshape(-1, p.W.Shape()[0])).T().Dot(p.dout) })},
	}
	return e
}

func affineDatum() *layertest.Exam {
	rng := random.New(17)
	return affineExam(slices.Concat(affineCalls(rng, "", []int{3, 5}, []int{3, 5}, []int{7, 2}, []int{2, 7}),
		affineCalls(rng, "D = H", []int{4, 4}, []int{3, 3})), "x.Reshape(D, 1)·dout.Reshape(1, H)", "dout")
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
		switch {
		case equal != "":
			c.When = say("Where %s: ", "%s일 때 ", equal)
		case x.NDim() > 2:
			c.When = say("With x of shape %s, to be flattened to rows (%d, %d): ",
				"x의 형상이 %s일 때(행으로 편 형상은 (%d, %d)) ", x.Shape(), x.Shape()[0], D)
		}
		calls = append(calls, c)
	}
	return calls
}
