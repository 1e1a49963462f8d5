package watch

import (
	"math"

	"backprop/chapter5"
)

const (
	patience   = 20 // iterations without a change, before a warning
	firstSteps = 40 // iterations in which a wrong sign shows
)

// lossOfGuessing returns the loss of a network that gives every class the same
// probability.
func lossOfGuessing(net *chapter5.TwoLayerNet) float64 {
	return math.Log(float64(net.Params["b2"].Size()))
}

// checkLossMoves warns if the loss does not change, or if it rises.
func (w *Watch) checkLossMoves(i int, net *chapter5.TwoLayerNet, loss float64) {
	if w.lossSeen && loss == w.lastLoss {
		w.sameLosses++
	} else {
		w.sameLosses = 0
	}
	w.lastLoss, w.lossSeen = loss, true
	if w.sameLosses == patience {
		w.warn("loss does not move",
			"The loss has been %.6g for %d iterations: the update changes tensors that the layers do not use. Did you copy the parameters, or assign new tensors to Params?",
			"%[2]d번 반복하는 동안 손실이 %.6[1]g에서 변하지 않았다. 계층이 쓰지 않는 텐서를 갱신하고 있다. 매개변수를 복사하거나 Params에 새 텐서를 대입한 것은 아닌가?", loss, patience)
	}

	if i >= firstSteps {
		return
	}
	w.firstLosses = append(w.firstLosses, loss)
	if i != firstSteps-1 || len(w.firstLosses) != firstSteps { // a resumed training has seen fewer
		return
	}
	first, last := mean(w.firstLosses[:firstSteps/4]), mean(w.firstLosses[firstSteps*3/4:])
	// A network that has learnt has small losses, which rise and fall.
	if last > 1.01*first && first > 0.9*lossOfGuessing(net) {
		w.warn("loss rises",
			"The loss rises from %.4g to %.4g in the first %d iterations. Is the sign of the update right, and is the learning rate small enough?",
			"처음 %[3]d번 반복하는 동안 손실이 커졌다(%.4[1]g → %.4[2]g). 갱신의 부호가 맞는가? 학습률이 너무 크지 않은가?", first, last, firstSteps)
	}
}

func mean(x []float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += v
	}
	return sum / float64(len(x))
}
