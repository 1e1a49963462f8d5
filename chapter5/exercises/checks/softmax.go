package checks

import (
	"math"
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
	e := softmaxWithLoss()
	forgets := lost(func() any { return fresh() })
	e.Explain = func(f *layertest.Finding) *layertest.Problem {
		if p := forgets(f); p != nil {
			return p
		}
		if f.Value == 0 && f.Got != nil {
			return looksAt(f, fresh)
		}
		return nil
	}
	return e.Run(lossMaker(fresh))
}

func lossMaker(fresh func() LossLayer) maker {
	return func([]T) node {
		l := fresh()
		return node{
			Forward:  func(in []T) T { return tensor.Scalar(l.Forward(in[0], in[1])) },
			Backward: func(dout T) []T { return []T{l.Backward(dout.Item())} },
		}
	}
}

// looksAt differentiates a student's loss. The derivative of -w·log(y[k]) by a
// row of x is w·(y - 1 at k), so it tells which class k of the row the loss
// looks at, and with which weight w.
func looksAt(f *layertest.Finding, fresh func() LossLayer) *layertest.Problem {
	c := f.Exam.Calls[f.Call]
	x, t := c.In[0].Copy(), c.In[1]
	N, C := x.Shape()[0], x.Shape()[1]
	var g T
	if layertest.Attempt(func() {
		g = tensor.NumericalGradient(func(x T) float64 { return fresh().Forward(x.Copy(), t.Copy()) }, x)
	}) != "" {
		return nil
	}
	labels := t
	if t.NDim() == 2 {
		labels = t.Argmax(1)
	}
	y := layers.Softmax(x)
	wrong := func(cause layertest.Cause, english, korean string, values ...any) *layertest.Problem {
		return found(cause, "Forward is wrong: "+english, "Forward의 결과가 틀렸다. "+korean, values...)
	}
	var weights []float64
	for i := range N {
		at, weight := -1, 0.0
		for k := range C {
			w, good := 0.0, true
			for j := range C {
				if j != k && y.At(i, j) > 0.05 {
					w = g.At(i, j) / y.At(i, j)
				}
			}
			for j := range C {
				want := w * y.At(i, j)
				if j == k {
					want -= w
				}
				good = good && math.Abs(g.At(i, j)-want) < 1e-5
			}
			if good && math.Abs(w) > 1e-4 {
				at, weight = k, w
			}
		}
		if at >= 0 && at != int(labels.At(i)) {
			return wrong("another class",
				"in row %d the loss looks at class %d, and the label is %v.",
				"%d번 행에서 손실이 보는 클래스가 레이블과 다르다. 보는 클래스: %d, 레이블: %v.",
				i,
				at,
				labels.At(i))
		}
		if at < 0 && tensor.Vector(rowOf(g, i)...).Abs().Max().Item() > 1e-6 {
			return nil // no cross entropy
		}
		weights = append(weights, weight*float64(N))
	}
	if !slices.ContainsFunc(weights, func(w float64) bool { return math.Abs(w) > 1e-4 }) {
		return nil // it does not look at x at all
	}
	total := 0.0
	for i, w := range weights {
		total -= w * math.Log(y.At(i, int(labels.At(i)))+1e-7) / float64(N)
	}
	for i, w := range weights {
		if math.Abs(w-1) > 1e-3 && math.Abs(total-f.Got.Item()) > 1e-4 {
			return nil // the rows are in the loss, and not as a cross entropy
		}
		if math.Abs(w-math.Round(w)) > 1e-3 {
			return nil // nobody counts a row so often
		}
		if math.Abs(w-weights[0]) > 1e-4 || math.Abs(w) < 1e-4 {
			for j, other := range weights {
				if math.Abs(other-1) > 1e-3 {
					i, w = j, other
					break
				}
			}
			return wrong("rows",
				"row %d counts %.4g times in the mean instead of once.",
				"%d번 행이 평균에 한 번이 아니라 %.4g번 들어 있다.",
				i,
				math.Abs(math.Round(w*1e4)/1e4))
		}
	}
	if !slices.ContainsFunc(weights, func(w float64) bool { return math.Abs(w-1) > 1e-4 }) {
		return wrong("something added",
			"%.4g is added, which does not depend on x.",
			"x와 상관없는 값이 더해져 있다: %.4g.",
			f.Got.Item()-f.Want.Item())
	}
	return nil
}

func rowOf(x T, i int) []float64 { return x.Slice(i, i+1).Data() }

// A lossParts is a SoftmaxWithLoss of which parts can be replaced.
type lossParts struct {
	labels  func(t T, N, C int) T // one-hot
	softmax func(x T) T
	loss    func(s *lossParts) float64
	back    func(s *lossParts, dout float64) T

	x, y, t, given T
}

func (s lossParts) make([]T) node {
	return node{
		Forward: func(in []T) T {
			s.x, s.given = in[0], in[1]
			s.t = oneHot(in[1], in[0].Shape()[0], in[0].Shape()[1])
			if s.labels != nil {
				s.t = s.labels(in[1], in[0].Shape()[0], in[0].Shape()[1])
			}
			s.y = layers.Softmax(s.x)
			if s.softmax != nil {
				s.y = s.softmax(s.x)
			}
			if s.loss != nil {
				return tensor.Scalar(s.loss(&s))
			}
			return tensor.Scalar(s.crossEntropy(s.y, s.t))
		},
		Backward: func(dout T) []T {
			if s.back != nil {
				return []T{s.back(&s, dout.Item())}
			}
			return []T{s.y.Sub(s.t).MulScalar(dout.Item() / s.n())}
		},
	}
}

func (s *lossParts) n() float64 { return float64(s.x.Shape()[0]) }
func (s *lossParts) c() float64 { return float64(s.x.Shape()[1]) }

func (s *lossParts) crossEntropy(y, t T) float64 {
	return -y.AddScalar(1e-7).Log().Mul(t).Sum().Item() / s.n()
}

// oneHot returns labels as one-hot rows, whatever they are given as.
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

// rolled moves the columns of t to the right by a number.
func rolled(t T, by int) T {
	out := t.Copy()
	N, C := t.Shape()[0], t.Shape()[1]
	for i := range N {
		for j := range C {
			out.Set(t.At(i, j), i, (j+by+C)%C)
		}
	}
	return out
}

func softmaxWithLoss() *layertest.Exam {
	type S = lossParts
	mean := func(d T, s *S, dout float64) T { return d.MulScalar(dout / s.n()) }
	mk := func(cause layertest.Cause, english, korean string, s S) mistake {
		return broken(cause, say(english, korean), s.make)
	}
	loss := func(cause layertest.Cause, english, korean string, f func(s *S) float64) mistake {
		return mk(cause, english, korean, S{loss: f})
	}
	soft := func(cause layertest.Cause, english, korean string, f func(x T) T) mistake {
		return mk(cause, english, korean, S{softmax: f})
	}
	back := func(cause layertest.Cause, english, korean string, f func(s *S, dout float64) T) mistake {
		return mk(cause, english, korean, S{back: f})
	}
	// diff replaces y - t, divided by N or not.
	diff := func(cause layertest.Cause, english, korean string, f func(s *S) T) []mistake {
		return []mistake{
			back(cause, english, korean, func(s *S, dout float64) T { return mean(f(s), s, dout) }),
			back(cause,
				english+" Nor is it divided by N.",
				korean+" N으로 나누지도 않았다.",
				func(s *S, dout float64) T { return f(s).MulScalar(dout) }),
		}
	}
	plainLog := func(s *S, log func(v float64) float64) float64 {
		sum := 0.0
		for i, v := range s.y.Data() {
			if s.t.Data()[i] != 0 {
				sum -= log(v)
			}
		}
		return sum / s.n()
	}
	indexed := func(s *S) bool { return s.given.NDim() == 1 }
	label := func(s *S, i int) int { return slices.Index(rowOf(s.t, i), 1) }
	lossOfRows := func(s *S, from, to int) float64 {
		sum := 0.0
		for i := from; i < to; i++ {
			sum -= math.Log(s.y.At(i, label(s, i)) + 1e-7)
		}
		return sum
	}
	exp := func(x T) T { return x.SubScalar(x.Max().Item()).Exp() }
	const overBatchEn, overBatchKo = "softmax is normalised over the whole batch: each row has its own sum, SumKeepDims(1).", "소프트맥스를 배치 전체에 대해 정규화했다. 행마다 합이 따로 있다. SumKeepDims(1)이다."
	const columnsEn, columnsKo = "softmax is normalised down the columns: it goes along each row, SumKeepDims(1).", "소프트맥스를 열 방향으로 정규화했다. 행 방향이어야 한다. SumKeepDims(1)이다."
	mistakes := []mistake{
		loss("loss not averaged",
			"it is the sum over the batch: the loss is the mean, divided by N.",
			"배치의 합이다. 손실은 N으로 나눈 평균이다.",
			func(s *S) float64 { return s.crossEntropy(s.y, s.t) * s.n() }),
		loss("divided twice",
			"it is divided by N twice.",
			"N으로 두 번 나누었다.",
			func(s *S) float64 { return s.crossEntropy(s.y, s.t) / s.n() }),
		loss("divided by N·C",
			"it is divided by the number of all elements, N·C (as Mean does): the mean goes over the N rows.",
			"원소 수 N·C로 나누었다(Mean이 그렇다). 평균은 행 N개에 대해서 구한다.",
			func(s *S) float64 { return s.crossEntropy(s.y, s.t) / s.c() }),
		loss("divided by C",
			"it is divided by the number of classes, C, instead of the size of the batch, N.",
			"배치 크기 N 대신 클래스 수 C로 나누었다.",
			func(s *S) float64 { return s.crossEntropy(s.y, s.t) * s.n() / s.c() }),
		loss("minus missing",
			"the minus is missing: the loss is -log(y), above 0.",
			"음수 부호가 빠졌다. 손실은 0보다 큰 -log(y)다.",
			func(s *S) float64 { return -s.crossEntropy(s.y, s.t) }),
		soft("softmax over the batch",
			overBatchEn,
			overBatchKo,
			func(x T) T { return exp(x).DivScalar(exp(x).Sum().Item()) }),
		soft("softmax over the batch",
			overBatchEn,
			overBatchKo,
			func(x T) T { e := x.Exp(); return e.DivScalar(e.Sum().Item()) }),
		soft("softmax over columns",
			columnsEn,
			columnsKo,
			func(x T) T { return exp(x).Div(exp(x).SumKeepDims(0)) }),
		soft("softmax over columns",
			columnsEn,
			columnsKo,
			func(x T) T { e := x.Sub(x.MaxKeepDims(0)).Exp(); return e.Div(e.SumKeepDims(0)) }),
		soft("softmax over columns",
			columnsEn,
			columnsKo,
			func(x T) T { e := x.Sub(x.MaxKeepDims(1)).Exp(); return e.Div(e.SumKeepDims(0)) }),
		soft("softmax over columns",
			columnsEn,
			columnsKo,
			func(x T) T { e := x.Sub(x.MaxKeepDims(1)).Exp(); return e.Div(e.Sum(1)) }),
		soft("softmax twice",
			"softmax is applied twice.",
			"소프트맥스를 두 번 적용했다.",
			func(x T) T { return layers.Softmax(layers.Softmax(x)) }),
		soft("softmax missing",
			"softmax is missing: the logarithm is taken of the scores themselves.",
			"소프트맥스가 빠졌다. 점수 자체의 로그를 구했다.",
			func(x T) T { return x }),
		soft("sigmoid for softmax",
			"y is a sigmoid: softmax divides exp(x) by the sum of its row.",
			"y가 시그모이드다. 소프트맥스는 exp(x)를 행의 합으로 나눈다.",
			func(x T) T { return one.Div(x.Neg().Exp().AddScalar(1)) }),
		soft("not normalised",
			"exp(x) is not divided by the sum of its row.",
			"exp(x)를 행의 합으로 나누지 않았다.",
			func(x T) T { return x.Sub(x.MaxKeepDims(1)).Exp() }),
		soft("not normalised",
			"exp(x) is not divided by the sum of its row.",
			"exp(x)를 행의 합으로 나누지 않았다.",
			T.Exp),
		soft("exp missing",
			"x is divided by the sum of its row, without exp.",
			"exp 없이 x를 행의 합으로 나누었다.",
			func(x T) T { return x.Div(x.SumKeepDims(1)) }),
		soft("minus in exp",
			"it is softmax of -x: the sign of the scores is flipped.",
			"-x의 소프트맥스다. 점수의 부호가 뒤집혔다.",
			func(x T) T { return layers.Softmax(x.Neg()) }),
		soft("overflow",
			"exp of a large score overflows, and +Inf/+Inf is NaN: subtract each row's maximum first, x.Sub(x.MaxKeepDims(1)).",
			"큰 점수에서 exp가 오버플로하고 +Inf/+Inf는 NaN이다. 먼저 행마다 최댓값을 뺀다. x.Sub(x.MaxKeepDims(1))이다.",
			func(x T) T { return x.Exp().Div(x.Exp().SumKeepDims(1)) }),
		soft("overflow",
			"the maximum of the whole batch is subtracted, so that a row of small scores becomes 0/0: each row has its own maximum, MaxKeepDims(1).",
			"배치 전체의 최댓값을 빼서 점수가 작은 행이 0/0이 된다. 행마다 자기 최댓값을 뺀다. MaxKeepDims(1)이다.",
			func(x T) T { return exp(x).Div(exp(x).SumKeepDims(1)) }),
		soft("overflow",
			"the maximum of each column is subtracted: each row has its own, MaxKeepDims(1).",
			"열마다의 최댓값을 뺐다. 행마다 자기 최댓값을 뺀다. MaxKeepDims(1)이다.",
			func(x T) T { e := x.Sub(x.MaxKeepDims(0)).Exp(); return e.Div(e.SumKeepDims(1)) }),
		soft("overflow",
			"the minimum is subtracted, or the mean: exp of what is left overflows. Subtract each row's maximum.",
			"최솟값이나 평균을 빼서 남은 수의 exp가 오버플로한다. 행마다 최댓값을 뺀다.",
			func(x T) T { e := x.Sub(x.MeanKeepDims(1)).Exp(); return e.Div(e.SumKeepDims(1)) }),
		loss("log of zero",
			"where the softmax of the label is 0 its logarithm is -Inf: take log(y + 1e-7).",
			"정답의 소프트맥스가 0이면 로그가 -Inf다. log(y + 1e-7)로 한다.",
			func(s *S) float64 { return plainLog(s, math.Log) }),
		loss("log of zero",
			"where a softmax is 0 its logarithm is -Inf, and 0·-Inf is NaN: take log(y + 1e-7).",
			"소프트맥스가 0이면 로그가 -Inf이고 0·-Inf는 NaN이다. log(y + 1e-7)로 한다.",
			func(s *S) float64 { return -s.y.Log().Mul(s.t).Sum().Item() / s.n() }),
		loss("1e-7 outside",
			"the 1e-7 is outside of the logarithm: it belongs inside, log(y + 1e-7), to keep log from 0.",
			"1e-7이 로그 밖에 있다. log(0)을 막으려면 log(y + 1e-7)처럼 안에 있어야 한다.",
			func(s *S) float64 { return plainLog(s, func(v float64) float64 { return math.Log(v) + 1e-7 }) }),
		loss("1e-7 outside",
			"the 1e-7 is outside of the logarithm: it belongs inside, log(y + 1e-7), to keep log from 0.",
			"1e-7이 로그 밖에 있다. log(0)을 막으려면 log(y + 1e-7)처럼 안에 있어야 한다.",
			func(s *S) float64 { return -s.y.Log().AddScalar(1e-7).Mul(s.t).Sum().Item() / s.n() }),
		loss("logarithm",
			"the logarithm is to base 2: it must be the natural one.",
			"밑이 2인 로그다. 자연로그여야 한다.",
			func(s *S) float64 { return plainLog(s, math.Log2) }),
		loss("logarithm",
			"the logarithm is to base 10: it must be the natural one.",
			"밑이 10인 로그다. 자연로그여야 한다.",
			func(s *S) float64 { return plainLog(s, math.Log10) }),
		loss("logarithm",
			"the logarithm is missing: it is the mean of 1 - y at the labels.",
			"로그가 빠졌다. 정답에서 1 - y의 평균이다.",
			func(s *S) float64 { return plainLog(s, func(v float64) float64 { return v - 1 }) }),
		loss("logarithm",
			"the logarithm is missing: it is minus the mean of y at the labels.",
			"로그가 빠졌다. 정답에서 y의 평균에 음수 부호를 붙인 것이다.",
			func(s *S) float64 { return plainLog(s, func(v float64) float64 { return v }) }),
		loss("squared error",
			"it is a squared error, not the cross entropy.",
			"제곱 오차다. 교차 엔트로피가 아니다.",
			func(s *S) float64 { d := s.y.Sub(s.t); return d.Mul(d).Sum().Item() / 2 / s.n() }),
		loss("squared error",
			"it is a squared error, not the cross entropy.",
			"제곱 오차다. 교차 엔트로피가 아니다.",
			func(s *S) float64 { d := s.y.Sub(s.t); return d.Mul(d).Sum().Item() / s.n() }),
		loss("squared error",
			"it is a squared error, not the cross entropy.",
			"제곱 오차다. 교차 엔트로피가 아니다.",
			func(s *S) float64 { d := s.y.Sub(s.t); return d.Mul(d).Mean().Item() }),
		loss("binary cross entropy",
			"it is the binary cross entropy, with (1 - t)·log(1 - y): only the label counts here.",
			"(1 - t)·log(1 - y)까지 더한 이진 교차 엔트로피다. 여기서는 정답만 센다.",
			func(s *S) float64 {
				return s.crossEntropy(s.y,
					s.t) - one.Sub(s.y).AddScalar(1e-7).Log().Mul(one.Sub(s.t)).Sum().Item()/s.n()
			}),
		loss("y and t exchanged",
			"y and t are exchanged: it is -y·log(t).",
			"y와 t가 바뀌었다. -y·log(t)다.",
			func(s *S) float64 { return -s.t.AddScalar(1e-7).Log().Mul(s.y).Sum().Item() / s.n() }),
		loss("entropy",
			"it is -y·log(y), the entropy of y: the labels t are missing.",
			"y의 엔트로피 -y·log(y)다. 레이블 t가 빠졌다.",
			func(s *S) float64 { return s.crossEntropy(s.y, s.y) }),
		loss("all classes",
			"all classes count, not the label only: t is missing.",
			"정답만이 아니라 모든 클래스를 더했다. t를 곱하지 않았다.",
			func(s *S) float64 { return s.crossEntropy(s.y, ones(s.y)) }),
		loss("all classes",
			"the mean goes over all classes, and not over the labels only: t is missing.",
			"정답만이 아니라 모든 클래스의 평균이다. t를 곱하지 않았다.",
			func(s *S) float64 { return s.crossEntropy(s.y, ones(s.y)) / s.c() }),
		loss("wrong classes",
			"the classes that are not the label count, 1 - t for t.",
			"정답이 아닌 클래스를 더했다. t 자리에 1 - t가 있다.",
			func(s *S) float64 { return s.crossEntropy(s.y, one.Sub(s.t)) }),
		loss("largest for label",
			"the loss looks at the largest y of each row, and not at the label.",
			"정답이 아니라 행마다 가장 큰 y를 본다.",
			func(s *S) float64 { return -s.y.Max(1).AddScalar(1e-7).Log().Sum().Item() / s.n() }),
		loss("rows",
			"only the first row counts, divided by N.",
			"첫 행만 세고 N으로 나누었다.",
			func(s *S) float64 { return lossOfRows(s, 0, 1) / s.n() }),
		loss("rows",
			"only the first row counts: the loss is the mean over the batch.",
			"첫 행만 셌다. 손실은 배치의 평균이다.",
			func(s *S) float64 { return lossOfRows(s, 0, 1) }),
		loss("rows",
			"only the last row counts, = instead of +=: the loss is the mean over the batch.",
			"마지막 행만 셌다. +=이 아니라 =이다. 손실은 배치의 평균이다.",
			func(s *S) float64 { N := int(s.n()); return lossOfRows(s, N-1, N) }),
		loss("rows",
			"only the last row counts, = instead of +=, divided by N.",
			"마지막 행만 세고 N으로 나누었다. +=이 아니라 =이다.",
			func(s *S) float64 { N := int(s.n()); return lossOfRows(s, N-1, N) / s.n() }),
		loss("rows",
			"the last row is left out.",
			"마지막 행이 빠졌다.",
			func(s *S) float64 { return lossOfRows(s, 0, int(s.n())-1) / s.n() }),
		loss("rows",
			"the first row is left out.",
			"첫 행이 빠졌다.",
			func(s *S) float64 { return lossOfRows(s, 1, int(s.n())) / s.n() }),
		loss("row length",
			"with indices the wrong element is looked up, y[i·N + label]: a row has C elements, so it is y[i·C + label].",
			"인덱스로 다른 원소를 찾는다. y[i·N + 레이블]이다. 행의 원소는 C개이므로 y[i·C + 레이블]이다.",
			func(s *S) float64 {
				y, N, sum := s.y.Data(), int(s.n()), 0.0
				for i := range N {
					sum -= math.Log(y[i*N+label(s, i)] + 1e-7)
				}
				return sum / s.n()
			}),
		loss("sum before log",
			"the logarithm is taken of a sum over the batch: take it of each row first.",
			"배치의 합에 로그를 취했다. 행마다 먼저 로그를 취해야 한다.",
			func(s *S) float64 { return -math.Log(s.y.Mul(s.t).Sum().Item()+1e-7) / s.n() }),
		loss("sum before log",
			"the logarithm is taken of the mean of the batch: take it of each row first.",
			"배치의 평균에 로그를 취했다. 행마다 먼저 로그를 취해야 한다.",
			func(s *S) float64 { return -math.Log(s.y.Mul(s.t).Sum().Item()/s.n() + 1e-7) }),
		mk("labels off by one",
			"the labels are off by one class.",
			"레이블이 한 클래스씩 밀렸다.",
			S{labels: func(t T, N, C int) T { return rolled(oneHot(t, N, C), 1) }}),
		mk("labels off by one",
			"the labels are off by one class.",
			"레이블이 한 클래스씩 밀렸다.",
			S{labels: func(t T, N, C int) T { return rolled(oneHot(t, N, C), -1) }}),
		mk("ten classes",
			"the number of classes is that of x, x.Shape()[1], and not always 10.",
			"클래스 수가 항상 10인 것은 아니다. 클래스 수는 x.Shape()[1]이다.",
			S{labels: func(t T, N, C int) T { return oneHot(t, N, 10) }}),
		mk("indices as one-hot",
			"t holds indices here, (N), and is used as if it were one-hot, (N, C): a case of its own is missing.",
			"여기서 t는 인덱스 (N)인데 원-핫 (N, C)처럼 썼다. 인덱스를 위한 경우가 빠졌다.",
			S{labels: func(t T, N, C int) T { return t }}),
		mk("row for column",
			"Argmax(0) is taken of t: the label of each row is Argmax(1).",
			"t의 Argmax(0)을 구했다. 행마다의 레이블은 Argmax(1)이다.",
			S{labels: func(t T, N, C int) T {
				if t.NDim() == 2 {
					t = t.Argmax(0)
				}
				return oneHot(t, N, C)
			}}),

		back("batch average missing",
			"it is y - t and not divided by N: the loss is the mean over the batch, so (y - t)/N.",
			"y - t이고 N으로 나누지 않았다. 손실이 배치의 평균이므로 (y - t)/N이다.",
			func(s *S, dout float64) T { return s.y.Sub(s.t).MulScalar(dout) }),
		back("prediction for label",
			"1 is subtracted at the class with the highest y: it has to be subtracted at the label.",
			"y가 가장 큰 클래스에서 1을 뺐다. 레이블의 클래스에서 빼야 한다.",
			func(s *S, dout float64) T {
				return mean(s.y.Sub(oneHot(s.y.Argmax(1), int(s.n()), int(s.c()))), s, dout)
			}),
		back("divided twice",
			"it is divided by N twice.",
			"N으로 두 번 나누었다.",
			func(s *S, dout float64) T { return mean(s.y.Sub(s.t), s, dout/s.n()) }),
		back("divided by C",
			"it is divided by the number of classes, C, instead of the size of the batch, N.",
			"배치 크기 N 대신 클래스 수 C로 나누었다.",
			func(s *S, dout float64) T { return s.y.Sub(s.t).MulScalar(dout / s.c()) }),
		back("divided by N·C",
			"it is divided by the number of all elements, N·C: the mean goes over the N rows.",
			"원소 수 N·C로 나누었다. 평균은 행 N개에 대해서 구한다.",
			func(s *S, dout float64) T { return mean(s.y.Sub(s.t), s, dout/s.c()) }),
		back("dout ignored",
			"dout is ignored: the result has to be multiplied by it. (The notes ignore it too, which is right for dout = 1 only.)",
			"dout을 쓰지 않았다. 결과에 dout을 곱해야 한다. (책의 코드도 쓰지 않는데, dout = 1일 때만 맞다.)",
			func(s *S, dout float64) T { return mean(s.y.Sub(s.t), s, 1) }),
		back("dout on one part",
			"dout scales the labels only, y - t·dout: it belongs to the whole difference, (y - t)·dout.",
			"dout을 t에만 곱했다(y - t·dout). 차 전체에 곱해야 한다. (y - t)·dout이다.",
			func(s *S, dout float64) T { return mean(s.y.Sub(s.t.MulScalar(dout)), s, 1) }),
		back("dout on one part",
			"dout scales y only, y·dout - t: it belongs to the whole difference, (y - t)·dout.",
			"dout을 y에만 곱했다(y·dout - t). 차 전체에 곱해야 한다. (y - t)·dout이다.",
			func(s *S, dout float64) T { return mean(s.y.MulScalar(dout).Sub(s.t), s, 1) }),
		back("N on one part",
			"only t is divided by N, y - t/N: the division belongs to the whole difference, (y - t)/N.",
			"t만 N으로 나누었다(y - t/N). 차 전체를 나누어야 한다. (y - t)/N이다.",
			func(s *S, dout float64) T { return s.y.Sub(s.t.DivScalar(s.n())).MulScalar(dout) }),
		back("N on one part",
			"only y is divided by N, y/N - t: the division belongs to the whole difference, (y - t)/N.",
			"y만 N으로 나누었다(y/N - t). 차 전체를 나누어야 한다. (y - t)/N이다.",
			func(s *S, dout float64) T { return s.y.DivScalar(s.n()).Sub(s.t).MulScalar(dout) }),
		back("denominator",
			"the way through the denominator is not summed over the row: every class of the row uses the sum, so dsum = Σ over the row, SumKeepDims(1).",
			"분모를 지나는 미분을 행에 대해 더하지 않았다. 행의 모든 클래스가 그 합을 쓰므로 행에 대한 합 SumKeepDims(1)이 필요하다.",
			func(s *S, dout float64) T {
				dy := s.t.Div(s.y.AddScalar(1e-7)).MulScalar(-dout / s.n())
				return dy.Sub(dy.Mul(s.y)).Mul(s.y)
			}),
		back("denominator",
			"the way through the denominator is missing: softmax divides by the sum of the row, which depends on every class. y - t needs both ways.",
			"분모를 지나는 미분이 빠졌다. 소프트맥스의 분모인 행의 합은 모든 클래스에 따라 달라진다.",
			func(s *S, dout float64) T { return mean(s.t.Neg(), s, dout) }),
		back("indices ignored",
			"with indices nothing is subtracted: it is y/N, and 1 must be taken off y at each row's label.",
			"인덱스일 때 아무것도 빼지 않았다. y/N이다. 행마다 정답 자리의 y에서 1을 빼야 한다.",
			func(s *S, dout float64) T {
				if indexed(s) {
					return mean(s.y, s, dout)
				}
				return mean(s.y.Sub(s.t), s, dout)
			}),
		back("indices not averaged",
			"with indices it is not divided by N.",
			"인덱스일 때 N으로 나누지 않았다.",
			func(s *S, dout float64) T {
				if indexed(s) {
					return s.y.Sub(s.t).MulScalar(dout)
				}
				return mean(s.y.Sub(s.t), s, dout)
			}),
		back("indices of every row",
			"with indices 1 is taken off at the labels of all rows, in each row: row i has label t[i] only.",
			"인덱스일 때 행마다 모든 행의 레이블 자리에서 1을 뺐다. i번 행의 레이블은 t[i] 하나다.",
			func(s *S, dout float64) T {
				if indexed(s) {
					return mean(s.y.Sub(s.t.SumKeepDims(0)), s, dout)
				}
				return mean(s.y.Sub(s.t), s, dout)
			}),
		back("indices of every row",
			"with indices 1 is taken off at the labels of all rows, in each row: row i has label t[i] only.",
			"인덱스일 때 행마다 모든 행의 레이블 자리에서 1을 뺐다. i번 행의 레이블은 t[i] 하나다.",
			func(s *S, dout float64) T {
				if indexed(s) {
					return mean(s.y.Sub(s.t.MaxKeepDims(0)), s, dout)
				}
				return mean(s.y.Sub(s.t), s, dout)
			}),
		back("set for subtracted",
			"with indices the label's place is set to -1: 1 must be taken off y there, y - 1.",
			"인덱스일 때 정답 자리를 -1로 했다. 거기서 y에서 1을 빼야 한다. y - 1이다.",
			func(s *S, dout float64) T {
				if indexed(s) {
					return mean(s.y.Mul(one.Sub(s.t)).Sub(s.t), s, dout)
				}
				return mean(s.y.Sub(s.t), s, dout)
			}),
		back("dout ignored",
			"with indices dout is ignored: the result has to be multiplied by it.",
			"인덱스일 때 dout을 쓰지 않았다. 결과에 dout을 곱해야 한다.",
			func(s *S, dout float64) T {
				if indexed(s) {
					dout = 1
				}
				return mean(s.y.Sub(s.t), s, dout)
			}),
		back("rows",
			"only the first row has a derivative.",
			"첫 행에만 미분이 있다.",
			func(s *S, dout float64) T {
				dx := mean(s.y.Sub(s.t), s, dout)
				if N := dx.Shape()[0]; N > 1 {
					dx.Slice(1, N).SetAll(tensor.Scalar(0))
				}
				return dx
			}),
		back("indices summed",
			"it is summed over the batch: each row has its own derivative.",
			"배치에 대해 더했다. 행마다 자기 미분이 있다.",
			func(s *S, dout float64) T { return mean(s.y.Sub(s.t), s, dout).Sum(0) }),
	}
	for _, more := range [][]mistake{
		diff("sign flipped",
			"the sign is flipped: it is t - y.",
			"부호가 뒤집혔다. t - y다.",
			func(s *S) T { return s.t.Sub(s.y) }),
		diff("derivative of the logarithm",
			"it is -t/y, the derivative by y: the way back through softmax is missing.",
			"-t/y다. y에 대한 미분이고, 소프트맥스를 지나는 미분이 빠졌다.",
			func(s *S) T { return s.t.Div(s.y.AddScalar(1e-7)).Neg() }),
		diff("squared error",
			"it is (y - t)·y·(1 - y), as for a squared error after a sigmoid.",
			"(y - t)·y·(1 - y)다. 시그모이드 뒤에 제곱 오차를 둔 경우의 식이다.",
			func(s *S) T { return s.y.Sub(s.t).Mul(s.y).Mul(one.Sub(s.y)) }),
		diff("x for y",
			"it is x - t: y, the result of softmax, stands there, not the scores.",
			"x - t다. 점수가 아니라 소프트맥스의 결과 y를 써야 한다.",
			func(s *S) T { return s.x.Sub(s.t) }),
		diff("softmax twice",
			"softmax is applied once more: y is its result already.",
			"소프트맥스를 한 번 더 적용했다. y가 이미 그 결과다.",
			func(s *S) T { return layers.Softmax(s.y).Sub(s.t) }),
		diff("softmax over the batch",
			overBatchEn,
			overBatchKo,
			func(s *S) T { return exp(s.x).DivScalar(exp(s.x).Sum().Item()).Sub(s.t) }),
		diff("softmax over columns",
			columnsEn,
			columnsKo,
			func(s *S) T { return exp(s.x).Div(exp(s.x).SumKeepDims(0)).Sub(s.t) }),
		diff("not normalised",
			"exp(x) is not divided by the sum of its row.",
			"exp(x)를 행의 합으로 나누지 않았다.",
			func(s *S) T { return s.x.Exp().Sub(s.t) }),
		diff("right class only",
			"only the label's class has a derivative, as if each y depended on its own x alone: the other classes have y.",
			"y가 자기 x에만 따라 달라지는 것처럼 정답 클래스에만 미분이 있다. 나머지 클래스의 미분은 y다.",
			func(s *S) T { return s.y.Sub(s.t).Mul(s.t) }),
		diff("labels off by one",
			"the labels are off by one class.",
			"레이블이 한 클래스씩 밀렸다.",
			func(s *S) T { return s.y.Sub(rolled(s.t, 1)) }),
		diff("labels off by one",
			"the labels are off by one class.",
			"레이블이 한 클래스씩 밀렸다.",
			func(s *S) T { return s.y.Sub(rolled(s.t, -1)) }),
	} {
		mistakes = append(mistakes, more...)
	}
	mistakes = append(mistakes, broken("stale", layertest.Text{}, func([]T) node {
		var kept T // the one-hot rows, which are never cleared
		return lossParts{labels: func(t T, N, C int) T {
			if t.NDim() == 2 {
				return t
			}
			if kept == nil || kept.Size() != N*C {
				kept = tensor.Zeros(N, C)
			}
			for i, label := range t.Data() {
				kept.Set(1, i, int(label))
			}
			return kept
		}}.make(nil)
	}), broken("x overwritten", layertest.Text{}, lossParts{softmax: func(x T) T {
		for i := range x.Shape()[0] {
			row := x.Slice(i, i+1)
			row.AddInPlace(row.Max().Neg())
		}
		return layers.Softmax(x)
	}}.make))
	return &layertest.Exam{
		Result: "Forward", Inputs: []string{"x",
			"t"}, Names: []string{"dx"}, Calls: lossCalls(), Right: lossMaker(func() LossLayer {
			return &layers.SoftmaxWithLoss{}
		}),
		Mistakes: mistakes, Within: 1e-4, // the 1e-7 in the logarithm may be another small number
		Formula: map[string]string{"dx": "dout·(y - t)/N"},
		Terms: func(c call) []layertest.Term {
			x, t := c.In[0], oneHot(c.In[1], c.In[0].Shape()[0], c.In[0].Shape()[1])
			y := layers.Softmax(x)
			n, dout := float64(x.Shape()[0]), c.Dout.Item()
			return terms("dout·y/N",
				y.MulScalar(dout/n),
				"dout·t/N",
				t.MulScalar(dout/n),
				"(y - t)",
				y.Sub(t),
				"y",
				y,
				"t",
				t,
				"y/N", y.DivScalar(n), "t/N", t.DivScalar(n), "(1 - y)", one.Sub(y), "(1 - t)", one.Sub(t), "x", x, "dout", tensor.Full(dout,
					y.Shape()...), "dout/N", tensor.Full(dout/n, y.Shape()...))
		},
	}
}

// lossCalls returns calls with one-hot labels, with indices, with all labels
// 0, with large scores, and with other dout than 1.
func lossCalls() []call {
	rng := random.New(11)
	batch := func(when layertest.Text, dout float64, C int, indices bool, labels ...float64) call {
		t := tensor.Vector(labels...)
		if !indices {
			t = oneHot(t, len(labels), C)
		}
		return call{When: when, In: []T{rng.Randn(len(labels), C), t}, Dout: tensor.Scalar(dout)}
	}
	none := layertest.Text{}
	single, square := say("With a batch of one: ",
		"데이터가 하나인 배치에서 "), say("Where N = C: ", "N = C일 때 ")
	index, zeros := say("With labels as indices: ",
		"레이블이 인덱스일 때 "), say("With all labels 0: ", "레이블이 모두 0일 때 ")
	dout := func(v float64) layertest.Text { return say("With dout = %v: ", "dout = %v일 때 ", v) }
	calls := []call{
		batch(none,
			1,
			5,
			false,
			3,
			0,
			4), batch(none,
			1,
			5,
			false,
			1,
			1,
			2), batch(none, 1, 3, false, 2, 0, 1, 1, 0, 2, 2), batch(none, 1, 7, false, 6, 2),
		batch(single,
			1,
			5,
			false,
			2), batch(single,
			1,
			3,
			false,
			1), batch(square, 1, 4, false, 3, 0, 1, 1), batch(zeros, 1, 4, false, 0, 0, 0),
		batch(dout(-2.5),
			-2.5,
			5,
			false,
			1,
			4,
			0), batch(dout(3), 3, 3, false, 2, 1), batch(dout(0), 0, 4, false, 2, 1),
		batch(index,
			1,
			5,
			true,
			3,
			0,
			4), batch(index,
			1,
			5,
			true,
			1,
			2,
			2), batch(index, 1, 3, true, 2, 0, 1, 1, 0, 2, 2), batch(index, 1, 7, true, 6, 2),
		batch(index,
			1,
			5,
			true,
			2), batch(index,
			-2.5,
			4,
			true,
			3,
			1,
			0), batch(index, 3, 6, true, 5, 0), batch(index, 1, 4, true, 0, 0, 0),
	}
	large := say("With large scores: ", "점수가 클 때 ")
	for _, x := range [][][]float64{{{1000, 1001, 999}, {0, 1, 3}},
		{{-1000, -1001, -999}, {2, -4000, 3}, {900, 0, 1}},
		{{0, -5000, 3}, {1, 1, 1000}, {5, 4, 3}, {0, 0, 0}}} {
		labels := tensor.Zeros(len(x), 3)
		for i := range x {
			labels.Set(1, i, 1)
		}
		calls = append(calls, call{When: large, In: []T{tensor.Matrix(x), labels}, Loose: true})
	}
	return calls
}
