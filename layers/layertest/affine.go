package layertest

import (
	"backprop/layers"
	"backprop/tensor"
	"backprop/tensor/random"
)

// An AffineLayer is the layer that NewAffine of the student returns: itself,
// and a function that tells dW and db after Backward.
type AffineLayer struct {
	layers.Layer
	Grads func() (dW, db *tensor.Tensor)
}

// Affine checks an Affine layer for batches, as section 6.2 defines it, with
// the parameters W (D, H) and b (H), which it has to share with the caller.
func Affine(fresh func(W, b *tensor.Tensor) AffineLayer) Report {
	// D = H once, since there a wrong transpose has the right shape.
	for _, size := range []struct{ D, H int }{{4, 5}, {3, 3}} {
		shapes := [][]int{{3, size.D}, {3, size.D}, {1, size.D}, {6, size.D}, {2, 1, 1, size.D}}
		if r := affine(size.D, size.H, shapes, fresh); len(r.Problems) > 0 || size.D == size.H {
			return r
		}
	}
	panic("unreachable")
}

// AffineDatum checks an Affine layer for one datum, as section 6.1 defines it:
// x is (D) and the result (H).
func AffineDatum(fresh func(W, b *tensor.Tensor) AffineLayer) Report {
	for _, size := range []struct{ D, H int }{{2, 3}, {3, 3}} {
		if r := affine(size.D, size.H, [][]int{{size.D}, {size.D}}, fresh); len(r.Problems) > 0 || size.D == size.H {
			return r
		}
	}
	panic("unreachable")
}

func affine(D, H int, shapes [][]int, fresh func(W, b *tensor.Tensor) AffineLayer) Report {
	rng := random.New(7)
	W, b := rng.Randn(D, H), rng.Randn(H)
	flat := func(x *tensor.Tensor) *tensor.Tensor { // (N, D); one datum as (1, D)
		return x.Reshape(-1, D)
	}
	rows := func(dout *tensor.Tensor) *tensor.Tensor { return dout.Reshape(-1, H) }
	d := definition{
		names: []string{"dx", "dW", "db"},
		forward: func(x *tensor.Tensor) *tensor.Tensor {
			y := flat(x).Dot(W).Add(b)
			if x.NDim() == 1 {
				return y.Reshape(H)
			}
			return y
		},
		backward: func(c call) map[string]*tensor.Tensor {
			x, dout := flat(c.x), rows(c.dout)
			return map[string]*tensor.Tensor{
				"dx": dout.Dot(W.T()).Reshape(c.x.Shape()...),
				"dW": x.T().Dot(dout),
				"db": dout.Sum(0),
			}
		},
		wrongForward: func(x *tensor.Tensor) []mistake {
			xW := flat(x).Dot(W)
			mistakes := []mistake{
				{"bias missing", say("it is x·W: the bias b is not added.", "x·W다. 편향 b를 더하지 않았다."), xW},
				{"bias subtracted", say("it is x·W - b: the bias is added, not subtracted.",
					"x·W - b다. 편향은 빼지 않고 더한다."), xW.Sub(b)},
				{"bias twice", say("the bias is added twice.", "편향을 두 번 더했다."), xW.Add(b).Add(b)},
				{"bias averaged", say("the mean of b is added, where each column has its own.",
					"b의 평균을 더했다. 열마다 자기 편향을 더해야 한다."), xW.Add(b.Mean())},
				{"relu inside", say("what is below 0 is cut off: an Affine layer ends with the addition of b.",
					"0보다 작은 값을 잘라 냈다. Affine 계층은 b를 더하는 데서 끝난다."), relued(xW.Add(b))},
				{"bias sum", say("the sum of b is added, where each column has its own.",
					"b의 합을 더했다. 열마다 자기 편향을 더해야 한다."), xW.Add(b.Sum())},
			}
			if D == H {
				mistakes = append(mistakes, mistake{"transposed", say("it is x·Wᵀ + b: forward takes W as it is.",
					"x·Wᵀ + b다. 순전파에서는 W를 그대로 쓴다."), flat(x).Dot(W.T()).Add(b)})
			}
			if x.NDim() == 1 {
				for i := range mistakes {
					mistakes[i].result = mistakes[i].result.Reshape(H)
				}
			}
			return mistakes
		},
		wrongBackward: func(name string, c call) []mistake {
			return affineMistakes(name, flat(c.x), rows(c.dout), W, c.x.Shape())
		},
		factors: func(c call) []factor { return batchFactors(flat(c.x).Shape()[0]) },
		atoms: func(c call) []atom {
			dout := rows(c.dout)
			xW := flat(c.x).Dot(W)
			every := tensor.Full(1, xW.Shape()...)
			return []atom{{"x·W", xW}, {"b", every.Mul(b)}, {"W", W}, {"b", b}, {"x", c.x},
				{"the sum of the rows of dout", tensor.Full(1, D, H).Mul(dout.Sum(0))}, {"the first row of dout", dout.Slice(0, 1).Reshape(H)},
				{"relu(x·W + b)", relued(flat(c.x).Dot(W).Add(b))}, {"|xᵀ·dout|", flat(c.x).T().Dot(dout).Abs()}}
		},
		right: map[string]string{"Forward": "x·W + b", "dx": "dout·Wᵀ", "dW": "xᵀ·dout", "db": "the sum of the rows of dout"},
	}
	d.calls = calls(d.forward, shapes...)
	wasW, wasB := W.Copy(), b.Copy()
	overwritten := false
	r := d.examine(func() subject {
		W.SetAll(wasW)
		b.SetAll(wasB)
		layer := fresh(W, b)
		backward := func(dout *tensor.Tensor) *tensor.Tensor {
			dx := layer.Backward(dout)
			overwritten = overwritten || !same(W, wasW, 0) || !same(b, wasB, 0)
			W.SetAll(wasW)
			b.SetAll(wasB)
			return dx
		}
		return subject{layer.Forward, backward, func() map[string]*tensor.Tensor {
			dW, db := layer.Grads()
			return map[string]*tensor.Tensor{"dW": dW, "db": db}
		}}
	})
	if overwritten {
		r.problem("parameter overwritten", say(
			"Backward changed W or b: it only computes their gradients, dW and db. The update is the training loop's.",
			"Backward가 W나 b를 바꾸었다. Backward는 기울기 dW와 db만 구하고, 갱신은 학습 반복문이 한다."))
	}
	W.SetAll(wasW)
	b.SetAll(wasB)
	if len(r.Problems) == 0 {
		shared(&r, d, W, b, fresh)
	}
	return r
}

func relued(x *tensor.Tensor) *tensor.Tensor { return x.Mul(x.Greater(0)) }

// shared checks that the layer looks at W and b themselves: the update changes
// them in place.
func shared(r *Report, d definition, W, b *tensor.Tensor, fresh func(W, b *tensor.Tensor) AffineLayer) {
	x := d.calls[0].x
	for i, param := range []*tensor.Tensor{W, b} {
		name := []string{"W", "b"}[i]
		layer := fresh(W, b)
		layer.Forward(x.Copy())
		param.AddInPlace(tensor.Scalar(1))
		y := layer.Forward(x.Copy())
		want := d.forward(x)
		param.AddInPlace(tensor.Scalar(-1))
		if !same(y, want, 1e-9) {
			r.problem("parameter copied", say(
				"%s was copied: after %[1]s is updated in place, Forward still uses the old numbers. The layer must keep the caller's tensor itself.",
				"%s를 복사해 두었다. %[1]s를 제자리에서 갱신한 뒤에도 Forward가 옛 값을 쓴다. 호출한 쪽의 텐서 자체를 간직해야 한다.", name))
		}
	}
}

func affineMistakes(name string, x, dout, W *tensor.Tensor, xShape []int) []mistake {
	N, last := x.Shape()[0], x.Shape()[0]-1
	row := func(t *tensor.Tensor, i int) *tensor.Tensor { return t.Slice(i, i+1) }
	var mistakes []mistake
	add := func(cause Cause, t text, result *tensor.Tensor) {
		mistakes = append(mistakes, mistake{cause, t, result})
	}
	switch name {
	case "dx":
		dx := dout.Dot(W.T())
		if W.Shape()[0] == W.Shape()[1] {
			add("missing transpose", say("it is dout·W: W must be transposed, dout·Wᵀ.",
				"dout·W다. W를 전치해 dout·Wᵀ로 해야 한다."), dout.Dot(W).Reshape(xShape...))
		}
		if N > 1 {
			mean := dout.MeanKeepDims(0).Mul(tensor.Full(1, N, 1))
			add("dout averaged", say("each row has the same: dout was averaged over the batch, where each datum has its own.",
				"행이 모두 같다. dout을 배치에 대해 평균했다. 데이터마다 자기 dout을 써야 한다."), mean.Dot(W.T()).Reshape(xShape...))
		}
		if len(xShape) != 2 {
			add("shape of x", say("its numbers are right and its shape is not: dx must get back the shape that x had, %s.",
				"수는 맞고 형상이 틀렸다. dx는 x의 원래 형상 %s로 돌려놓아야 한다.", tensor.Shape(xShape)), dx)
		}
	case "dW":
		dW := x.T().Dot(dout)
		add("transposed", say("it is the transpose of the right answer: dout and x are exchanged. dW = xᵀ·dout has the shape of W.",
			"맞는 답의 전치행렬이다. dout과 x의 자리가 바뀌었다. dW = xᵀ·dout의 형상은 W와 같다."), dW.T())
		add("dW and db exchanged", say("it is db: the two are exchanged.", "db다. 둘이 바뀌었다."), dout.Sum(0))
		if N > 1 {
			add("last row only", say("it is made of the last row of the batch only.",
				"배치의 마지막 행으로만 계산했다."), row(x, last).T().Dot(row(dout, last)))
			add("first row only", say("it is made of the first row of the batch only.",
				"배치의 첫 행으로만 계산했다."), row(x, 0).T().Dot(row(dout, 0)))
		}
	case "db":
		db := dout.Sum(0)
		add("db not summed", say("it is dout itself: the sum over the batch is missing.",
			"dout 그대로다. 배치에 대해 더하지 않았다."), dout)
		add("wrong axis", say("it is summed over the columns: the sum goes over the batch, axis 0.",
			"열 방향으로 더했다. 배치 방향(axis 0)으로 더해야 한다."), dout.Sum(1))
		add("db fully summed", say("everything is summed to one number: only the batch is summed, each column by itself.",
			"모든 원소를 하나로 더했다. 열마다 따로, 배치에 대해서만 더한다."), dout.Sum())
		add("db fully summed", say("everything is summed to one number: only the batch is summed, each column by itself.",
			"모든 원소를 하나로 더했다. 열마다 따로, 배치에 대해서만 더한다."), db.Mul(tensor.Scalar(0)).Add(dout.Sum()))
		if N > 1 {
			add("last row only", say("it kept only the last row of dout: = where += belongs.",
				"dout의 마지막 행만 남았다. +=이어야 할 곳이 =이다."), row(dout, last).Reshape(-1))
			add("first row only", say("it is only the first row of dout.",
				"dout의 첫 행뿐이다."), row(dout, 0).Reshape(-1))
		}
		add("dW and db exchanged", say("it is dW: the two are exchanged.", "dW다. 둘이 바뀌었다."), x.T().Dot(dout))
		add("maximum for sum", say("it is the largest of the batch: it must be the sum.", "배치에서 가장 큰 값이다. 합이어야 한다."), dout.Max(0))
		add("absolute values", say("it is the sum of |dout|.", "|dout|의 합이다."), dout.Abs().Sum(0))
		add("keepdims", say("its numbers are right and its shape is not: db must have the shape of b.",
			"수는 맞고 형상이 틀렸다. db의 형상은 b와 같아야 한다."), db.Reshape(1, -1))
	}
	return mistakes
}

// batchFactors are those by which a gradient is off whose batch was averaged
// once too often or not at all.
func batchFactors(N int) []factor {
	if N < 2 {
		return nil
	}
	n := float64(N)
	return []factor{
		{1 / n, "divided by N", say("it is divided by N = %d: the average is taken by the loss, once, and not here.",
			"N = %d으로 나누었다. 평균은 손실에서 한 번 내고 여기서는 내지 않는다.", N)},
		{n, "times N", say("it is off by exactly N = %d.", "꼭 N = %d배만큼 다르다.", N)},
	}
}
