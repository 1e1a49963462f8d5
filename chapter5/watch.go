package chapter5

import (
	"fmt"
	"math"
	"slices"

	"backprop/layers/layertest"
	"backprop/tensor"
)

// A Watch looks on while a network is trained, and says once each, with the
// likely causes, what goes wrong. It changes nothing, and looks closely at
// some iterations only, so it costs next to no time. The zero value is ready.
//
// It speaks of a loss that is no number, of first weights or steps that are
// too large or too small, of dead ReLUs, of a loss that rises or stays, and of
// an accuracy that is the share of one class.
type Watch struct {
	said   map[layertest.Cause]bool
	losses []float64 // of the first iterations
	steady int       // iterations in which the loss has not moved
	last   float64
	tiny   int // looks at steps that were too small
	dead   int // looks at which most ReLUs were dead
	shares []float64
	stuck  map[float64]int // epochs at this share
}

const lookEvery = 200

// Step is told of iteration i after its update: the network, the batch x
// (N, D), its gradients and loss, and the learning rate. The loss may be that
// before the update or that after it.
func (w *Watch) Step(i int, net *TwoLayerNet, x *tensor.Tensor,
	grad map[string]*tensor.Tensor, rate, loss float64) []layertest.Problem {
	var found []layertest.Problem
	if math.IsNaN(loss) || math.IsInf(loss, 0) {
		w.say(&found, "not finite", notFinite(net, x),
			"The loss is %[2]v in iteration %[1]d: %[3]s holds a number that is none. Mostly the learning rate is too large; exp that overflows or log of 0 do it, too.",
			"%d번 반복에서 손실이 %v이 되었다. %s에 수가 아닌 것이 있다. 대개 학습률이 너무 커서이고, exp가 넘치거나 log 0이어도 그렇다.", i, loss)
		return found
	}
	w.moves(&found, i, net, loss)
	if i == 0 {
		w.beginning(&found, net, x, loss)
	}
	if i < 10 || i%(5*lookEvery) == 0 {
		w.steps(&found, i, net, grad, rate)
	}
	if i%lookEvery == lookEvery/2 {
		w.hidden(&found, i, net, x)
	}
	return found
}

// say adds a sentence the first time its cause is found.
func (w *Watch) say(found *[]layertest.Problem, cause layertest.Cause, where, english, korean string, values ...any) {
	if w.said[cause] {
		return
	}
	if w.said == nil {
		w.said = map[layertest.Cause]bool{}
	}
	w.said[cause] = true
	if where != "" {
		values = append(values, where)
	}
	*found = append(*found, layertest.Problem{Cause: cause,
		English: fmt.Sprintf(english, values...), Korean: fmt.Sprintf(korean, values...)})
}

// notFinite names what first has a NaN or an infinity on the way forward.
func notFinite(net *TwoLayerNet, x *tensor.Tensor) string {
	bad := func(t *tensor.Tensor) bool {
		return slices.ContainsFunc(t.Data(), func(v float64) bool { return math.IsNaN(v) || math.IsInf(v, 0) })
	}
	for _, key := range []string{"W1", "b1", "W2", "b2"} {
		if bad(net.Params[key]) {
			return key
		}
	}
	fresh := over(net.Params)
	for i, layer := range fresh.Layers {
		if x = layer.Forward(x); bad(x) {
			return []string{"the result of Affine1", "the result of Relu1", "the result of Affine2"}[i]
		}
	}
	return "the loss itself"
}

// moves looks whether the loss moves at all, and whether it rises.
func (w *Watch) moves(found *[]layertest.Problem, i int, net *TwoLayerNet, loss float64) {
	if i > 0 && loss == w.last {
		w.steady++
	} else {
		w.steady = 0
	}
	w.last = loss
	if w.steady == 20 {
		w.say(found, "loss does not move", "",
			"The loss has been %.6g for 20 iterations: what is updated is not what the layers use. A copy of the parameters, or a new tensor in their place?",
			"손실이 20번 동안 %.6g에서 움직이지 않았다. 갱신하는 것과 계층이 쓰는 것이 다르다. 매개변수를 복사했거나 새 텐서로 바꾸지 않았는가?", loss)
	}
	const early = 10
	if i < 4*early {
		w.losses = append(w.losses, loss)
	}
	if len(w.losses) == 4*early && i == 4*early-1 {
		first, later := mean(w.losses[:early]), mean(w.losses[3*early:])
		guess := math.Log(float64(net.Params["b2"].Size()))
		if later > 1.01*first && first > 0.9*guess { // and not in a network that has learnt
			w.say(found, "loss rises", "",
				"The loss rises, from %.4g to %.4g in the first 40 iterations: is the sign of the update right, and the learning rate not too large?",
				"처음 40번 동안 손실이 %.4g에서 %.4g로 올랐다. 갱신의 부호가 맞는가, 학습률이 너무 크지 않은가?", first, later)
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
	if most := x.Abs().Max().Item(); most > 16 {
		w.say(found, "pixels not normalised", "",
			"The inputs go up to %.4g: divide the pixels by 255. The gradient of W1 is a product with them.",
			"입력이 %.4g까지 있다. 픽셀을 255로 나눈다. W1의 기울기에는 입력이 곱해진다.", most)
	} else if guess := math.Log(float64(net.Params["b2"].Size())); loss > 2*guess {
		w.say(found, "weights too large", "",
			"The first loss is %.4g, where guessing gives %.4g: the first weights are too large, or the learning rate.",
			"첫 손실이 %.4g이다. 찍기만 해도 %.4g이다. 초깃값이 너무 크거나 학습률이 너무 크다.", loss, guess)
	}
	if hidden := net.Params["b1"].Size(); hidden > 1 && sameColumns(net.Params["W1"]) && sameRows(net.Params["W2"]) {
		w.say(found, "weights equal", "",
			"All %d hidden neurons have the same weights, and will stay alike: begin with random weights.",
			"은닉 뉴런 %d개의 가중치가 모두 같고, 앞으로도 똑같이 변한다. 난수로 시작해야 한다.", hidden)
	}
}

// sameColumns reports whether the columns of W (D, H) are alike.
func sameColumns(W *tensor.Tensor) bool {
	H := W.Shape()[1]
	for i, v := range W.Data() {
		if v != W.At(i/H, 0) {
			return false
		}
	}
	return true
}

func sameRows(W *tensor.Tensor) bool {
	H := W.Shape()[1]
	for i, v := range W.Data() {
		if v != W.At(0, i%H) {
			return false
		}
	}
	return true
}

// steps compares the updates with the weights.
func (w *Watch) steps(found *[]layertest.Problem, i int, net *TwoLayerNet, grad map[string]*tensor.Tensor, rate float64) {
	tiny := true
	for _, key := range []string{"W1", "W2"} {
		step := math.Abs(rate) * norm(grad[key]) / max(norm(net.Params[key]), 1e-300)
		if step > 1 && norm(net.Params[key]) > 0 {
			w.say(found, "steps too large", key,
				"In iteration %d a step is %.1f times as long as %s itself: the learning rate is too large, or the inputs are.",
				"%d번 반복에서 한 걸음이 %[3]s 자체의 %.1[2]f배다. 학습률이나 입력이 너무 크다.", i, step)
		}
		tiny = tiny && step < 2e-5
	}
	if w.tiny++; !tiny || w.dead > 0 { // where all is dead, no step is the cause
		w.tiny = 0
	}
	if w.tiny == 10 {
		w.say(found, "steps too small", "",
			"Up to iteration %d the steps are less than 2e-5 of the weights: the learning rate is too small, or the gradient is divided once too often.",
			"%d번 반복까지 걸음이 가중치의 2e-5배도 되지 않는다. 학습률이 너무 작거나 기울기를 한 번 더 나누었다.", i)
	}
}

func norm(x *tensor.Tensor) float64 {
	sum := 0.0
	for _, v := range x.Data() {
		sum += float64(v * v)
	}
	return math.Sqrt(sum)
}

// hidden counts the ReLUs that are 0 for the whole batch.
func (w *Watch) hidden(found *[]layertest.Problem, i int, net *TwoLayerNet, x *tensor.Tensor) {
	fresh := over(net.Params)
	h := fresh.Relu1.Forward(fresh.Affine1.Forward(x))
	H, dead := h.Shape()[1], 0
	for _, most := range h.Max(0).Data() {
		if most == 0 {
			dead++
		}
	}
	if w.dead++; 2*dead < H || x.Shape()[0] < 20 {
		w.dead = 0
	}
	if w.dead == 2 {
		w.say(found, "dead ReLUs", "",
			"In iteration %d %d of %d ReLUs are 0 for the whole batch, and nothing flows back through them: a step was too large. Make the learning rate smaller and begin anew.",
			"%d번 반복에서 ReLU %[3]d개 중 %[2]d개가 배치 전체에서 0이고, 그리로는 아무것도 거슬러 흐르지 않는다. 너무 큰 걸음 탓이다. 학습률을 줄여 처음부터 다시 한다.", i, dead, H)
	}
}

// Epoch is told of the accuracy on the test set after each epoch, and of its
// labels, one-hot (N, C) or indices (N).
func (w *Watch) Epoch(accuracy float64, t Rows) []layertest.Problem {
	if w.shares == nil {
		w.shares = shares(t)
		w.stuck = map[float64]int{}
	}
	var found []layertest.Problem
	// Of few labels an accuracy is a class's share by chance.
	if class := slices.Index(w.shares, accuracy); class >= 0 && t.Shape()[0] >= 1000 {
		if w.stuck[accuracy]++; w.stuck[accuracy] == 2 {
			w.say(&found, "stuck", "",
				"The accuracy is %v, which is the share of the %ds: the network answers %[2]d to everything. Dead ReLUs, weights that were all equal, or gradients that do not arrive?",
				"정확도 %v은 %d의 비율이다. 신경망이 무엇에든 %[2]d이라고 답한다. ReLU가 죽었거나 가중치가 모두 같았거나 기울기가 닿지 않는다.", accuracy, class)
		}
	}
	return found
}

// shares returns how large a part of the labels each class has.
func shares(t Rows) []float64 {
	n := t.Shape()[0]
	labels := t.Slice(0, n)
	if labels.NDim() > 1 {
		labels = labels.Argmax(1)
	}
	counts := make([]float64, int(labels.Max().Item())+1)
	for _, label := range labels.Data() {
		counts[int(label)]++
	}
	for i := range counts {
		counts[i] /= float64(n)
	}
	return counts
}
