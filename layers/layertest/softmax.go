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
	if p := (comparison{what: "dx", got: dx, want: want, within: lossWithin, mistakes: mistakes, factors: factors}).check(); p != nil {
		r.Problems = append(r.Problems, *p)
	}
	if !same(xGiven, x, 0) {
		r.problem("x overwritten", say("x was overwritten: the scores belong to the caller.", "x를 덮어썼다. 점수는 호출한 쪽의 것이다."))
	}
	if !same(tGiven, t, 0) {
		r.problem("t overwritten", say("t was overwritten: the labels belong to the caller.", "t를 덮어썼다. 레이블은 호출한 쪽의 것이다."))
	}
}

func crossEntropy(x, oneHot *tensor.Tensor) float64 {
	return layers.CrossEntropyError(layers.Softmax(x), oneHot)
}

// lossMistakes are losses; each is given as (loss, 1) for comparison, so that
// a factor is not taken for granted.
func lossMistakes(x, oneHot *tensor.Tensor) []mistake {
	N, C := float64(x.Shape()[0]), float64(x.Shape()[1])
	loss := crossEntropy(x, oneHot)
	of := func(y *tensor.Tensor) float64 {
		return -y.AddScalar(1e-7).Log().Mul(oneHot).Sum().Item() / N
	}
	exp := x.SubScalar(x.Max().Item()).Exp()
	batchwise := exp.DivScalar(exp.Sum().Item())
	columns := exp.Div(exp.SumKeepDims(0))
	y := layers.Softmax(x)
	all := []struct {
		cause           Cause
		english, korean string
		loss            float64
	}{
		{"batch average missing", "it is the sum over the batch: the loss is the mean, divided by N.",
			"배치의 합이다. 손실은 N으로 나눈 평균이다.", loss * N},
		{"minus missing", "the minus is missing: the loss is -log(y), above 0.",
			"음수 부호가 빠졌다. 손실은 0보다 큰 -log(y)다.", -loss},
		{"divided by N·C", "it is divided by the number of all elements, where the size of the batch belongs.",
			"배치 크기로 나눌 자리에서 원소 수로 나누었다.", loss / C},
		{"divided by C", "it is divided by the number of classes, where the size of the batch belongs.",
			"배치 크기로 나눌 자리에서 클래스 수로 나누었다.", loss * N / C},
		{"softmax over the batch", "softmax is normalised over the whole batch, not row by row.",
			"소프트맥스를 행마다가 아니라 배치 전체에 대해 정규화했다.", of(batchwise)},
		{"softmax over columns", "softmax is normalised down the columns, not along each row.",
			"소프트맥스를 행이 아니라 열 방향으로 정규화했다.", of(columns)},
		{"softmax twice", "softmax is applied twice.", "소프트맥스를 두 번 적용했다.", of(layers.Softmax(y))},
		{"softmax missing", "softmax is missing: the logarithm is taken of the scores.",
			"소프트맥스가 빠졌다. 점수에 바로 로그를 취했다.", -x.Abs().AddScalar(1e-7).Log().Mul(oneHot).Sum().Item() / N},
		{"logarithm", "the logarithm is not the natural one, but to the base 2.", "자연로그가 아니라 밑이 2인 로그다.", loss / math.Ln2},
		{"logarithm", "the logarithm is not the natural one, but to the base 10.", "자연로그가 아니라 밑이 10인 로그다.", loss / math.Ln10},
		{"log missing", "it is -y of the right class: the logarithm is missing.", "정답 클래스의 -y다. 로그가 빠졌다.", -y.Mul(oneHot).Sum().Item() / N},
		{"all classes", "all classes are counted, not the right one only: t is missing.",
			"정답만이 아니라 모든 클래스를 더했다. t를 곱하지 않았다.", -y.AddScalar(1e-7).Log().Sum().Item() / N},
		{"labels off by one", "the labels are off by one class.", "레이블이 한 클래스씩 밀렸다.", of(rolled(y, 1))},
		{"labels off by one", "the labels are off by one class.", "레이블이 한 클래스씩 밀렸다.", of(rolled(y, -1))},
		{"squared error", "it is the squared error, not the cross entropy.", "교차 엔트로피가 아니라 제곱 오차다.",
			y.Sub(oneHot).Mul(y.Sub(oneHot)).Sum().Item() / 2 / N},
		{"squared error", "it is the squared error, not the cross entropy.", "교차 엔트로피가 아니라 제곱 오차다.",
			y.Sub(oneHot).Mul(y.Sub(oneHot)).Sum().Item() / 2},
	}
	rows := oneHot.Shape()[0]
	var mistakes []mistake
	for _, m := range all {
		mistakes = append(mistakes, mistake{m.cause, text{m.english, m.korean}, tensor.Vector(m.loss, 1)})
	}
	for i := range rows {
		if rows > 1 {
			mistakes = append(mistakes, mistake{"some rows only", text{"only one row of the batch is counted.", "배치의 한 행만 셌다."},
				tensor.Vector(crossEntropy(x.Slice(i, i+1), oneHot.Slice(i, i+1)), 1)})
		}
	}
	return mistakes
}

// rolled moves the columns of y to the right by one, or to the left.
func rolled(y *tensor.Tensor, by int) *tensor.Tensor {
	out := y.Copy()
	N, C := y.Shape()[0], y.Shape()[1]
	for i := range N {
		for j := range C {
			out.Set(y.At(i, j), i, (j+by+C)%C)
		}
	}
	return out
}

func gradientMistakes(x, y, oneHot *tensor.Tensor) []mistake {
	N := float64(x.Shape()[0])
	mean := func(d *tensor.Tensor) *tensor.Tensor { return d.DivScalar(N) }
	exp := x.SubScalar(x.Max().Item()).Exp()
	batchwise := exp.DivScalar(exp.Sum().Item())
	columns := exp.Div(exp.SumKeepDims(0))
	var mistakes []mistake
	add := func(cause Cause, english, korean string, result *tensor.Tensor) {
		for _, r := range []*tensor.Tensor{mean(result), result} { // divided by N, or not even that
			mistakes = append(mistakes, mistake{cause, text{english, korean}, r})
		}
	}
	if N > 1 {
		mistakes = append(mistakes, mistake{"sign flipped", say("the sign is flipped: it is (t - y)/N.", "부호가 뒤집혔다. (t - y)/N이다."), mean(oneHot.Sub(y))})
	} else {
		add("sign flipped", "the sign is flipped: it is t - y.", "부호가 뒤집혔다. t - y다.", oneHot.Sub(y))
	}
	add("t missing", "t is not subtracted: it is y.", "t를 빼지 않았다. y다.", y)
	add("t added", "t is added: it must be y - t.", "t를 더했다. y - t여야 한다.", y.Add(oneHot))
	add("derivative of the logarithm", "it is -t/y, the derivative with respect to y: the way through softmax is missing.",
		"-t/y다. y에 대한 미분이고, 소프트맥스를 지나는 부분이 빠졌다.", oneHot.Div(y).Neg())
	add("squared error", "it is (y - t)·y·(1 - y), as for a squared error after a sigmoid.",
		"(y - t)·y·(1 - y)다. 시그모이드 뒤에 제곱 오차를 둔 경우의 식이다.", y.Sub(oneHot).Mul(y).Mul(tensor.Scalar(1).Sub(y)))
	add("x for y", "it is x - t: softmax is missing.", "x - t다. 소프트맥스가 빠졌다.", x.Sub(oneHot))
	add("softmax over the batch", "softmax is normalised over the whole batch, not row by row.",
		"소프트맥스를 행마다가 아니라 배치 전체에 대해 정규화했다.", batchwise.Sub(oneHot))
	add("softmax over columns", "softmax is normalised down the columns, not along each row.",
		"소프트맥스를 행이 아니라 열 방향으로 정규화했다.", columns.Sub(oneHot))
	add("softmax twice", "softmax is applied twice.", "소프트맥스를 두 번 적용했다.", layers.Softmax(y).Sub(oneHot))
	add("labels off by one", "the labels are off by one class.", "레이블이 한 클래스씩 밀렸다.", y.Sub(rolled(oneHot, 1)))
	add("labels off by one", "the labels are off by one class.", "레이블이 한 클래스씩 밀렸다.", y.Sub(rolled(oneHot, -1)))
	add("right class only", "only the right class has a derivative: the others get y.",
		"정답 클래스에만 미분이 있다. 나머지에는 y가 있어야 한다.", y.Sub(oneHot).Mul(oneHot))
	return mistakes
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
