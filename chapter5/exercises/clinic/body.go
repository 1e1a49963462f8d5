package clinic

import (
	"cmp"
	"fmt"
	"math"
	"strings"
	"sync"

	"backprop/layers"
	"backprop/layers/layertest"
	"backprop/mnist"
	"backprop/tensor"
	"backprop/tensor/random"
)

// A body is a network in which a broken part can be put.
type body struct {
	affine     func(W, b *tensor.Tensor) layertest.AffineLayer
	activation func() layers.Layer
	last       func() layertest.LossLayer
	std        float64 // of the first weights; 0 for 0.1
}

// images returns 200 of MNIST's, as rows of pixels and one-hot labels.
var images = sync.OnceValues(func() (x, t *tensor.Tensor) {
	train, _, err := mnist.Load(mnist.Options{OneHot: true})
	if err != nil {
		panic(err) // it is inside the program
	}
	return train.X.Slice(0, 200), train.T.Slice(0, 200)
})

// run trains the body for some steps and tells of the loss, of the accuracy,
// and of what it panics with.
func (o body) run() string {
	var b strings.Builder
	if message := attempt(func() { o.train(&b) }); message != "" {
		fmt.Fprintf(&b, "panic: %s\n", message)
	}
	return b.String()
}

func (o body) train(b *strings.Builder) {
	if o.affine == nil {
		o.affine = goodAffine
	}
	if o.activation == nil {
		o.activation = func() layers.Layer { return &layers.ReLU{} }
	}
	if o.last == nil {
		o.last = func() layertest.LossLayer { return &layers.SoftmaxWithLoss{} }
	}
	x, t := images()
	rng := random.New(1)
	std := cmp.Or(o.std, 0.1)
	W1, b1 := rng.Randn(784, 20).MulScalar(std), tensor.Zeros(20)
	W2, b2 := rng.Randn(20, 10).MulScalar(std), tensor.Zeros(10)
	first, second := o.affine(W1, b1), o.affine(W2, b2)
	all := []layers.Layer{first, o.activation(), second}
	last := o.last()
	forward := func(x *tensor.Tensor) *tensor.Tensor {
		for _, layer := range all {
			x = layer.Forward(x)
		}
		return x
	}
	const rate = 0.3
	for step := range 51 {
		from := step % 4 * 50
		batch, labels := x.Slice(from, from+50), t.Slice(from, from+50)
		loss := last.Forward(forward(batch), labels)
		if step%10 == 0 {
			fmt.Fprintf(b, "step %2d  loss %.4f\n", step, loss)
		}
		dout := last.Backward(1)
		for i := len(all) - 1; i >= 0; i-- {
			dout = all[i].Backward(dout)
		}
		for _, update := range []struct {
			layer layertest.AffineLayer
			W, b  *tensor.Tensor
		}{{first, W1, b1}, {second, W2, b2}} {
			dW, db := update.layer.Grads()
			update.W.SubScaledInPlace(rate, dW)
			update.b.SubScaledInPlace(rate, db)
		}
	}
	right := forward(x).Argmax(1).Equal(t.Argmax(1)).Sum().Item()
	fmt.Fprintf(b, "right of 200 images: %v\n", right)
}

func goodAffine(W, b *tensor.Tensor) layertest.AffineLayer {
	a := layers.NewAffine(W, b)
	return layertest.AffineLayer{Layer: a, Grads: func() (dW, db *tensor.Tensor) { return a.DW, a.DB }}
}

func attempt(f func()) (message string) {
	defer func() {
		if p := recover(); p != nil {
			message = fmt.Sprint(p)
		}
	}()
	f()
	return ""
}

// Patients of some kind are made by these.

func activation(p Patient, broken func() layers.Layer) Patient {
	p.Symptom = body{activation: broken}.run
	p.Examine = func() layertest.Report { return layertest.ReLU(broken) }
	p.Healthy = func() layertest.Report {
		return layertest.ReLU(func() layers.Layer { return &layers.ReLU{} })
	}
	return p
}

func affine(p Patient, broken func(W, b *tensor.Tensor) layertest.AffineLayer) Patient {
	p.Symptom = body{affine: broken}.run
	p.Examine = func() layertest.Report { return layertest.Affine(broken) }
	p.Healthy = func() layertest.Report { return layertest.Affine(goodAffine) }
	return p
}

func last(p Patient, broken func() layertest.LossLayer) Patient {
	p.Symptom = body{last: broken}.run
	p.Examine = func() layertest.Report { return layertest.SoftmaxWithLoss(broken) }
	p.Healthy = func() layertest.Report {
		return layertest.SoftmaxWithLoss(func() layertest.LossLayer { return &layers.SoftmaxWithLoss{} })
	}
	return p
}

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
