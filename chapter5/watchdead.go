package chapter5

import (
	"slices"

	"backprop/layers/layertest"
)

// hidden counts the ReLUs that were 0 for the whole batch.
func (w *Watch) hidden(found *[]layertest.Problem, i int, net *TwoLayerNet) {
	sums := kept(net)
	if sums == nil {
		return
	}
	H, dead := sums.Size(), 0
	for _, sum := range sums.Data() {
		if sum == 0 { // of what is never less
			dead++
		}
	}
	if w.dead++; 2*dead < H || net.LastLayer.Y.Shape()[0] < 20 {
		w.dead = 0
	}
	if w.dead == 2 {
		w.say(found, "dead ReLUs",
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
			w.say(&found, "stuck",
				"The accuracy is %v, which is the share of the %ds: the network answers %[2]d to everything. Dead ReLUs, weights that were all equal, or gradients that do not arrive?",
				"정확도가 %v, 곧 레이블 %d의 비율과 같다. 신경망이 무엇을 보든 %[2]d만 답한다. ReLU가 죽었거나, 가중치가 모두 같았거나, 기울기가 닿지 않는가?", accuracy, class)
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
