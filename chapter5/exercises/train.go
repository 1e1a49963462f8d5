package exercises

import (
	"backprop/chapter5"
	"backprop/tensor"
	"backprop/tensor/random"
)

// Train is the loop of section 7.4. In each of iters iterations it draws a
// mini-batch with rng.Choice, computes its gradients with net.Gradient, updates
// the four parameters in place, and then computes the loss of the batch. It
// returns these losses.
//
//	W ← W - learningRate·∂L/∂W, and so for W1, b1, W2 and b2
//
//	xTrain: (M, D)   tTrain: (M, C) one-hot   result: iters losses
func Train(net *chapter5.TwoLayerNet, xTrain, tTrain *tensor.Tensor,
	iters, batchSize int, learningRate float64, rng *random.RandomState) []float64 {
	panic(Blank)
}
