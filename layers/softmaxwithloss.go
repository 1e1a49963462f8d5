package layers

import (
	"fmt"
	"slices"

	"backprop/tensor"
)

// SoftmaxWithLoss is the last layer: softmax, then the cross entropy error
// (section 6.3). The zero value is ready to use.
type SoftmaxWithLoss struct {
	Loss float64
	Y    *tensor.Tensor // (N, C), the result of softmax
	T    *tensor.Tensor // the labels: (N, C) one-hot, or (N) indices
}

// Forward returns the loss, the cross entropy error of softmax(x).
//
//	x: (N, C)   t: (N, C) one-hot, or (N) indices
//
// It panics if the shapes do not fit, if a row of t is not one-hot (a single 1,
// the rest 0), or if an index is not one of the classes.
func (s *SoftmaxWithLoss) Forward(x, t *tensor.Tensor) float64 {
	if x.NDim() != 2 {
		panic(fmt.Sprintf("layers: SoftmaxWithLoss.Forward: x has shape %s, want (N, C)", x.Shape()))
	}
	s.T = t
	s.Y = Softmax(x)
	s.Loss = CrossEntropyError(s.Y, s.T)
	return s.Loss
}

// Backward returns dout·(y - t)/N, with t one-hot. The book's Backward ignores
// dout, which is correct only if dout is 1.
//
// Backward panics if Forward has not run.
func (s *SoftmaxWithLoss) Backward(dout float64) *tensor.Tensor {
	if s.Y == nil {
		panic("layers: SoftmaxWithLoss.Backward called before Forward")
	}
	batchSize := float64(s.T.Shape()[0])
	var dx *tensor.Tensor
	if slices.Equal(s.T.Shape(), s.Y.Shape()) { // one-hot
		dx = s.Y.Sub(s.T).DivScalar(batchSize)
	} else {
		dx = s.Y.Copy()
		for i, class := range correctClasses("SoftmaxWithLoss.Backward", s.Y, s.T) {
			dx.Set(dx.At(i, class)-1, i, class) // dx[np.arange(batch_size), t] -= 1
		}
		dx = dx.DivScalar(batchSize)
	}
	return dx.MulScalar(dout)
}
