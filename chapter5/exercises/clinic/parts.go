package clinic

import (
	"math"

	"backprop/layers"
	"backprop/layers/layertest"
	"backprop/tensor"
)

func goodReLU() layers.Layer { return &layers.ReLU{} }

func goodSigmoid() layers.Layer { return &layers.Sigmoid{} }

func goodAffine(W, b *tensor.Tensor) layertest.AffineLayer {
	a := layers.NewAffine(W, b)
	return layertest.AffineLayer{Layer: a, Grads: func() (dW, db *tensor.Tensor) { return a.DW, a.DB }}
}

func goodLoss() layertest.LossLayer { return &layers.SoftmaxWithLoss{} }

// affineParts is what the broken Affine layers have in common; each replaces a
// part of it.
type affineParts struct {
	W, b, x, dW, db *tensor.Tensor
	shape           tensor.Shape
}

func (a *affineParts) keep(x *tensor.Tensor) {
	a.shape = x.Shape()
	a.x = x.Reshape(a.shape[0], -1)
}

func (a *affineParts) Forward(x *tensor.Tensor) *tensor.Tensor {
	a.keep(x)
	return a.x.Dot(a.W).Add(a.b)
}

func (a *affineParts) Backward(dout *tensor.Tensor) *tensor.Tensor {
	a.dW, a.db = a.x.T().Dot(dout), dout.Sum(0)
	return dout.Dot(a.W.T()).Reshape(a.shape...)
}

func (a *affineParts) grads() (dW, db *tensor.Tensor) { return a.dW, a.db }

// lossParts does so for the last layers.
type lossParts struct{ y, t *tensor.Tensor }

// oneHot returns labels as one-hot rows, whatever they are given as.
func oneHot(t *tensor.Tensor, C int) *tensor.Tensor {
	if t.NDim() > 1 {
		return t
	}
	rows := tensor.Zeros(t.Size(), C)
	for i, label := range t.Data() {
		rows.Set(1, i, int(label))
	}
	return rows
}

func (s *lossParts) Forward(x, t *tensor.Tensor) float64 {
	s.t = oneHot(t, x.Shape()[1])
	s.y = layers.Softmax(x)
	return crossEntropy(s.y, s.t)
}

func crossEntropy(y, t *tensor.Tensor) float64 {
	sum := 0.0
	for i, v := range y.Data() {
		if t.Data()[i] != 0 {
			sum -= math.Log(v + 1e-7)
		}
	}
	return sum / float64(y.Shape()[0])
}

func (s *lossParts) Backward(dout float64) *tensor.Tensor {
	return s.y.Sub(s.t).MulScalar(dout / float64(s.y.Shape()[0]))
}
