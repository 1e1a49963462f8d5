package watch

import (
	"math"

	"backprop/chapter5"
)

const firstSteps = 40 // iterations in which a wrong sign shows

// lossOfGuessing returns the loss of a network that gives every class the same
// probability.
func lossOfGuessing(net *chapter5.TwoLayerNet) float64 {
	return math.Log(float64(net.Params["b2"].Size()))
}

// checkLossRises warns if the loss rises in the first iterations.
func (w *Watch) checkLossRises(i int, net *chapter5.TwoLayerNet, loss float64) {
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
