package chapter5

import (
	"math"
	"slices"

	"backprop/layers/layertest"
	"backprop/tensor"
)

// guess is the loss of a network that thinks every class as likely.
func guess(net *TwoLayerNet) float64 { return math.Log(float64(net.Params["b2"].Size())) }

// reaches looks whether an update reaches the layers: whether they have the
// tensors of Params, and whether these change.
func (w *Watch) reaches(found *[]layertest.Problem, net *TwoLayerNet, grad map[string]*tensor.Tensor) {
	used := [...]*tensor.Tensor{net.Affine1.W, net.Affine1.B, net.Affine2.W, net.Affine2.B}
	for k, key := range paramNames {
		if used[k] != net.Params[key] {
			w.say(found, "loss does not move",
				"The layer has another %s than Params: an update does not reach it. A copy of the parameters, or a new tensor in their place?",
				"계층의 %s와 Params의 것이 다른 텐서여서 갱신이 계층에 닿지 않는다. 매개변수를 복사했거나 새 텐서로 바꾸지 않았는가?", key)
			return
		}
	}
	if w.calls == 0 {
		w.w2, w.b2 = used[2].Copy(), used[3].Copy()
	}
	if w.calls != patience || norm(grad["W2"])+norm(grad["b2"]) == 0 ||
		!slices.Equal(w.w2.Data(), used[2].Data()) || !slices.Equal(w.b2.Data(), used[3].Data()) {
		return
	}
	w.say(found, "loss does not move",
		"In %d iterations W2 and b2 have not changed at all, though their gradients are not 0: is it a copy that is updated, or is the learning rate 0?",
		"%d번 반복하는 동안 W2와 b2가 전혀 변하지 않았다. 기울기는 0이 아니다. 복사본을 갱신하거나 학습률이 0이지 않은가?", patience)
}

// moves looks whether the loss moves at all, and whether it rises.
func (w *Watch) moves(found *[]layertest.Problem, i int, net *TwoLayerNet, loss float64) {
	if w.calls > 0 && loss == w.last {
		w.steady++
	} else {
		w.steady = 0
	}
	w.last = loss
	if w.steady == patience {
		w.say(found, "loss does not move",
			"The loss has been %.6g for %d iterations: what is updated is not what the layers use. A copy of the parameters, or a new tensor in their place?",
			"손실이 %[2]d번 동안 %.6[1]g에서 움직이지 않았다. 갱신하는 것과 계층이 쓰는 것이 다르다. 매개변수를 복사했거나 새 텐서로 바꾸지 않았는가?", loss, patience)
	}
	if i < early {
		w.losses = append(w.losses, loss)
	}
	if len(w.losses) == early && i == early-1 {
		first, later := mean(w.losses[:early/4]), mean(w.losses[early*3/4:])
		if later > 1.01*first && first > 0.9*guess(net) { // and not in a network that has learnt
			w.say(found, "loss rises",
				"The loss rises, from %.4g to %.4g in the first %d iterations: is the sign of the update right, and the learning rate not too large?",
				"처음 %[3]d번 동안 손실이 %.4[1]g에서 %.4[2]g로 올랐다. 갱신의 부호가 맞는가, 학습률이 너무 크지 않은가?", first, later, early)
		}
	}
}

func mean(x []float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += v
	}
	return sum / float64(len(x))
}

// beginning looks at the first iteration: the data and the first weights.
func (w *Watch) beginning(found *[]layertest.Problem, net *TwoLayerNet, x *tensor.Tensor, loss float64) {
	if most := x.Max().Item(); most > 16 {
		w.say(found, "pixels not normalised",
			"The inputs go up to %.4g: divide the pixels by 255. The gradient of W1 is a product with them.",
			"입력이 %.4g까지 있다. 픽셀을 255로 나눈다. W1의 기울기에는 입력이 곱해진다.", most)
	} else if loss > 2*guess(net) {
		w.say(found, "weights too large",
			"The first loss is %.4g, where guessing gives %.4g: the first weights are too large, or the learning rate.",
			"첫 손실이 %.4g이다. 찍기만 해도 %.4g이다. 초깃값이 너무 크거나 학습률이 너무 크다.", loss, guess(net))
	}
	if hidden := net.Params["b1"].Size(); hidden > 1 && alike(net.Params["W2"]) && alike(net.Params["W1"].T()) {
		w.say(found, "weights equal",
			"All %d hidden neurons have the same weights, and will stay alike: begin with random weights.",
			"은닉 뉴런 %d개의 가중치가 모두 같고, 앞으로도 똑같이 변한다. 난수로 시작해야 한다.", hidden)
	}
}

// alike reports whether the rows of W are.
func alike(W *tensor.Tensor) bool {
	data, H := W.Data(), W.Shape()[1]
	for i := H; i < len(data); i++ {
		if data[i] != data[i-H] {
			return false
		}
	}
	return true
}

// stride compares the updates with the weights.
func (w *Watch) stride(found *[]layertest.Problem, i int, net *TwoLayerNet, grad map[string]*tensor.Tensor, rate, loss float64) {
	tiny := loss > guess(net)/2 && w.dead == 0 // it has not learnt, and no dead ReLU is the cause
	for _, key := range []string{"W1", "W2"} {
		size, step := norm(net.Params[key]), math.Abs(rate)*norm(grad[key])
		if size > 0 && step > size {
			w.say(found, "steps too large",
				"In iteration %d a step is %.1f times as long as %s itself: the learning rate is too large, or the inputs are.",
				"%d번 반복에서 한 걸음이 %[3]s 자체의 %.1[2]f배다. 학습률이나 입력이 너무 크다.", i, step/size, key)
		}
		tiny = tiny && step < 2e-5*size
	}
	if w.tiny++; !tiny {
		w.tiny = 0
	}
	if w.tiny == 15 {
		w.say(found, "steps too small",
			"Up to iteration %d the steps are less than 2e-5 of the weights: the learning rate is too small, or the gradient is divided once too often.",
			"%d번 반복까지 걸음이 가중치의 2e-5배도 되지 않는다. 학습률이 너무 작거나 기울기를 한 번 더 나누었다.", i)
	}
}

// norm is the length of x, 0 if there is none. It takes some rows at a time,
// as Data makes a copy.
func norm(x *tensor.Tensor) float64 {
	if x == nil {
		return 0
	}
	const rows = 50
	sum, n := 0.0, x.Shape()[0]
	for from := 0; from < n; from += rows {
		for _, v := range x.Slice(from, min(from+rows, n)).Data() {
			sum += float64(v * v)
		}
	}
	return math.Sqrt(sum)
}
