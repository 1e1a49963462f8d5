package exercises

import (
	"backprop/chapter5"
	"backprop/tensor"
)

// Gradient returns the gradients of the network's loss by backpropagation,
// under the keys W1, b1, W2 and b2 (section 7.2). The network is the project's:
// net.Loss does the forward pass. The layers net.LastLayer and net.Layers do the
// backward pass, after which net.Affine1 and net.Affine2 hold DW and DB.
//
//	x: (N, D)   t: (N, C) one-hot
func Gradient(net *chapter5.TwoLayerNet, x, t *tensor.Tensor) map[string]*tensor.Tensor {
	panic(Blank)
}
