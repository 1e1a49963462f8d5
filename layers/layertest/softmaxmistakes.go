package layertest

import (
	"math"

	"backprop/layers"
	"backprop/tensor"
)

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
	notT := tensor.Scalar(1).Sub(oneHot)
	sigmoid := new(layers.Sigmoid).Forward(x)
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
		{"squared error", "it is the squared error, not the cross entropy.", "교차 엔트로피가 아니라 제곱 오차다.",
			y.Sub(oneHot).Mul(y.Sub(oneHot)).Mean().Item()},
		{"squared error", "it is the squared error, not the cross entropy.", "교차 엔트로피가 아니라 제곱 오차다.",
			y.Sub(oneHot).Mul(y.Sub(oneHot)).Sum().Item() / N},
		{"sigmoid for softmax", "a sigmoid stands in the place of softmax: the scores of a row are not compared.",
			"소프트맥스 자리에 시그모이드를 썼다. 한 행의 점수끼리 견주지 않는다.", of(sigmoid)},
		{"not normalised", "exp is not divided by the sum of its row.", "exp를 행의 합으로 나누지 않았다.", of(x.Sub(x.MaxKeepDims(1)).Exp())},
		{"not normalised", "exp is not divided by the sum of its row.", "exp를 행의 합으로 나누지 않았다.", of(x.Sub(x.Max()).Exp())},
		{"not normalised", "exp is not divided by the sum of its row.", "exp를 행의 합으로 나누지 않았다.", of(x.Exp())},
		{"binary cross entropy", "the wrong classes are counted too, with log(1 - y), as for yes-or-no questions.",
			"틀린 클래스도 log(1 - y)로 더했다. 예/아니요 문제의 손실이다.",
			loss - notT.Mul(tensor.Scalar(1).Sub(y).AddScalar(1e-7).Log()).Sum().Item()/N},
		{"y and t exchanged", "y and t are exchanged: it is -y·log(t).", "y와 t가 바뀌었다. -y·log(t)다.",
			-oneHot.AddScalar(1e-7).Log().Mul(y).Sum().Item() / N},
		{"all classes", "all classes are counted, not the right one only: t is missing.",
			"정답만이 아니라 모든 클래스를 더했다. t를 곱하지 않았다.", -y.AddScalar(1e-7).Log().Mean().Item()},
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
