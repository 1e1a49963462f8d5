package checks

import (
	"backprop/chapter5"
	"backprop/layers/layertest"
	"backprop/tensor"
	"backprop/tensor/random"
)

// A Loop is the training loop of section 7.4: it returns the loss of each
// iteration, after its update.
type Loop = func(net *chapter5.TwoLayerNet, xTrain, tTrain *tensor.Tensor,
	iters, batchSize int, learningRate float64, rng *random.RandomState) []float64

// Train as it should be, and with one thing changed.
type variant struct {
	factor    float64 // of the learning rate
	only      []string
	oneBatch  bool
	lossFirst bool
}

func (v variant) train(net *chapter5.TwoLayerNet, xTrain, tTrain *tensor.Tensor,
	iters, batchSize int, learningRate float64, rng *random.RandomState) []float64 {
	var losses []float64
	batchMask := rng.Choice(xTrain.Shape()[0], batchSize)
	for i := range iters {
		if i > 0 && !v.oneBatch {
			batchMask = rng.Choice(xTrain.Shape()[0], batchSize)
		}
		x, t := xTrain.Rows(batchMask), tTrain.Rows(batchMask)
		grad := net.Gradient(x, t)
		first := net.LastLayer.Loss
		for _, key := range v.only {
			net.Params[key].SubScaledInPlace(v.factor*learningRate, grad[key])
		}
		if loss := net.Loss(x, t); v.lossFirst {
			losses = append(losses, first)
		} else {
			losses = append(losses, loss)
		}
	}
	return losses
}

// Train checks a training loop, section 7.4.
func Train(student Loop) layertest.Report {
	const iters, batchSize, rate = 7, 4, 0.3
	run := func(f Loop) (net *chapter5.TwoLayerNet, losses []float64, message string) {
		net, x, t := small(8)
		message = attempt(func() { losses = f(net, x, t, iters, batchSize, rate, random.New(9)) })
		return net, losses, message
	}
	net, losses, message := run(student)
	right := variant{factor: 1, only: keys}
	want, wantLosses, _ := run(right.train)
	same := func(other *chapter5.TwoLayerNet) bool {
		for _, key := range keys {
			if difference(net.Params[key], other.Params[key]) > 1e-9 {
				return false
			}
		}
		return true
	}
	if message != "" {
		return problem("panic", "It panicked: %s", "패닉을 냈다. %s", message)
	}
	if net.Params["W1"] != net.Affine1.W || net.Params["b1"] != net.Affine1.B ||
		net.Params["W2"] != net.Affine2.W || net.Params["b2"] != net.Affine2.B {
		return problem("rebound", "net.Params holds new tensors, and the layers still the old ones: update in place, with SubScaledInPlace.",
			"net.Params에는 새 텐서가 들어 있고 계층은 여전히 옛 텐서를 쓴다. SubScaledInPlace로 제자리에서 갱신해야 한다.")
	}
	if len(losses) != iters {
		return problem("iterations", "It returned %d losses for %d iterations: one each.", "반복 %[2]d번에 손실을 %[1]d개 돌려주었다. 하나씩이어야 한다.", len(losses), iters)
	}
	if same(want) {
		for i := range losses {
			if d := losses[i] - wantLosses[i]; !(d < 1e-9 && d > -1e-9) {
				if other := (variant{factor: 1, only: keys, lossFirst: true}); i == 0 {
					if _, first, _ := run(other.train); losses[0] == first[0] {
						return problem("loss before update", "The losses are those before the update: compute the loss of the batch after it.",
							"손실이 갱신 전의 것이다. 갱신한 다음에 그 배치의 손실을 구한다.")
					}
				}
				return problem("", "Loss %d is %.6g and must be %.6g.", "%d번 손실이 %.6g인데 %.6g이어야 한다.", i, losses[i], wantLosses[i])
			}
		}
		return layertest.Report{}
	}
	for _, wrong := range []struct {
		v               variant
		cause           layertest.Cause
		english, korean string
	}{
		{variant{factor: -1, only: keys}, "learning rate sign", "The weights follow the gradient, to where the loss grows: subtract it.",
			"가중치가 기울기 쪽, 손실이 커지는 쪽으로 간다. 빼야 한다."},
		{variant{factor: 0, only: keys}, "not updated", "The parameters have not changed.", "매개변수가 변하지 않았다."},
		{variant{factor: 1, only: keys, oneBatch: true}, "one batch", "The mini-batch was drawn once: draw a new one in each iteration.",
			"미니배치를 한 번만 뽑았다. 반복마다 새로 뽑아야 한다."},
		{variant{factor: 1 / rate, only: keys}, "learning rate missing", "The gradient is not multiplied by the learning rate.", "기울기에 학습률을 곱하지 않았다."},
		{variant{factor: 1.0 / batchSize, only: keys}, "divided twice", "The gradient is divided by the size of the batch once more: the loss has done it.",
			"기울기를 배치 크기로 또 나누었다. 손실에서 이미 나누었다."},
		{variant{factor: batchSize, only: keys}, "times N", "The gradient is multiplied by the size of the batch.", "기울기에 배치 크기를 곱했다."},
		{variant{factor: 1, only: []string{"W1", "W2"}}, "biases left out", "The biases are not updated.", "편향을 갱신하지 않았다."},
		{variant{factor: 1, only: []string{"W2", "b2"}}, "first layer left out", "W1 and b1 are not updated.", "W1과 b1을 갱신하지 않았다."},
		{variant{factor: 1, only: []string{"W1", "b1"}}, "second layer left out", "W2 and b2 are not updated.", "W2와 b2를 갱신하지 않았다."},
		{variant{factor: 2, only: keys}, "updated twice", "The parameters move twice as far as they should.", "매개변수가 두 배로 움직인다."},
	} {
		if other, _, _ := run(wrong.v.train); same(other) {
			return problem(wrong.cause, wrong.english, wrong.korean)
		}
	}
	for _, key := range keys {
		if d := difference(net.Params[key], want.Params[key]); d > 1e-9 {
			return problem("", "After %d iterations %s is off by %.3g. Is a batch drawn with rng.Choice(number of images, batchSize), once in each iteration?",
				"반복 %d번 뒤에 %s가 %.3g만큼 다르다. 반복마다 한 번 rng.Choice(이미지 수, batchSize)로 배치를 뽑는가?", iters, key, d)
		}
	}
	return layertest.Report{}
}
