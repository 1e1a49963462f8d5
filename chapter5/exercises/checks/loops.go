package checks

import (
	"strings"

	"backprop/chapter5"
	"backprop/layers/layertest"
	"backprop/tensor"
	"backprop/tensor/random"
)

// A variant is the loop as it should be, or with one thing changed.
type variant struct {
	factor    float64  // of the learning rate
	only      []string // parameters that are updated
	oneBatch  bool
	firstOnly bool // the batch is drawn from the first batchSize rows
	gradOnce  bool // the gradient is taken before the loop
	lossFirst bool // before the update
	lossOfAll bool // of all the data
}

// right is section 7.4's loop.
var right = variant{factor: 1, only: keys}

func (v variant) train(net *chapter5.TwoLayerNet, xTrain, tTrain *tensor.Tensor,
	iters, batchSize int, learningRate float64, rng *random.RandomState) []float64 {
	var losses []float64
	rows := xTrain.Shape()[0]
	if v.firstOnly {
		rows = batchSize
	}
	batchMask := rng.Choice(rows, batchSize)
	var grad map[string]*tensor.Tensor
	for i := range iters {
		if i > 0 && !v.oneBatch {
			batchMask = rng.Choice(rows, batchSize)
		}
		x, t := xTrain.Rows(batchMask), tTrain.Rows(batchMask)
		first := net.Loss(x, t)
		if i == 0 || !v.gradOnce {
			grad = net.Gradient(x, t)
		}
		for _, key := range v.only {
			net.Params[key].SubInPlace(grad[key].MulScalar(v.factor * learningRate))
		}
		switch {
		case v.lossFirst:
			losses = append(losses, first)
		case v.lossOfAll:
			losses = append(losses, net.Loss(xTrain, tTrain))
		default:
			losses = append(losses, net.Loss(x, t))
		}
	}
	return losses
}

// A slip is a variant that learners write, and what to say of it.
type slip struct {
	variant
	cause           layertest.Cause
	english, korean string
}

// updates are slips that leave other parameters than the right loop.
func updates(rate float64, batchSize int) []slip {
	n := float64(batchSize)
	all := []slip{
		{variant{factor: -1, only: keys}, "learning rate sign", "The weights follow the gradient, to where the loss grows: subtract it.",
			"가중치가 기울기 쪽, 손실이 커지는 쪽으로 간다. 빼야 한다."},
		{variant{factor: 0, only: keys}, "not updated", "The parameters have not changed.", "매개변수가 변하지 않았다."},
		{variant{factor: 1, only: keys, oneBatch: true}, "one batch", "The mini-batch was drawn once: draw a new one in each iteration.",
			"미니배치를 한 번만 뽑았다. 반복마다 새로 뽑아야 한다."},
		{variant{factor: 1, only: keys, firstOnly: true}, "first rows only", "The batch is drawn from the first rows only: rng.Choice wants the number of all rows first.",
			"배치를 앞쪽 행에서만 뽑는다. rng.Choice의 첫 인수는 모든 행의 수다."},
		{variant{factor: 1, only: keys, gradOnce: true}, "gradient once", "The gradient was taken once: take it anew in each iteration, of that iteration's batch.",
			"기울기를 한 번만 구했다. 반복마다 그때의 배치로 새로 구해야 한다."},
		{variant{factor: 1 / rate, only: keys}, "learning rate missing", "The gradient is not multiplied by the learning rate.", "기울기에 학습률을 곱하지 않았다."},
		{variant{factor: -1 / rate, only: keys}, "learning rate missing", "The gradient is added, and not multiplied by the learning rate.",
			"기울기를 뺄 자리에 더했고, 학습률도 곱하지 않았다."},
		{variant{factor: 1 / n, only: keys}, "divided twice", "The gradient is divided by the size of the batch once more: the loss has done it.",
			"기울기를 배치 크기로 또 나누었다. 손실에서 이미 나누었다."},
		{variant{factor: n, only: keys}, "times N", "The gradient is multiplied by the size of the batch.", "기울기에 배치 크기를 곱했다."},
		{variant{factor: 2, only: keys}, "updated twice", "The parameters move twice as far as they should.", "매개변수가 두 배로 움직인다."},
		{variant{factor: 1, only: []string{"W1", "W2"}}, "biases left out", "The biases are not updated.", "편향을 갱신하지 않았다."},
		{variant{factor: 1, only: []string{"W2", "b2"}}, "first layer left out", "W1 and b1 are not updated.", "W1과 b1을 갱신하지 않았다."},
		{variant{factor: 1, only: []string{"W1", "b1"}}, "second layer left out", "W2 and b2 are not updated.", "W2와 b2를 갱신하지 않았다."},
	}
	for some := 1; some < 1<<len(keys)-1; some++ { // the other choices of parameters
		var in, out []string
		for i, key := range keys {
			if some>>i&1 == 1 {
				in = append(in, key)
			} else {
				out = append(out, key)
			}
		}
		left := strings.Join(out, ", ")
		all = append(all, slip{variant{factor: 1, only: in}, "parameters left out",
			"Not updated: " + left + ". All four belong to the update.", "갱신하지 않은 것: " + left + ". 네 매개변수를 모두 갱신한다."})
	}
	return all
}

// losses are slips that update rightly and return other losses.
var losses = []slip{
	{variant{factor: 1, only: keys, lossFirst: true}, "loss before update",
		"The losses are those before the update: compute the loss of the batch after it.",
		"손실이 갱신 전의 것이다. 갱신한 다음에 그 배치의 손실을 구한다."},
	{variant{factor: 1, only: keys, lossOfAll: true}, "loss of all",
		"The losses are those of all the data, which is slow: compute that of the batch.",
		"손실이 데이터 전체의 것이라 느리다. 배치의 손실을 구한다."},
}
