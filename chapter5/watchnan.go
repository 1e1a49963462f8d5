package chapter5

import (
	"math"
	"slices"

	"backprop/tensor"
)

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

func allFinite(x *tensor.Tensor) bool {
	return x == nil || !slices.ContainsFunc(x.Data(), func(v float64) bool { return !finite(v) })
}

// notFinite reports whether there is a NaN or an infinity after an iteration,
// and what had one first.
//
// The loss shows it, or a bias: a bad number in W1 or W2 comes to the loss in
// the next iteration. Only then all is looked at, in the order in which the
// iteration computed it.
func notFinite(net *TwoLayerNet, x *tensor.Tensor, grad map[string]*tensor.Tensor, loss float64) (first name, bad bool) {
	if finite(loss) && allFinite(net.Params["b1"]) && allFinite(net.Params["b2"]) {
		return name{}, false
	}
	if !allFinite(x) {
		return name{"the input x", "입력 x"}, true
	}
	backward := []string{"b2", "W2", "b1", "W1"}
	gradientOf := slices.IndexFunc(backward, func(key string) bool { return !allFinite(grad[key]) })
	if gradientOf < 0 { // so the parameters are bad by the update alone
		for _, key := range paramNames {
			if !allFinite(net.Params[key]) {
				return name{"the updated " + key, "갱신한 " + key}, true
			}
		}
	}
	switch {
	case !allFinite(kept(net)):
		return name{"the result of Affine1", "Affine1의 출력"}, true
	case !allFinite(net.LastLayer.Y):
		return name{"the result of Affine2", "Affine2의 출력"}, true
	case !finite(loss) || gradientOf < 0:
		return name{"the loss itself", "손실 자체"}, true
	}
	key := backward[gradientOf]
	return name{"the gradient of " + key, key + "의 기울기"}, true
}

// kept returns the sums over the batch of the hidden layer in the last forward
// pass (H), or nil if there was none. Affine2 keeps that layer for its dW, and
// a dW for a dout of 1 is these sums: it takes no forward pass of one's own,
// and the weights may be others by now.
func kept(net *TwoLayerNet) *tensor.Tensor {
	if net.LastLayer.Y == nil {
		return nil
	}
	N, H := net.LastLayer.Y.Shape()[0], net.Params["b1"].Size()
	probe := *net.Affine2 // a copy, so that the network's own keeps its DW
	probe.W, probe.NoDX = tensor.Zeros(H, 1), true
	probe.Backward(tensor.Full(1, N, 1))
	return probe.DW.Reshape(H)
}
