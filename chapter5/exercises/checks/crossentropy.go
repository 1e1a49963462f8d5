package checks

import (
	"math"
	"slices"

	"backprop/layers"
	"backprop/layers/layertest"
	"backprop/tensor"
)

// crossEntropyMistakes returns the mistakes in the loss, -Σ t·log(y + 1e-7) / N.
func crossEntropyMistakes() []mistake {
	type S = lossParts
	loss := kind(func(f func(s *S) float64) maker { return S{loss: f}.make })
	sum := func(t T) float64 { return t.Sum().Item() }
	// ofLabels makes a loss of what is computed from the y of the label in each row.
	ofLabels := func(f func(y T) T) func(s *S) float64 {
		return func(s *S) float64 { return sum(f(s.y.Mul(s.t).Sum(1))) / s.n() }
	}
	squares := func(s *S) float64 { d := s.y.Sub(s.t); return sum(d.Mul(d)) }
	return slices.Concat(
		kind(func(s S) maker { return s.make })("divided by N·C",
			"it is divided by the number of all elements, N·C (as Mean does): the mean goes over the N rows.",
			"원소 수 N·C로 나누었다(Mean이 그렇다). 평균은 행 N개에 대해서 구한다.",
			S{loss: func(s *S) float64 { return s.crossEntropy(s.y, s.t) / s.c() },
				back: func(s *S) T { return lossBackward(s).DivScalar(s.c()) }}),
		kind(func(s S) maker { return s.make })("divided by N·C",
			"it is divided by the number of elements of t, which is N·C for one-hot labels: the mean goes over the N rows.",
			"t의 원소 수로 나누었다. 레이블이 원-핫이면 N·C다. 평균은 행 N개에 대해서 구한다.",
			S{loss: func(s *S) float64 { return s.crossEntropy(s.y, s.t) * s.n() / float64(s.given.Size()) },
				back: func(s *S) T { return lossBackward(s).MulScalar(s.n() / float64(s.given.Size())) }}),
		loss("minus missing", "the minus is missing: the loss is -log(y), above 0.",
			"음수 부호가 빠졌다. 손실은 0보다 큰 -log(y)다.",
			func(s *S) float64 { return -s.crossEntropy(s.y, s.t) }),
		loss("log of zero",
			"where a softmax is 0 its logarithm is -Inf, and 0·-Inf is NaN: take log(y + 1e-7).",
			"소프트맥스가 0이면 로그가 -Inf이고 0·-Inf는 NaN이다. log(y + 1e-7)로 계산한다.",
			ofLabels(func(y T) T { return y.Log().Neg() }),
			func(s *S) float64 { return -sum(s.y.Log().Mul(s.t)) / s.n() }),
		loss("1e-7 outside",
			"the 1e-7 is outside of the logarithm: it belongs inside, log(y + 1e-7), to keep log from 0.",
			"1e-7이 로그 밖에 있다. log(0)을 막으려면 log(y + 1e-7)처럼 안에 있어야 한다.",
			ofLabels(func(y T) T { return y.Log().AddScalar(1e-7).Neg() }),
			func(s *S) float64 { return -sum(s.y.Log().AddScalar(1e-7).Mul(s.t)) / s.n() }),
		loss("logarithm", "the logarithm is missing: only the y at the labels are averaged.",
			"로그가 빠졌다. 정답의 y만 평균했다.",
			ofLabels(func(y T) T { return one.Sub(y) }), ofLabels(T.Neg)),
		loss("squared error", "it is a squared error, not the cross entropy.",
			"제곱 오차다. 교차 엔트로피가 아니다.",
			func(s *S) float64 { return squares(s) / 2 / s.n() },
			func(s *S) float64 { return squares(s) / s.n() },
			func(s *S) float64 { return squares(s) / s.n() / s.c() }),
		loss("binary cross entropy",
			"it is the binary cross entropy, with (1 - t)·log(1 - y): only the label counts here.",
			"(1 - t)·log(1 - y)까지 더한 이진 교차 엔트로피다. 여기서는 정답만 더한다.",
			func(s *S) float64 {
				return s.crossEntropy(s.y, s.t) + s.crossEntropy(one.Sub(s.y), one.Sub(s.t))
			}),
		loss("y and t exchanged", "y and t are exchanged: it is -y·log(t).", "y와 t가 바뀌었다. -y·log(t)다.",
			func(s *S) float64 { return s.crossEntropy(s.t, s.y) }),
		loss("entropy", "it is -y·log(y), the entropy of y: the labels t are missing.",
			"y의 엔트로피 -y·log(y)다. 레이블 t가 빠졌다.",
			func(s *S) float64 { return s.crossEntropy(s.y, s.y) }),
		loss("all classes", "all classes count, not the label only: t is missing.",
			"정답만이 아니라 모든 클래스를 더했다. t를 곱하지 않았다.",
			func(s *S) float64 { return s.crossEntropy(s.y, ones(s.y)) },
			func(s *S) float64 { return s.crossEntropy(s.y, ones(s.y)) / s.c() }),
		loss("row length",
			"with indices the wrong element is looked up, y[i·N + label]: a row has C elements, so it is y[i·C + label].",
			"인덱스로 다른 원소를 찾는다. y[i·N + 레이블]이다. 행의 원소는 C개이므로 y[i·C + 레이블]이다.",
			func(s *S) float64 {
				y, labels, sum := s.y.Data(), s.t.Argmax(1).Data(), 0.0
				for i, label := range labels {
					sum -= math.Log(y[i*len(labels)+int(label)] + 1e-7)
				}
				return sum / s.n()
			}),
		loss("sum before log",
			"the logarithm is taken of a sum or a mean over the batch: take it of each row first.",
			"배치의 합이나 평균에 로그를 취했다. 행마다 먼저 로그를 취해야 한다.",
			func(s *S) float64 { return -math.Log(sum(s.y.Mul(s.t))+1e-7) / s.n() },
			func(s *S) float64 { return -math.Log(sum(s.y.Mul(s.t))/s.n() + 1e-7) }),
	)
}

// looksAt differentiates a student's loss. The derivative of -w·log(y[k]) by a
// row of x is w·(y - 1 at k), so it tells which class k of the row the loss
// looks at, and with which weight w.
func looksAt(f *layertest.Finding, fresh func() LossLayer) *layertest.Problem {
	wrong := func(cause layertest.Cause, t layertest.Text) *layertest.Problem {
		return &layertest.Problem{Cause: cause, Text: isWrong("Forward").Then(t)}
	}
	c := f.Exam.Calls[f.Call]
	x, t := c.In[0].Copy(), c.In[1]
	N, C := x.Shape()[0], x.Shape()[1]
	labels := oneHot(t, N, C).Argmax(1)
	var gradient T
	if layertest.Attempt(func() {
		gradient = tensor.NumericalGradient(func(x T) float64 { return fresh().Forward(x.Copy(), t.Copy()) }, x)
	}) != "" {
		return nil
	}
	y := layers.Softmax(x)
	row := func(t T, i int) []float64 { return t.Slice(i, i+1).Data() }
	counts, loss := make([]float64, N), 0.0 // how often each row counts, and the loss that they give
	for i := range N {
		label := int(labels.At(i))
		class, weight := classOf(row(gradient, i), row(y, i))
		switch {
		case class < 0:
			return nil // no cross entropy
		case weight == 0:
			continue // the row does not count
		case class != label:
			return wrong("another class", say("in row %d the loss looks at class %d, and the label is %d.",
				"%d번 행에서 손실을 구한 클래스가 레이블과 다르다. 구한 클래스: %d, 레이블: %d.", i, class, label))
		}
		counts[i] = math.Round(weight*float64(N)*1e4) / 1e4
		loss -= weight * math.Log(y.At(i, label)+1e-7)
	}
	got := f.Got.Item()
	fraction := func(n float64) bool { return n != math.Round(n) }
	switch {
	case slices.Equal(counts, slices.Repeat([]float64{1}, N)):
		return wrong("something added", say("%.4g is added, which does not depend on x.",
			"x와 관계없는 값이 더해져 있다: %.4g.", got-f.Want.Item()))
	case rowsDiffer(counts) && !slices.ContainsFunc(counts, fraction) && math.Abs(loss-got) < 1e-3:
		return wrong("rows", rowsCount(counts))
	}
	return nil
}

// classOf returns the class that a loss looks at in a row, by its derivative
// w·(y - 1 at the class), and w. The class is -1 if it is no such derivative.
func classOf(derivative, y []float64) (class int, w float64) {
	if !slices.ContainsFunc(derivative, func(d float64) bool { return math.Abs(d) > 1e-6 }) {
		return 0, 0
	}
	for class = range y {
		w = derivative[class] / (y[class] - 1)
		fits := math.Abs(w) > 1e-4
		for j := range y {
			want := w * y[j]
			if j == class {
				want -= w
			}
			fits = fits && math.Abs(derivative[j]-want) < 1e-5
		}
		if fits {
			return class, w
		}
	}
	return -1, 0
}
