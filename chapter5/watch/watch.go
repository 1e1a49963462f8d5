// Package watch follows the training of a chapter5.TwoLayerNet and warns of
// what goes wrong, with the likely causes. The checks are in files of their subjects:
// initial.go (pixels and initial weights), finite.go (NaN and infinities), update.go,
// relu.go, loss.go and accuracy.go. watch.go decides in which iterations they run.
package watch

import (
	"backprop/chapter5"
	"backprop/layers/layertest/bilingual"
	"backprop/tensor"
)

// A Watch follows one training. It warns once of each of the following:
//
//   - a NaN or an infinity, and the first value that has one
//   - parameters that do not change
//   - pixels that are not normalised, and initial weights that are too large
//     or all equal
//   - updates that are too large or too small
//   - a loss that rises
//   - dead ReLUs
//   - an accuracy that is the share of one class
//
// A Watch changes nothing. It reads the weights in some iterations only, so the
// training takes about as long as without it. The zero value is ready to use.
type Watch struct {
	warned   map[string]bool // the causes that Step and Epoch have warned of
	warnings []Warning       // those of the present call

	firstIteration  int
	firstParams     []*tensor.Tensor // those of the layers after firstIteration, nil before Step is called
	firstLosses     []float64
	smallUpdates    int             // the last checks that found the updates too small
	mostlyDead      int             // the last checks that found most ReLUs dead
	classShares     []float64       // the share of each class in the test set
	epochsWithShare map[float64]int // epochs whose accuracy was this share
}

// A Warning says what is wrong with a training.
type Warning struct {
	Cause string // the same for every warning of its kind: "dead ReLUs"
	bilingual.Text
}

// NeedsStep reports whether Step checks more than the loss in iteration i. In other
// iterations, Loss is enough.
func NeedsStep(i int) bool { return checksUpdates(i) || checksReLUs(i) }

func checksUpdates(i int) bool { return i < 3 || i < 200 && i%50 == 0 || i%1000 == 0 }
func checksReLUs(i int) bool   { return i == 100 || i%1000 == 300 }

// Step returns the warnings of iteration i. The caller calls it after the
// update, with the network, the batch x (N, D), the gradients, the learning
// rate and the loss. The loss may be the one before or after the update.
func (w *Watch) Step(i int, net *chapter5.TwoLayerNet, x *tensor.Tensor,
	grad map[string]*tensor.Tensor, rate, loss float64) []Warning {
	w.warnings = nil
	if first, found := firstNotFinite(net, x, grad, loss); found {
		w.warn("not finite",
			"In iteration %d the loss is %.4g: %s holds the first NaN or infinity. The usual cause is a learning rate that is too large. An overflow in exp and the logarithm of 0 have the same effect.",
			"반복 %d의 손실이 %.4g이다. NaN이나 무한대가 %s에서 처음 나왔다. 대개 학습률이 너무 크기 때문이다. exp의 오버플로나 log(0)이 원인일 수도 있다.", i, loss, first)
		return w.warnings
	}
	w.checkParametersMove(i, net, grad)
	w.checkLossRises(i, net, loss)
	if i == 0 {
		w.checkInitial(net, x, loss)
	}
	if checksUpdates(i) {
		w.checkUpdateSize(i, net, grad, rate, loss)
	}
	if checksReLUs(i) {
		w.checkDeadReLUs(i, net)
	}
	return w.warnings
}

// Loss returns the warnings of an iteration for which the caller has only the
// loss.
func (w *Watch) Loss(i int, net *chapter5.TwoLayerNet, loss float64) []Warning {
	w.warnings = nil
	if finite(loss) {
		w.checkLossRises(i, net, loss)
	} else {
		w.warn("not finite",
			"In iteration %d the loss is %.4g. The usual cause is a learning rate that is too large. An overflow in exp and the logarithm of 0 have the same effect.",
			"반복 %d의 손실이 %.4g이다. 대개 학습률이 너무 크기 때문이다. exp의 오버플로나 log(0)이 원인일 수도 있다.", i, loss)
	}
	return w.warnings
}

// warn adds a warning, unless there was one of the same cause.
func (w *Watch) warn(cause, english, korean string, values ...any) {
	if w.warned[cause] {
		return
	}
	if w.warned == nil {
		w.warned = map[string]bool{}
	}
	w.warned[cause] = true
	w.warnings = append(w.warnings, Warning{cause, bilingual.Sprintf(english, korean, values...)})
}
