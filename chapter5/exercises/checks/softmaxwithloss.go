package checks

import (
	"slices"

	"backprop/layers"
	"backprop/layers/layertest"
	"backprop/tensor"
	"backprop/tensor/random"
)

// A LossLayer is a last layer: SoftmaxWithLoss of section 6.3.
type LossLayer interface {
	Forward(x, t *tensor.Tensor) float64
	Backward(dout float64) *tensor.Tensor
}

// SoftmaxWithLoss checks a last layer, as section 6.3 defines it. The labels t
// are one-hot first, and then indices.
func SoftmaxWithLoss(fresh func() LossLayer) layertest.Report {
	return softmaxWithLoss().Run(func([]T) node {
		l := fresh()
		return node{
			Forward:  func(in []T) T { return tensor.Scalar(l.Forward(in[0], in[1])) },
			Backward: func(dout T) []T { return []T{l.Backward(dout.Item())} },
		}
	})
}

// looksAt explains a wrong loss by its derivative. The derivative of -w·log(y[k]) by
// a row of x is w·(y - 1 at k): it is below 0 only at the class k that the loss looks
// at, and tells the weight w of the row.
func looksAt(f *layertest.Finding) text {
	c := f.Exam.Calls[f.Call]
	if f.Value > 0 || f.Got == nil || c.Loose {
		return text{}
	}
	x, t := c.In[0].Copy(), c.In[1]
	N, C := x.Shape()[0], x.Shape()[1]
	derivative := tensor.NumericalGradient(func(x T) float64 {
		return f.Node(c).Forward([]T{x.Copy(), t.Copy()}).Item()
	}, x)
	classes, labels := derivative.Neg().Argmax(1), oneHot(t, N, C).Argmax(1)
	unit := layers.Softmax(x).Sub(oneHot(classes, N, C)) // the derivative for w = 1
	w := derivative.Mul(unit).SumKeepDims(1).Div(unit.Mul(unit).SumKeepDims(1))
	if rest := derivative.Sub(unit.Mul(w)); !(rest.Abs().Max().Item() < 1e-5) {
		return text{} // no cross entropy
	}
	for i, weight := range w.Data() {
		if class, label := classes.At(i), labels.At(i); class != label && weight > 1e-3 {
			return say("Forward is wrong: in row %d the loss looks at class %v, and the label is %v. It takes the wrong element of y.",
				"Forward의 값이 틀렸다. %d번 행에서 y의 다른 원소로 손실을 구했다. 사용한 클래스: %v, 레이블: %v.",
				i, class, label)
		}
	}
	return text{}
}

// lossNode makes nodes of a SoftmaxWithLoss with a softmax and the one-hot labels of t.
func lossNode(softmax func(x T) T, oneHot func(t T, N, C int) T) maker {
	return func([]T) node {
		var y, t T
		return node{
			Forward: func(in []T) T {
				t = oneHot(in[1], in[0].Shape()[0], in[0].Shape()[1])
				y = softmax(in[0])
				return y.AddScalar(1e-7).Log().Mul(t).Sum().DivScalar(-float64(y.Shape()[0]))
			},
			Backward: func(dout T) []T { return []T{y.Sub(t).Mul(dout).DivScalar(float64(y.Shape()[0]))} },
		}
	}
}

var rightSoftmaxWithLoss = lossNode(layers.Softmax, oneHot)

// The tensors and sizes of a SoftmaxWithLoss's call.
func (p *pass) softmax() T { return layers.Softmax(p.x) }
func (p *pass) oneHot() T  { return oneHot(p.in[1], p.x.Shape()[0], p.x.Shape()[1]) }
func (p *pass) n() float64 { return float64(p.x.Shape()[0]) }

// oneHot returns labels as one-hot rows, if they are indices.
func oneHot(t T, N, C int) T {
	if t.NDim() > 1 {
		return t
	}
	rows := tensor.Zeros(N, C)
	for i, label := range t.Data() {
		rows.Set(1, i, int(label))
	}
	return rows
}

func softmaxWithLoss() *layertest.Exam {
	return &layertest.Exam{
		Inputs: []string{"x", "t"}, Results: []string{"Forward = -Σ t·log(y + 1e-7)/N", "dx = (y - t)·dout/N"},
		Calls: lossCalls(), Right: rightSoftmaxWithLoss,
		Mistakes: lossMistakes(), Explain: looksAt,
		Within: 1e-4, // the 1e-7 in the logarithm may be another small number
		Terms: func(c call) []layertest.Term {
			x, N := c.In[0], float64(c.In[0].Shape()[0])
			y, t, dout := layers.Softmax(x), oneHot(c.In[1], x.Shape()[0], x.Shape()[1]), c.Dout.Item()
			return terms("y·dout/N", y.MulScalar(dout/N), "t·dout/N", t.MulScalar(dout/N), "(y - t)", y.Sub(t),
				"y", y, "t", t, "y/N", y.DivScalar(N), "t/N", t.DivScalar(N), "(1 - y)", one.Sub(y), "(1 - t)", one.Sub(t),
				"t.Sum(0)·dout/N", ones(x).Mul(t.Sum(0)).MulScalar(dout/N),
				"x", x, "dout", ones(x).MulScalar(dout), "dout/N", ones(x).MulScalar(dout/N))
		},
	}
}

// lossCalls returns calls with one-hot labels and with indices, also with all
// labels 0, with other dout than 1, and with large scores. Where the label's probability
// is 0, Forward's result depends on the number in the logarithm.
func lossCalls() []call {
	rng := random.New(11)
	var oneHots, indices []call
	for _, c := range []struct {
		dout   float64
		C      int
		labels []float64
	}{
		{1, 5, []float64{3, 0, 4}}, {1, 5, []float64{1, 1, 2}}, {1, 3, []float64{2, 0, 1, 1, 0, 2, 2}},
		{1, 7, []float64{6, 2}}, {1, 5, []float64{2}}, {1, 3, []float64{1}}, {1, 4, []float64{3, 0, 1, 1}},
		{1, 4, []float64{0, 0, 0}}, {-2.5, 5, []float64{1, 4, 0}}, {3, 3, []float64{2, 1}}, {0, 4, []float64{2, 1}},
	} {
		var when text
		if c.dout != 1 {
			when = say("With dout = %v: ", "dout = %v일 때 ", c.dout)
		}
		t, dout := tensor.Vector(c.labels...), tensor.Scalar(c.dout)
		oneHots = append(oneHots, call{When: when, Dout: dout,
			In: []T{rng.Randn(len(c.labels), c.C), oneHot(t, len(c.labels), c.C)}})
		when = say("With labels as indices (the number of classes is %d): ", "레이블이 인덱스일 때(클래스 %d개) ", c.C)
		switch {
		case len(c.labels) == c.C:
			when = say("With labels as indices (as many rows as classes, %d): ", "레이블이 인덱스일 때(행과 클래스가 똑같이 %d개) ", c.C)
		case slices.Max(c.labels) <= 1: // they look like one-hot labels
			when = say("With labels as indices that are all 0 or 1: ", "인덱스인 레이블이 모두 0이나 1일 때 ")
		}
		indices = append(indices, call{When: when, Dout: dout,
			In: []T{rng.Randn(len(c.labels), c.C), t}})
	}
	calls := slices.Concat(oneHots, indices)
	for _, x := range [][][]float64{{{1000, 1001, 999}, {0, 1, 3}},
		{{-1000, -1001, -999}, {2, -4000, 3}, {900, 0, 1}},
		{{0, -5000, 3}, {1, 1, 1000}, {5, 4, 3}, {0, 0, 0}},
		{{1000, 1002, 999}, {1001, 999, 1000}}, // right for a maximum of the whole batch
		// Another number than the maximum makes NaN of these, and no softmax is 0.
		{{-1000, -1001, -999}}, {append([]float64{0}, slices.Repeat([]float64{-730}, 39)...)}} {
		second := oneHot(tensor.Full(1, len(x)), len(x), len(x[0]))
		c := call{When: say("With large scores: ", "점수가 클 때 "), In: []T{tensor.Matrix(x), second}, Loose: true}
		if slices.Min(layers.Softmax(c.In[0]).Mul(second).Sum(1).Data()) > 0.01 {
			c.Dout, c.Loose = tensor.Scalar(1), false
		}
		calls = append(calls, c)
	}
	return calls
}

// lossMistakes returns the mistakes of SoftmaxWithLoss: in y = softmax(x), in the one-hot
// labels, in the loss -Σ t·log(y + 1e-7) / N, and in Backward.
func lossMistakes() []mistake {
	softmax := func(softmax func(x T) T) maker { return lossNode(softmax, oneHot) }
	labels := func(oneHot func(t T, N, C int) T) maker { return lossNode(layers.Softmax, oneHot) }
	loss, back := brokenIn(rightSoftmaxWithLoss, 0), brokenIn(rightSoftmaxWithLoss, 1)
	exp := func(x T) T { return x.SubScalar(x.Max().Item()).Exp() }
	expOfColumns := func(x T) T { return x.Sub(x.MaxKeepDims(0)).Exp() }
	perRow := func(e T) T { return e.Div(e.SumKeepDims(1)) }
	perColumn := func(e T) T { return e.Div(e.SumKeepDims(0)) }
	labelOf := func(p *pass) T { return p.softmax().Mul(p.oneHot()).Sum(1) } // the label's probability
	return []mistake{
		{Name: "softmax over the batch", Text: say("softmax is normalized over the whole batch: each row has its own sum, SumKeepDims(1).",
			"소프트맥스를 배치 전체에 대해 정규화했다. 합은 행마다 따로 구한다. SumKeepDims(1)이다."),
			Make: softmax(func(x T) T { return exp(x).DivScalar(exp(x).Sum().Item()) })},
		{Name: "softmax over columns", Text: say("softmax is normalized down the columns: it must run along each row, SumKeepDims(1).",
			"소프트맥스를 열마다 정규화했다. 행마다 정규화해야 한다. SumKeepDims(1)이다."),
			Make: softmax(func(x T) T { return perColumn(expOfColumns(x)) })},
		{Name: "softmax twice", Text: say("softmax is applied twice.", "소프트맥스를 두 번 적용했다."),
			Make: softmax(func(x T) T { return layers.Softmax(layers.Softmax(x)) })},
		{Name: "overflow", Text: say("exp of a large score overflows, and +Inf/+Inf is NaN: subtract each row's maximum first, x.Sub(x.MaxKeepDims(1)).",
			"큰 점수에서 exp의 오버플로가 일어나고 +Inf/+Inf는 NaN이다. 먼저 행마다 최댓값을 뺀다. x.Sub(x.MaxKeepDims(1))이다."),
			Make: softmax(func(x T) T { return perRow(x.Exp()) })},
		{Name: "maximum of the batch", Text: say("the maximum of the whole batch is subtracted, and a row of small scores can become 0/0: each row has its own maximum, MaxKeepDims(1).",
			"배치 전체의 최댓값을 빼서 점수가 작은 행이 0/0이 될 수 있다. 행마다 자기 최댓값을 뺀다. MaxKeepDims(1)이다."),
			Make: softmax(func(x T) T { return perRow(exp(x)) })},
		{Name: "maximum of columns", Text: say("the maximum of each column is subtracted, which changes the softmax of a row: each row has its own maximum, MaxKeepDims(1).",
			"열마다 최댓값을 빼서 행의 소프트맥스가 달라진다. 행마다 자기 최댓값을 뺀다. MaxKeepDims(1)이다."),
			Make: softmax(func(x T) T { return perRow(expOfColumns(x)) })},
		{Name: "labels off by one", Make: labels(func(t T, N, C int) T {
			t = oneHot(t, N, C).Argmax(1)
			for i := range N {
				t.Set(float64((int(t.At(i))+1)%C), i)
			}
			return oneHot(t, N, C)
		})},
		{Name: "minus missing", Text: say("the minus is missing: the loss is -log(y), above 0.",
			"음수 부호가 빠졌다. 손실은 0보다 큰 -log(y)다."),
			Make: loss(func(p *pass) T { return p.right.Neg() })},
		{Name: "maximum taken away once", Text: say("it is too small by the mean of the rows' maxima: the maximum belongs in both terms, log Σ exp(x - max) - (x[label] - max).",
			"행의 최댓값의 평균만큼 작다. 최댓값을 두 항에서 모두 빼야 한다. log Σ exp(x - max) - (x[레이블] - max)이다."),
			Make: loss(func(p *pass) T { return p.right.Sub(p.x.MaxKeepDims(1).Mean()) })},
		{Name: "binary cross entropy", Text: say("it also counts the classes that are not the label, (1 - t)·log(1 - y), as with two classes: only the label's log(y) counts.",
			"레이블이 아닌 클래스의 (1 - t)·log(1 - y)도 더했다. 두 클래스일 때의 식이다. 여기서는 레이블의 log(y)만 쓴다."),
			Make: loss(func(p *pass) T {
				others := one.Sub(p.softmax()).AddScalar(1e-7).Log().Mul(one.Sub(p.oneHot()))
				return p.right.Sub(others.Sum().DivScalar(p.n()))
			})},
		{Name: "log of zero", Text: say("where the softmax of the label is 0, its logarithm is -Inf: take log(y + 1e-7), with the 1e-7 inside.",
			"레이블의 소프트맥스가 0이면 로그가 -Inf이다. 1e-7을 로그 안에서 더해 log(y + 1e-7)로 계산한다."),
			Make: loss(func(p *pass) T { return labelOf(p).Log().Mean().Neg() })},
		{Name: "0 times the log of zero", Text: say("where a softmax is 0, its logarithm is -Inf, and 0·-Inf is NaN: take log(y + 1e-7), with the 1e-7 inside.",
			"소프트맥스가 0이면 로그가 -Inf이고 0·-Inf는 NaN이다. 1e-7을 로그 안에서 더해 log(y + 1e-7)로 계산한다."),
			Make: loss(func(p *pass) T { return p.softmax().Log().Mul(p.oneHot()).Sum().DivScalar(-p.n()) })},
		{Name: "batch average missing", Text: say("it is y - t and not divided by N: the loss is the mean over the batch, so (y - t)/N.",
			"y - t이고 N으로 나누지 않았다. 손실이 배치의 평균이므로 (y - t)/N이다."),
			Make: back(func(p *pass) T { return p.right.MulScalar(p.n()) })},
		{Name: "sign flipped", Text: say("the sign is flipped: it is t - y.", "부호가 뒤집혔다. t - y다."),
			Make: back(func(p *pass) T { return p.right.Neg() })},
		{Name: "denominator", Text: say("the path through the denominator is missing, or is not summed over the row: softmax divides by the sum of the row, which depends on every class.",
			"분모를 지나는 미분이 빠졌거나 행에 대해 더하지 않았다. 소프트맥스의 분모인 행의 합은 모든 클래스의 점수에 따라 달라진다."),
			Make: back(func(p *pass) T { return p.right.Mul(p.oneHot()) })},
	}
}
