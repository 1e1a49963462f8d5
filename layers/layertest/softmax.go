package layertest

import (
	"math"

	"backprop/layers"
	"backprop/tensor"
	"backprop/tensor/random"
)

// A LossLayer is a last layer: SoftmaxWithLoss of section 6.3.
type LossLayer interface {
	Forward(x, t *tensor.Tensor) float64
	Backward(dout float64) *tensor.Tensor
}

// lossWithin is how far a loss or a gradient may be from ours: the 1e-7 in the
// logarithm, or another such number, or none, are all right.
const lossWithin = 1e-4

// SoftmaxWithLoss checks a last layer, as section 6.3 defines it. t is given
// one-hot first and then as indices.
func SoftmaxWithLoss(fresh func() LossLayer) Report {
	var r Report
	rng := random.New(11)
	batch := func(labels ...float64) (x, t, oneHot *tensor.Tensor) {
		const C = 5
		x = rng.Randn(len(labels), C)
		oneHot = tensor.Zeros(len(labels), C)
		for i, label := range labels {
			oneHot.Set(1, i, int(label))
		}
		return x, tensor.Vector(labels...), oneHot
	}
	x1, i1, t1 := batch(3, 0, 4)
	x2, i2, t2 := batch(1, 1, 2)
	one, iOne, tOne := batch(2)

	lossOnce(&r, fresh(), x1, t1, t1, nil)
	if len(r.Problems) == 0 {
		lossOnce(&r, fresh(), one, tOne, tOne, nil)
	}
	if len(r.Problems) == 0 {
		layer := fresh()
		lossOnce(&r, layer, x1, t1, t1, nil)
		lossOnce(&r, layer, x2, t2, t2, &lossCall{x1, t1})
	}
	if len(r.Problems) == 0 {
		for _, c := range []struct{ x, t, oneHot *tensor.Tensor }{{x1, i1, t1}, {x2, i2, t2}, {one, iOne, tOne}} {
			lossOnce(&r, fresh(), c.x, c.t, c.oneHot, nil)
		}
		for i := range r.Problems {
			p := &r.Problems[i]
			p.English = "With labels given as indices: " + p.English
			p.Korean = "레이블이 인덱스일 때 " + p.Korean
		}
	}
	if len(r.Problems) == 0 {
		large(&r, fresh())
	}
	if len(r.Problems) == 0 {
		lossRemarks(&r, fresh, x1, t1)
	}
	return r
}

type lossCall struct{ x, t *tensor.Tensor }

// lossOnce goes forward and backward. oneHot is t as one-hot rows.
func lossOnce(r *Report, layer LossLayer, x, t, oneHot *tensor.Tensor, before *lossCall) {
	xGiven, tGiven := x.Copy(), t.Copy()
	var loss float64
	if message := attempt(func() { loss = layer.Forward(xGiven, tGiven) }); message != "" {
		r.problem(panicked("Forward", "x", x, message))
		return
	}
	p := comparison{what: "Forward", got: tensor.Vector(loss, 1), want: tensor.Vector(crossEntropy(x, oneHot), 1),
		within: lossWithin, mistakes: lossMistakes(x, oneHot)}.check()
	if p != nil {
		if p.Cause == "" || p.Cause == "some rows only" {
			t := say("The loss is %.6g and must be %.6g.", "손실이 %.6g인데 %.6g이어야 한다.", loss, crossEntropy(x, oneHot))
			p.English, p.Korean = t.english, t.korean
		}
		r.Problems = append(r.Problems, *p)
		return
	}
	var dx *tensor.Tensor
	if message := attempt(func() { dx = layer.Backward(1) }); message != "" {
		r.problem(panicked("Backward", "x", x, message))
		return
	}
	N, C := x.Shape()[0], x.Shape()[1]
	y := layers.Softmax(x)
	want := y.Sub(oneHot).DivScalar(float64(N))
	mistakes := gradientMistakes(x, y, oneHot)
	if before != nil && before.x.Size() == x.Size() {
		old := layers.Softmax(before.x)
		mistakes = append([]mistake{
			{"stale", say("it is that of the call before.", "지난번 호출의 결과다."), old.Sub(before.t).DivScalar(float64(N))},
			{"stale", say("the labels are those of the call before: Forward must keep t.", "지난번 호출의 레이블을 썼다. Forward가 t를 간직해야 한다."), y.Sub(before.t).DivScalar(float64(N))},
			{"stale", say("y is that of the call before: Forward must keep y.", "지난번 호출의 y를 썼다. Forward가 y를 간직해야 한다."), old.Sub(oneHot).DivScalar(float64(N))},
			{"accumulated", say("the result of the call before is added.", "지난번 결과가 더해져 있다."), want.Add(old.Sub(before.t).DivScalar(float64(N)))},
		}, mistakes...)
	}
	n := float64(N)
	factors := []factor{}
	if N > 1 {
		factors = []factor{
			{n, "batch average missing", say("off by exactly N = %d: the batch average is missing. The loss is the mean over the batch, so y - t is divided by N.",
				"꼭 N = %d배만큼 다르다. 배치 평균이 빠졌다. 손실이 배치의 평균이므로 y - t를 N으로 나누어야 한다.", N)},
			{1 / n, "divided twice", say("it is divided by N = %d twice.", "N = %d으로 두 번 나누었다.", N)},
			{-n, "sign flipped", say("it is t - y, and not divided by N = %d either.", "t - y이고, N = %d으로 나누지도 않았다.", N)},
			{n / float64(C), "divided by C", say("it is divided by the number of classes, %d, where the size of the batch, %d, belongs.",
				"배치 크기 %[2]d로 나눌 자리에서 클래스 수 %[1]d로 나누었다.", C, N)},
			{1 / float64(C), "divided by N·C", say("it is divided by all %d elements: the mean goes over the %d rows only.",
				"원소 수 %d로 나누었다. 평균은 행 %d개에 대해서만 낸다.", N*C, N)},
		}
	}
	if p := (comparison{what: "dx", got: dx, want: want, within: lossWithin, mistakes: mistakes, factors: factors,
		right: "(y - t)/N", atoms: []atom{{"y/N", y.DivScalar(n)}, {"y", y}, {"t/N", oneHot.DivScalar(n)}, {"t", oneHot}, {"(y - t)", y.Sub(oneHot)},
			{"(1 - y)", tensor.Scalar(1).Sub(y)}, {"x", x}, {"log y", y.Log()}}}).check(); p != nil {
		r.Problems = append(r.Problems, *p)
	}
	if !same(xGiven, x, 0) {
		r.problem("x overwritten", say("x was overwritten: the scores belong to the caller.", "x를 덮어썼다. 점수는 호출한 쪽의 것이다."))
	}
	if !same(tGiven, t, 0) {
		r.problem("t overwritten", say("t was overwritten: the labels belong to the caller.", "t를 덮어썼다. 레이블은 호출한 쪽의 것이다."))
	}
}

// large gives scores that overflow exp, and one whose softmax is 0.
func large(r *Report, layer LossLayer) {
	x := tensor.Matrix([][]float64{{1000, 1001, 999}, {0, -2000, 3}})
	t := tensor.Matrix([][]float64{{0, 1, 0}, {1, 0, 0}})
	var loss float64
	var dx *tensor.Tensor
	if message := attempt(func() { loss = layer.Forward(x.Copy(), t); dx = layer.Backward(1) }); message != "" {
		r.problem("overflow", say("with scores near 1000 it panics: %s", "점수가 1000쯤이면 패닉을 낸다: %s", message))
		return
	}
	want := layers.Softmax(x).Sub(t).DivScalar(2)
	if math.IsNaN(loss) || math.IsInf(loss, 0) || !same(dx, want, lossWithin) {
		r.problem("overflow", say(
			"with scores near 1000 the loss is %v: exp overflows. Subtract each row's maximum first; the softmax is the same.",
			"점수가 1000쯤이면 손실이 %v이다. exp가 넘친다. 행마다 최댓값을 먼저 빼면 소프트맥스는 그대로다.", loss))
		return
	}
	x = tensor.Matrix([][]float64{{0, -2000}})
	attempt(func() { loss = layer.Forward(x, tensor.Matrix([][]float64{{0, 1}})) })
	if math.IsNaN(loss) || math.IsInf(loss, 0) {
		r.problem("log of zero", say(
			"where the right class has a softmax of 0 the loss is %v: keep log from 0, with log(y + 1e-7).",
			"정답 클래스의 소프트맥스가 0이면 손실이 %v이다. log(y + 1e-7)처럼 log(0)을 피해야 한다.", loss))
	}
}

func lossRemarks(r *Report, fresh func() LossLayer, x, t *tensor.Tensor) {
	layer := fresh()
	layer.Forward(x, t)
	one := layer.Backward(1).Copy()
	if three := layer.Backward(3); !same(three, one.MulScalar(3), 1e-9) {
		r.remark("dout ignored", say(
			"Backward does not look at dout: Backward(3) must be three times Backward(1). As the notes' does, it is right for dout = 1 only.",
			"Backward가 dout을 보지 않는다. Backward(3)은 Backward(1)의 세 배여야 한다. 노트의 코드처럼 dout = 1일 때만 맞다."))
	}
	if attempt(func() { fresh().Backward(1) }) == "" {
		r.remark("backward before forward", say(
			"Backward before Forward is not refused: there is nothing to go back through, so it should panic and say so.",
			"Forward보다 먼저 부른 Backward를 그냥 받아들인다. 되짚을 것이 없으므로 패닉으로 알리는 것이 좋다."))
	}
}
