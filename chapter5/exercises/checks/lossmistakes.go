package checks

import (
	"slices"

	"backprop/layers"
)

var indicesAsOneHot = say(
	"t holds indices here, (N), and the code uses it as one-hot, (N, C): the branch for indices is missing.",
	"여기서 t는 인덱스 (N)인데 원-핫 (N, C)처럼 썼다. 인덱스를 처리하는 분기가 빠졌다.")

// lossMistakes returns the mistakes of SoftmaxWithLoss: in y = softmax(x), in the one-hot
// labels, in the loss -Σ t·log(y + 1e-7) / N, and in Backward.
func lossMistakes() []mistake {
	softmax := kind(func(f func(x T) T) maker { return lossNode(f, oneHot) })
	labels := kind(func(f func(t T, N, C int) T) maker { return lossNode(layers.Softmax, f) })
	loss, back := partOf(rightSoftmaxWithLoss, 0), partOf(rightSoftmaxWithLoss, 1)
	// divided divides the loss and its derivative by another number than N.
	divided := kind(func(size func(p *pass) float64) maker {
		other := replaced(rightSoftmaxWithLoss, 0, func(p *pass) T { return p.y.MulScalar(p.n() / size(p)) })
		return replaced(other, 1, func(p *pass) T { return p.difference().DivScalar(size(p)) })
	})
	exp := func(x T) T { return x.SubScalar(x.Max().Item()).Exp() }
	expOfRows := func(x T) T { return x.Sub(x.MaxKeepDims(1)).Exp() }
	expOfColumns := func(x T) T { return x.Sub(x.MaxKeepDims(0)).Exp() }
	perRow := func(e T) T { return e.Div(e.SumKeepDims(1)) }
	perColumn := func(e T) T { return e.Div(e.SumKeepDims(0)) }
	squares := func(p *pass) T {
		d := p.softmax().Sub(p.oneHot())
		return d.Mul(d).Sum()
	}
	perBatch := func(e T) T { return e.DivScalar(e.Sum().Item()) }
	return slices.Concat(
		softmax("softmax over the batch",
			"softmax is normalized over the whole batch: each row has its own sum, SumKeepDims(1).",
			"소프트맥스를 배치 전체에 대해 정규화했다. 합은 행마다 따로 구한다. SumKeepDims(1)이다.",
			func(x T) T { return perBatch(exp(x)) },
			func(x T) T { return perBatch(x.Exp()) }),
		softmax("softmax over columns",
			"softmax is normalized down the columns: it must run along each row, SumKeepDims(1).",
			"소프트맥스를 열 방향으로 정규화했다. 행 방향이어야 한다. SumKeepDims(1)이다.",
			func(x T) T { return perColumn(expOfColumns(x)) },
			func(x T) T { return perColumn(expOfRows(x)) },
			func(x T) T { return perColumn(x.Exp()) },
			func(x T) T { return expOfRows(x).Div(expOfRows(x).Sum(1)) }),
		softmax("softmax twice", "softmax is applied twice.", "소프트맥스를 두 번 적용했다.",
			func(x T) T { return layers.Softmax(layers.Softmax(x)) }),
		softmax("softmax missing", "softmax is missing: the loss takes the log of the scores themselves.",
			"소프트맥스가 빠졌다. 점수 자체의 로그를 구했다.",
			func(x T) T { return x }),
		softmax("not normalized", "exp(x) is not divided by the sum of its row.",
			"exp(x)를 행의 합으로 나누지 않았다.",
			expOfRows, T.Exp),
		softmax("overflow",
			"exp of a large score overflows, and +Inf/+Inf is NaN: subtract each row's maximum first, x.Sub(x.MaxKeepDims(1)).",
			"큰 점수에서 exp의 오버플로가 일어나고 +Inf/+Inf는 NaN이다. 먼저 행마다 최댓값을 뺀다. x.Sub(x.MaxKeepDims(1))이다.",
			func(x T) T { return perRow(x.Exp()) }),
		softmax("overflow",
			"the maximum of the whole batch or of each column is subtracted, and a row of small scores can become 0/0: each row has its own maximum, MaxKeepDims(1).",
			"배치 전체나 열마다의 최댓값을 빼서 점수가 작은 행이 0/0이 될 수 있다. 행마다 자기 최댓값을 뺀다. MaxKeepDims(1)이다.",
			func(x T) T { return perRow(exp(x)) },
			func(x T) T { return perRow(expOfColumns(x)) }),
		labels("labels off by one", "the labels are off by one class.", "레이블이 한 클래스씩 밀렸다.",
			func(t T, N, C int) T {
				t = oneHot(t, N, C).Argmax(1)
				for i := range N {
					t.Set(float64((int(t.At(i))+1)%C), i)
				}
				return oneHot(t, N, C)
			}),
		labels("ten classes", "the number of classes is that of x, x.Shape()[1], and not always 10.",
			"클래스 수가 항상 10인 것은 아니다. 클래스 수는 x.Shape()[1]이다.",
			func(t T, N, C int) T { return oneHot(t, N, 10) }),
		labels("indices as one-hot", indicesAsOneHot.English, indicesAsOneHot.Korean,
			func(t T, N, C int) T { return t }),
		divided("divided by N·C",
			"it is divided by the number of elements, N·C, as Mean does, and as t.Size() is for one-hot labels: the mean is over the N rows.",
			"Mean처럼 원소 수 N·C로 나누었다. 레이블이 원-핫이면 t.Size()도 N·C다. 행의 수 N으로 나누어야 한다.",
			func(p *pass) float64 { return float64(p.x.Size()) },
			func(p *pass) float64 { return float64(p.in[1].Size()) }),
		loss("minus missing", "the minus is missing: the loss is -log(y), above 0.",
			"음수 부호가 빠졌다. 손실은 0보다 큰 -log(y)다.",
			func(p *pass) T { return p.y.Neg() }),
		loss("log of zero",
			"where a softmax is 0 its logarithm is -Inf, and 0·-Inf is NaN: take log(y + 1e-7).",
			"소프트맥스가 0이면 로그가 -Inf이고 0·-Inf는 NaN이다. log(y + 1e-7)로 계산한다.",
			func(p *pass) T { return p.softmax().Mul(p.oneHot()).Sum(1).Log().Mean().Neg() },
			func(p *pass) T { return p.softmax().Log().Mul(p.oneHot()).Sum().DivScalar(-p.n()) }),
		loss("1e-7 outside",
			"the 1e-7 is outside the logarithm: it belongs inside, log(y + 1e-7), to keep log from 0.",
			"1e-7이 로그 밖에 있다. log(0)을 막으려면 log(y + 1e-7)처럼 안에 있어야 한다.",
			func(p *pass) T { return p.softmax().Mul(p.oneHot()).Sum(1).Log().AddScalar(1e-7).Mean().Neg() },
			func(p *pass) T { return p.softmax().Log().AddScalar(1e-7).Mul(p.oneHot()).Sum().DivScalar(-p.n()) }),
		loss("maximum taken away once",
			"it is too small by the mean of the rows' maxima: the maximum belongs in both terms, log Σ exp(x - max) - (x[label] - max).",
			"행의 최댓값의 평균만큼 작다. 최댓값을 두 항에서 모두 빼야 한다. log Σ exp(x - max) - (x[레이블] - max)이다.",
			func(p *pass) T { return p.y.Sub(p.x.MaxKeepDims(1).Mean()) }),
		loss("binary cross entropy",
			"it also counts the classes that are not the label, (1 - t)·log(1 - y), as with two classes: only the label's log(y) counts.",
			"레이블이 아닌 클래스의 (1 - t)·log(1 - y)도 더했다. 두 클래스일 때의 식이다. 여기서는 레이블의 log(y)만 쓴다.",
			func(p *pass) T { return p.y.Add(crossEntropy(one.Sub(p.softmax()), one.Sub(p.oneHot()))) }),
		loss("squared error", "it is a squared error, not the cross entropy.",
			"제곱 오차다. 교차 엔트로피가 아니다.",
			func(p *pass) T { return squares(p).DivScalar(2 * p.n()) },
			func(p *pass) T { return squares(p).DivScalar(p.n()) }),
		back("batch average missing",
			"it is y - t and not divided by N: the loss is the mean over the batch, so (y - t)/N.",
			"y - t이고 N으로 나누지 않았다. 손실이 배치의 평균이므로 (y - t)/N이다.",
			(*pass).difference),
		back("sign flipped", "the sign is flipped: it is t - y.", "부호가 뒤집혔다. t - y다.",
			func(p *pass) T { return p.difference().DivScalar(-p.n()) }),
		back("dout ignored",
			"dout is ignored: the result has to be multiplied by it. (The book ignores it too, which is right for dout = 1 only.)",
			"dout을 쓰지 않았다. 결과에 dout을 곱해야 한다. (책의 코드도 쓰지 않는데, dout = 1일 때만 맞는다.)",
			func(p *pass) T { return p.softmax().Sub(p.oneHot()).DivScalar(p.n()) }),
		back("set for subtracted", "the element at the label is set to -1: subtract 1 from y there, y - 1.",
			"정답 자리에 -1을 넣었다. y에서 1을 뺀 y - 1이어야 한다.",
			func(p *pass) T {
				y, t := p.softmax(), p.oneHot()
				return y.Mul(one.Sub(t)).Sub(t).Mul(p.dout).DivScalar(p.n())
			}),
		back("indices as one-hot", indicesAsOneHot.English, indicesAsOneHot.Korean,
			func(p *pass) T { return p.softmax().Sub(p.in[1]).Mul(p.dout).DivScalar(p.n()) }),
		back("prediction for label",
			"1 is subtracted at the class with the highest y: it has to be subtracted at the label.",
			"y가 가장 큰 클래스에서 1을 뺐다. 레이블의 클래스에서 빼야 한다.",
			func(p *pass) T {
				highest := oneHot(p.x.Argmax(1), p.x.Shape()[0], p.x.Shape()[1])
				return p.softmax().Sub(highest).Mul(p.dout).DivScalar(p.n())
			}),
		back("denominator",
			"the path through the denominator is missing, or is not summed over the row: softmax divides by the sum of the row, which depends on every class.",
			"분모를 지나는 미분이 빠졌거나 행에 대해 더하지 않았다. 소프트맥스의 분모인 행의 합은 모든 클래스에 따라 달라진다.",
			func(p *pass) T { return p.difference().Mul(p.oneHot()).DivScalar(p.n()) }),
	)
}
