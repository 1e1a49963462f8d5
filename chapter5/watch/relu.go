package watch

import (
	"backprop/chapter5"
	"backprop/tensor"
)

// checkDeadReLUs warns if at least half of the ReLUs were 0 for the whole
// batch, in two checks running. In a batch of less than 20 images a ReLU may
// be 0 by chance.
func (w *Watch) checkDeadReLUs(i int, net *chapter5.TwoLayerNet) {
	sums := hiddenSums(net)
	if sums == nil {
		return
	}
	// The output of a ReLU is never negative: its sum is 0 if each is.
	H, dead := sums.Size(), int(sums.Equal(tensor.Scalar(0)).Sum().Item())
	if 2*dead < H || net.LastLayer.Y.Shape()[0] < 20 {
		w.mostlyDead = 0
		return
	}
	w.mostlyDead++
	if w.mostlyDead == 2 {
		w.warn("dead ReLUs",
			"In iteration %d, %d of the %d ReLUs are 0 for the whole batch, so no gradient flows back through them. An earlier update was too large: make the learning rate smaller and start again.",
			"반복 %d에서 ReLU %[3]d개 중 %[2]d개의 출력이 배치 전체에서 0이다. 이 ReLU로는 기울기가 흐르지 않는다. 이전의 갱신량이 너무 컸다. 학습률을 줄여 처음부터 다시 학습해야 한다.", i, dead, H)
	}
}

// hiddenSums returns the sums over the batch of the outputs of Relu1 in the
// last forward pass (H), or nil before the first one.
//
// Affine2 stores those outputs as its x, and dW = xᵀ·dout is their sum for a
// dout of 1. Another forward pass would not return them: the update has changed
// the weights.
func hiddenSums(net *chapter5.TwoLayerNet) *tensor.Tensor {
	if net.LastLayer.Y == nil {
		return nil
	}
	N, H := net.LastLayer.Y.Shape()[0], net.Params["b1"].Size()
	affine := *net.Affine2 // a copy: the network's own layer keeps its DW
	affine.W = tensor.Zeros(H, 1)
	affine.Backward(tensor.Full(1, N, 1))
	return affine.DW.Reshape(H)
}
