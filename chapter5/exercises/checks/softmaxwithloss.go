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
	e := softmaxWithLoss()
	forgets := lost(func() any { return fresh() })
	e.Explain = func(f *layertest.Finding) *layertest.Problem {
		if p := forgets(f); p != nil || f.Value > 0 || f.Got == nil {
			return p
		}
		return looksAt(f, fresh)
	}
	return e.Run(func([]T) node {
		l := fresh()
		return node{
			Forward:  func(in []T) T { return tensor.Scalar(l.Forward(in[0], in[1])) },
			Backward: func(dout T) []T { return []T{l.Backward(dout.Item())} },
		}
	})
}

// A lossParts is a SoftmaxWithLoss. Each of its steps can be replaced.
type lossParts struct {
	softmax func(x T) T
	oneHot  func(t T, N, C int) T
	loss    func(s *lossParts) float64
	back    lossBack

	x, y, t T
	given   T // t as it came
	dout    float64
}

type lossBack = func(s *lossParts) T

func (s lossParts) make([]T) node {
	s.softmax = or(s.softmax, layers.Softmax)
	if s.oneHot == nil {
		s.oneHot = oneHot
	}
	s.loss = or(s.loss, func(s *lossParts) float64 { return s.crossEntropy(s.y, s.t) })
	s.back = or(s.back, lossBackward)
	return node{
		Forward: func(in []T) T {
			s.x, s.given = in[0], in[1]
			s.t = s.oneHot(s.given, s.x.Shape()[0], s.x.Shape()[1])
			s.y = s.softmax(s.x)
			return tensor.Scalar(s.loss(&s))
		},
		Backward: func(dout T) []T {
			s.dout = dout.Item()
			return []T{s.back(&s)}
		},
	}
}

func lossBackward(s *lossParts) T { return s.y.Sub(s.t).MulScalar(s.dout / s.n()) }

func (s *lossParts) crossEntropy(y, t T) float64 {
	return -y.AddScalar(1e-7).Log().Mul(t).Sum().Item() / s.n()
}

func (s *lossParts) n() float64 { return float64(s.x.Shape()[0]) }
func (s *lossParts) c() float64 { return float64(s.x.Shape()[1]) }

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
		Result: "Forward", Inputs: []string{"x", "t"}, Names: []string{"dx"},
		Calls: lossCalls(), Right: lossParts{}.make,
		Mistakes: slices.Concat(softmaxMistakes(), crossEntropyMistakes(), labelMistakes(), lossBackMistakes()),
		Within:   1e-4, // the 1e-7 in the logarithm may be another small number
		Formula:  map[string]string{"dx": "dout·(y - t)/N"},
		Terms: func(c call) []layertest.Term {
			x, N := c.In[0], float64(c.In[0].Shape()[0])
			y, t, dout := layers.Softmax(x), oneHot(c.In[1], x.Shape()[0], x.Shape()[1]), c.Dout.Item()
			return terms("dout·y/N", y.MulScalar(dout/N), "dout·t/N", t.MulScalar(dout/N), "(y - t)", y.Sub(t),
				"y", y, "t", t, "y/N", y.DivScalar(N), "t/N", t.DivScalar(N), "(1 - y)", one.Sub(y),
				"(1 - t)", one.Sub(t), "x", x, "dout", ones(x).MulScalar(dout), "dout/N", ones(x).MulScalar(dout/N))
		},
	}
}

// labelMistakes returns the mistakes in the one-hot labels.
func labelMistakes() []mistake {
	labels := kind(func(f func(t T, N, C int) T) maker { return lossParts{oneHot: f}.make })
	rolled := func(by int) func(t T, N, C int) T { // the columns moved to the right
		return func(t T, N, C int) T {
			t = oneHot(t, N, C).Argmax(1)
			for i := range N {
				t.Set(float64((int(t.At(i))+by+C)%C), i)
			}
			return oneHot(t, N, C)
		}
	}
	return slices.Concat(
		labels("labels off by one", "the labels are off by one class.", "레이블이 한 클래스씩 밀렸다.",
			rolled(1), rolled(-1)),
		labels("ten classes", "the number of classes is that of x, x.Shape()[1], and not always 10.",
			"클래스 수가 항상 10인 것은 아니다. 클래스 수는 x.Shape()[1]이다.",
			func(t T, N, C int) T { return oneHot(t, N, 10) }),
		labels("indices as one-hot",
			"t holds indices here, (N), and is used as if it were one-hot, (N, C): a case of its own is missing.",
			"여기서 t는 인덱스 (N)인데 원-핫 (N, C)처럼 썼다. 인덱스를 위한 경우가 빠졌다.",
			func(t T, N, C int) T { return t }),
	)
}

// lossBackMistakes returns the mistakes in Backward. Each may be made with both
// forms of labels, or with indices alone.
func lossBackMistakes() []mistake {
	kindOfBack := kind(func(f lossBack) maker { return lossParts{back: f}.make })
	back := func(cause layertest.Cause, english, korean string, codes ...lossBack) []mistake {
		for _, f := range codes {
			codes = append(codes, func(s *lossParts) T {
				if s.given.NDim() == 1 {
					return f(s)
				}
				return lossBackward(s)
			})
		}
		return kindOfBack(cause, english, korean, codes...)
	}
	// diff replaces y - t, divided by N or not.
	diff := func(cause layertest.Cause, english, korean string, codes ...lossBack) []mistake {
		var all []mistake
		for _, f := range codes {
			all = append(all, back(cause, english, korean,
				func(s *lossParts) T { return f(s).MulScalar(s.dout / s.n()) })...)
			all = append(all, back(cause, english+" Nor is it divided by N.", korean+" N으로 나누지도 않았다.",
				func(s *lossParts) T { return f(s).MulScalar(s.dout) })...)
		}
		return all
	}
	dy := func(s *lossParts) T { return s.t.Div(s.y.AddScalar(1e-7)).Neg() }
	return slices.Concat(
		back("batch average missing",
			"it is y - t and not divided by N: the loss is the mean over the batch, so (y - t)/N.",
			"y - t이고 N으로 나누지 않았다. 손실이 배치의 평균이므로 (y - t)/N이다.",
			func(s *lossParts) T { return s.y.Sub(s.t).MulScalar(s.dout) }),
		diff("sign flipped", "the sign is flipped: it is t - y.", "부호가 뒤집혔다. t - y다.",
			func(s *lossParts) T { return s.t.Sub(s.y) }),
		back("dout ignored",
			"dout is ignored: the result has to be multiplied by it. (The notes ignore it too, which is right for dout = 1 only.)",
			"dout을 쓰지 않았다. 결과에 dout을 곱해야 한다. (책의 코드도 쓰지 않는데, dout = 1일 때만 맞는다.)",
			func(s *lossParts) T { return s.y.Sub(s.t).DivScalar(s.n()) }),
		back("dout on one part", "dout scales only one of y and t: it belongs to the whole difference, (y - t)·dout.",
			"dout을 y와 t 중 하나에만 곱했다. 차 전체에 곱해야 한다. (y - t)·dout이다.",
			func(s *lossParts) T { return s.y.Sub(s.t.MulScalar(s.dout)).DivScalar(s.n()) },
			func(s *lossParts) T { return s.y.MulScalar(s.dout).Sub(s.t).DivScalar(s.n()) }),
		back("N on one part", "only one of y and t is divided by N: the division belongs to the whole difference, (y - t)/N.",
			"y와 t 중 하나만 N으로 나누었다. 차 전체를 나누어야 한다. (y - t)/N이다.",
			func(s *lossParts) T { return s.y.Sub(s.t.DivScalar(s.n())).MulScalar(s.dout) },
			func(s *lossParts) T { return s.y.DivScalar(s.n()).Sub(s.t).MulScalar(s.dout) }),
		diff("prediction for label",
			"1 is subtracted at the class with the highest y: it has to be subtracted at the label.",
			"y가 가장 큰 클래스에서 1을 뺐다. 레이블의 클래스에서 빼야 한다.",
			func(s *lossParts) T { return s.y.Sub(oneHot(s.y.Argmax(1), int(s.n()), int(s.c()))) }),
		diff("label ignored", "it is y/N: 1 must be subtracted from y at each row's label.",
			"y/N이다. 행마다 정답 자리의 y에서 1을 빼야 한다.",
			func(s *lossParts) T { return s.y }),
		diff("labels of every row",
			"1 is subtracted at the labels of all rows, in each row: row i has label t[i] only.",
			"행마다 모든 행의 레이블 자리에서 1을 뺐다. i번 행의 레이블은 t[i] 하나다.",
			func(s *lossParts) T { return s.y.Sub(s.t.SumKeepDims(0)) },
			func(s *lossParts) T { return s.y.Sub(s.t.MaxKeepDims(0)) }),
		diff("set for subtracted", "the element at the label is set to -1: subtract 1 from y there, y - 1.",
			"정답 자리를 -1로 했다. 정답 자리는 y에서 1을 뺀 y - 1이어야 한다.",
			func(s *lossParts) T { return s.y.Mul(one.Sub(s.t)).Sub(s.t) }),
		diff("right class only",
			"only the label's class has a derivative, as if each y depended on its own x alone: the other classes have y.",
			"정답 클래스의 미분만 있다. y는 다른 클래스의 점수에 따라서도 달라진다. 나머지 클래스의 미분은 y다.",
			func(s *lossParts) T { return s.y.Sub(s.t).Mul(s.t) }),
		diff("derivative of the logarithm",
			"it is -t/y, the derivative by y: the path through softmax is missing.",
			"-t/y다. y에 대한 미분이고, 소프트맥스를 지나는 미분이 빠졌다.", dy),
		diff("denominator",
			"the path through the denominator is missing, or is not summed over the row: softmax divides by the sum of the row, which depends on every class.",
			"분모를 지나는 미분이 빠졌거나 행에 대해 더하지 않았다. 소프트맥스의 분모인 행의 합은 모든 클래스에 따라 달라진다.",
			func(s *lossParts) T { return dy(s).Mul(s.y).Mul(one.Sub(s.y)) },
			func(s *lossParts) T { return s.t.Neg() }),
		diff("squared error", "it is (y - t)·y·(1 - y), as for a squared error after a sigmoid.",
			"(y - t)·y·(1 - y)다. 시그모이드 뒤에 제곱 오차를 둔 경우의 식이다.",
			func(s *lossParts) T { return s.y.Sub(s.t).Mul(s.y).Mul(one.Sub(s.y)) }),
		diff("x for y", "it is x - t: use y, the result of softmax, instead of the scores.",
			"x - t다. 점수가 아니라 소프트맥스의 결과 y를 써야 한다.",
			func(s *lossParts) T { return s.x.Sub(s.t) }),
		diff("softmax twice", "softmax is applied once more: y is its result already.",
			"소프트맥스를 한 번 더 적용했다. y가 이미 그 결과다.",
			func(s *lossParts) T { return layers.Softmax(s.y).Sub(s.t) }),
	)
}

// lossCalls returns calls with one-hot labels, with indices, with all labels
// 0, with large scores, and with other dout than 1.
func lossCalls() []call {
	rng := random.New(11)
	var calls []call
	add := func(when layertest.Text, indices bool, dout float64, C int, labels ...float64) {
		t := tensor.Vector(labels...)
		if !indices {
			t = oneHot(t, len(labels), C)
		}
		calls = append(calls, call{When: when, In: []T{rng.Randn(len(labels), C), t}, Dout: tensor.Scalar(dout)})
	}
	add(say("", ""), false, 1, 5, 3, 0, 4)
	add(say("", ""), false, 1, 5, 1, 1, 2)
	add(say("", ""), false, 1, 3, 2, 0, 1, 1, 0, 2, 2)
	add(say("", ""), false, 1, 7, 6, 2)
	single := say("With a batch of one: ", "데이터가 하나인 배치에서 ")
	add(single, false, 1, 5, 2)
	add(single, false, 1, 3, 1)
	add(say("Where N = C: ", "N = C일 때 "), false, 1, 4, 3, 0, 1, 1)
	add(say("With all labels 0: ", "레이블이 모두 0일 때 "), false, 1, 4, 0, 0, 0)
	add(say("With dout = -2.5: ", "dout = -2.5일 때 "), false, -2.5, 5, 1, 4, 0)
	add(say("With dout = 3: ", "dout = 3일 때 "), false, 3, 3, 2, 1)
	add(say("With dout = 0: ", "dout = 0일 때 "), false, 0, 4, 2, 1)
	index := say("With labels as indices: ", "레이블이 인덱스일 때 ")
	add(index, true, 1, 5, 3, 0, 4)
	add(index, true, 1, 5, 1, 2, 2)
	add(index, true, 1, 3, 2, 0, 1, 1, 0, 2, 2)
	add(index, true, 1, 7, 6, 2)
	add(index, true, 1, 5, 2)
	add(index, true, -2.5, 4, 3, 1, 0)
	add(index, true, 3, 6, 5, 0)
	add(index, true, 1, 4, 0, 0, 0)
	for _, x := range [][][]float64{{{1000, 1001, 999}, {0, 1, 3}},
		{{-1000, -1001, -999}, {2, -4000, 3}, {900, 0, 1}},
		{{0, -5000, 3}, {1, 1, 1000}, {5, 4, 3}, {0, 0, 0}},
		{{1000, 1002, 999}, {1001, 999, 1000}}} { // right for a maximum of the whole batch
		second := oneHot(tensor.Full(1, len(x)), len(x), 3)
		calls = append(calls, call{When: say("With large scores: ", "점수가 클 때 "),
			In: []T{tensor.Matrix(x), second}, Loose: true})
	}
	return calls
}
