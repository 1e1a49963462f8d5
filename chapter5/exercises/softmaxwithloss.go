package exercises

import "backprop/tensor"

// SoftmaxWithLoss is the last layer of section 6.3: softmax and cross entropy
// error in one.
type SoftmaxWithLoss struct {
	// Store here the values that Backward needs.
}

// Forward returns the loss, the mean over the batch.
//
//	y = exp(x) / Σ exp(x)   loss = -Σ t·log(y + 1e-7) / N
//
//	x: (N, C)   t: (N, C) one-hot, or (N) the classes' indices
//
// Large scores must not overflow.
func (s *SoftmaxWithLoss) Forward(x, t *tensor.Tensor) float64 {
	panic(Blank)
}

// Backward returns the derivative with respect to x, times dout.
//
//	result: (N, C)
func (s *SoftmaxWithLoss) Backward(dout float64) *tensor.Tensor {
	panic(Blank)
}
