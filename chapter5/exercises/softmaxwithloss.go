package exercises

import "backprop/tensor"

// SoftmaxWithLoss is the last layer of section 6.3: softmax and cross entropy
// error in one.
type SoftmaxWithLoss struct {
	// Keep here what Backward will need.
}

// Forward returns the loss, the mean over the batch.
//
//	x: (N, C)   t: (N, C) one-hot, or (N) the classes' indices
//
// Large scores must not overflow, and a y of 0 must not make the loss
// infinite.
func (s *SoftmaxWithLoss) Forward(x, t *tensor.Tensor) float64 {
	panic(Blank)
}

// Backward returns the derivative with respect to x, times dout.
//
//	result: (N, C)
func (s *SoftmaxWithLoss) Backward(dout float64) *tensor.Tensor {
	panic(Blank)
}
