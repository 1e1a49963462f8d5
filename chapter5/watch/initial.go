package watch

import (
	"backprop/chapter5"
	"backprop/tensor"
)

// checkInitial warns of inputs, initial weights and a first loss that a
// training should not begin with.
func (w *Watch) checkInitial(net *chapter5.TwoLayerNet, x *tensor.Tensor, loss float64) {
	if largest := x.Max().Item(); largest > 16 {
		w.warn("pixels not normalised",
			"The largest input is %.4g. Divide the pixels by 255: the gradient of W1 is proportional to the inputs.",
			"입력의 최댓값이 %.4g이다. 픽셀을 255로 나누어야 한다. W1의 기울기는 입력에 비례한다.", largest)
	} else if loss > 2*lossOfGuessing(net) {
		w.warn("weights too large",
			"The first loss is %.4g, but a network that guesses has a loss of only %.4g. The initial weights or the learning rate are too large.",
			"첫 손실이 %.4g이다. 모든 클래스의 확률을 똑같이 예측해도 %.4g이다. 가중치의 초깃값이나 학습률이 너무 크다.", loss, lossOfGuessing(net))
	}
	// The weights of a hidden neuron are a column of W1 and a row of W2.
	if H := net.Params["b1"].Size(); H > 1 && rowsEqual(net.Params["W1"].T()) && rowsEqual(net.Params["W2"]) {
		w.warn("weights equal",
			"All %d hidden neurons have the same weights. Their gradients are the same, too, so the neurons stay equal: begin with random weights.",
			"은닉층의 뉴런 %d개의 가중치가 모두 같다. 기울기도 모두 같으므로 갱신해도 계속 같다. 가중치를 난수로 초기화해야 한다.", H)
	}
}

// rowsEqual reports whether all rows of W are the same.
func rowsEqual(W *tensor.Tensor) bool {
	data, columns := W.Data(), W.Shape()[1]
	for i := columns; i < len(data); i++ {
		if data[i] != data[i-columns] {
			return false
		}
	}
	return true
}
