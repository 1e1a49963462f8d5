package checks

import (
	"slices"

	"backprop/layers"
)

// softmaxMistakes returns the mistakes in y = softmax(x).
func softmaxMistakes() []mistake {
	softmax := kind(func(f func(x T) T) maker { return lossParts{softmax: f}.make })
	exp := func(x T) T { return x.SubScalar(x.Max().Item()).Exp() }
	expOfRows := func(x T) T { return x.Sub(x.MaxKeepDims(1)).Exp() }
	expOfColumns := func(x T) T { return x.Sub(x.MaxKeepDims(0)).Exp() }
	perRow := func(e T) T { return e.Div(e.SumKeepDims(1)) }
	perColumn := func(e T) T { return e.Div(e.SumKeepDims(0)) }
	perBatch := func(e T) T { return e.DivScalar(e.Sum().Item()) }
	return slices.Concat(
		softmax("softmax over the batch",
			"softmax is normalised over the whole batch: each row has its own sum, SumKeepDims(1).",
			"소프트맥스를 배치 전체에 대해 정규화했다. 행마다 합이 따로 있다. SumKeepDims(1)이다.",
			func(x T) T { return perBatch(exp(x)) },
			func(x T) T { return perBatch(x.Exp()) }),
		softmax("softmax over columns",
			"softmax is normalised down the columns: it goes along each row, SumKeepDims(1).",
			"소프트맥스를 열 방향으로 정규화했다. 행 방향이어야 한다. SumKeepDims(1)이다.",
			func(x T) T { return perColumn(exp(x)) },
			func(x T) T { return perColumn(expOfColumns(x)) },
			func(x T) T { return perColumn(expOfRows(x)) },
			func(x T) T { return expOfRows(x).Div(expOfRows(x).Sum(1)) }),
		softmax("softmax twice", "softmax is applied twice.", "소프트맥스를 두 번 적용했다.",
			func(x T) T { return layers.Softmax(layers.Softmax(x)) }),
		softmax("softmax missing", "softmax is missing: the logarithm is taken of the scores themselves.",
			"소프트맥스가 빠졌다. 점수 자체의 로그를 구했다.",
			func(x T) T { return x }),
		softmax("sigmoid for softmax", "y is a sigmoid: softmax divides exp(x) by the sum of its row.",
			"y가 시그모이드다. 소프트맥스는 exp(x)를 행의 합으로 나눈다.",
			func(x T) T { return one.Div(x.Neg().Exp().AddScalar(1)) }),
		softmax("not normalised", "exp(x) is not divided by the sum of its row.",
			"exp(x)를 행의 합으로 나누지 않았다.",
			expOfRows, T.Exp),
		softmax("exp missing", "x is divided by the sum of its row, without exp.",
			"exp 없이 x를 행의 합으로 나누었다.", perRow),
		softmax("overflow",
			"exp of a large score overflows, and +Inf/+Inf is NaN: subtract each row's maximum first, x.Sub(x.MaxKeepDims(1)).",
			"큰 점수에서 exp의 오버플로가 일어나고 +Inf/+Inf는 NaN이다. 먼저 행마다 최댓값을 뺀다. x.Sub(x.MaxKeepDims(1))이다.",
			func(x T) T { return perRow(x.Exp()) }),
		softmax("overflow",
			"the maximum of the whole batch is subtracted, so that a row of small scores becomes 0/0: each row has its own maximum, MaxKeepDims(1).",
			"배치 전체의 최댓값을 빼서 점수가 작은 행이 0/0이 된다. 행마다 자기 최댓값을 뺀다. MaxKeepDims(1)이다.",
			func(x T) T { return perRow(exp(x)) }),
		softmax("overflow", "the maximum of each column is subtracted: each row has its own, MaxKeepDims(1).",
			"열마다의 최댓값을 뺐다. 행마다 자기 최댓값을 뺀다. MaxKeepDims(1)이다.",
			func(x T) T { return perRow(expOfColumns(x)) }),
		softmax("overflow",
			"the minimum is subtracted, or the mean: exp of what is left overflows. Subtract each row's maximum.",
			"최솟값이나 평균을 빼서 남은 수의 exp에서 오버플로가 일어난다. 행마다 최댓값을 뺀다.",
			func(x T) T { return perRow(x.Sub(x.MeanKeepDims(1)).Exp()) }),
	)
}
