package watch

import (
	"slices"

	"backprop/chapter5"
)

// Epoch returns the warnings of an epoch. The caller calls it with the
// accuracy on the test set, and with the labels of the test set, one-hot
// (N, C) or indices (N).
func (w *Watch) Epoch(accuracy float64, t chapter5.Rows) []Warning {
	w.warnings = nil
	if w.classShares == nil {
		w.classShares = sharesOfClasses(t)
		w.epochsWithShare = map[float64]int{}
	}
	class := slices.Index(w.classShares, accuracy)
	if class < 0 || t.Shape()[0] < 1000 { // of few labels it is a share by chance
		return nil
	}
	w.epochsWithShare[accuracy]++
	if w.epochsWithShare[accuracy] == 2 {
		w.warn("stuck",
			"The accuracy is %v, which is the share of the %ds: the network gives every image the answer %[2]d. Dead ReLUs, initial weights that are all equal, and gradients that do not reach the weights have this effect.",
			"정확도가 %v이고, 이 값은 레이블 %d의 비율과 같다. 신경망의 답이 모두 %[2]d이다. ReLU가 죽었거나, 가중치의 초깃값이 모두 같거나, 기울기가 가중치에 전달되지 않으면 이렇게 된다.", accuracy, class)
	}
	return w.warnings
}

// sharesOfClasses returns the share of each class in the labels.
func sharesOfClasses(t chapter5.Rows) []float64 {
	N := t.Shape()[0]
	labels := t.Slice(0, N)
	if labels.NDim() > 1 {
		labels = labels.Argmax(1)
	}
	shares := make([]float64, int(labels.Max().Item())+1)
	for _, label := range labels.Data() {
		shares[int(label)]++
	}
	for class := range shares {
		shares[class] /= float64(N)
	}
	return shares
}
