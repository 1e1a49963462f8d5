package watch

import (
	"fmt"
	"math"
	"slices"

	"backprop/chapter5"
	"backprop/layers/layertest/bilingual"
	"backprop/tensor"
)

// checkParametersMove warns if a parameter of the layers is the same as in the first
// iteration.
func (w *Watch) checkParametersMove(i int, net *chapter5.TwoLayerNet, grad map[string]*tensor.Tensor) {
	params := []*tensor.Tensor{net.Affine1.W, net.Affine1.B, net.Affine2.W, net.Affine2.B}
	if w.firstParams == nil {
		w.firstIteration = i
		for _, param := range params {
			w.firstParams = append(w.firstParams, param.Copy())
		}
	}
	if i < w.firstIteration+20 {
		return
	}
	for k, key := range chapter5.ParamNames {
		if slices.Equal(params[k].Data(), w.firstParams[k].Data()) && norm(grad[key]) > 0 {
			w.warn("parameter does not move",
				"The layers' %s has not changed in %d iterations, though its gradient is not 0. Is the learning rate 0? Or did you update a copy, or assign a new tensor to Params?",
				"%[2]d번 반복하는 동안 계층의 %[1]s 값이 전혀 변하지 않았다. 그러나 기울기는 0이 아니다. 학습률이 0인가? 아니면 복사본을 갱신하거나 Params에 새 텐서를 대입했는가?", key, i-w.firstIteration)
		}
	}
}

// checkUpdateSize warns if the last update was larger than the weights before
// it, or if the updates are too small for a network to learn.
func (w *Watch) checkUpdateSize(i int, net *chapter5.TwoLayerNet, grad map[string]*tensor.Tensor, rate, loss float64) {
	small := true
	for _, key := range []string{"W1", "W2"} {
		if grad[key] == nil {
			return
		}
		update := grad[key].MulScalar(rate)
		before := net.Params[key].Add(update)
		weightSize, updateSize := norm(before), norm(update)
		if weightSize > 0 && updateSize > weightSize {
			w.warn("steps too large",
				"In iteration %d the update of %s is %s times as large as %[2]s itself. The learning rate or the inputs are too large.",
				"반복 %d에서 %s의 갱신량이 %[2]s 자체의 %[3]s이다. 학습률이나 입력이 너무 크다.", i, key, times(updateSize/weightSize))
		}
		small = small && updateSize < 2e-5*weightSize
	}
	// Updates are small, too, once a network has learnt or its ReLUs are dead.
	if !small || loss <= lossOfGuessing(net)/2 || w.mostlyDead > 0 {
		w.smallUpdates = 0
		return
	}
	w.smallUpdates++
	if w.smallUpdates == 6 {
		w.warn("steps too small",
			"Up to iteration %d the updates are smaller than 2e-5 times the weights. The learning rate is too small, or the gradient is divided by N twice.",
			"반복 %d까지 갱신량이 가중치의 2e-5배보다 작다. 학습률이 너무 작거나, 기울기를 N으로 두 번 나누었을 수 있다.", i)
	}
}

// times returns how many times as large an update is as the weights before it.
// A ratio above 1e12 is not exact: the weights after the update have lost most
// digits of the weights before it.
func times(ratio float64) bilingual.Text {
	if ratio > 1e12 {
		return bilingual.Text{English: "more than 1e12", Korean: "1e12배 이상"}
	}
	digits := fmt.Sprintf("%.2g", ratio)
	return bilingual.Text{English: digits, Korean: digits + "배"}
}

// norm returns the length of x as a vector: the square root of the sum of the
// squares. The norm of nil is 0.
func norm(x *tensor.Tensor) float64 {
	if x == nil {
		return 0
	}
	largest := x.Abs().Max().Item()
	if largest == 0 {
		return 0
	}
	// The squares of large elements would overflow.
	scaled := x.DivScalar(largest)
	return largest * math.Sqrt(scaled.Mul(scaled).Sum().Item())
}
