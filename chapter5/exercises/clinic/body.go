package clinic

import (
	"cmp"
	"fmt"
	"slices"
	"sync"

	"backprop/chapter5/exercises/checks"
	"backprop/layers"
	"backprop/mnist"
	"backprop/tensor"
	"backprop/tensor/random"
)

// A body is a network in which a broken part can be put.
type body struct {
	affine     func(W, b *tensor.Tensor) checks.AffineLayer
	activation func() layers.Layer
	last       func() checks.LossLayer
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

// whole has a good part in the place of each that is not given.
func (o body) whole() body {
	if o.affine == nil {
		o.affine = goodAffine
	}
	if o.activation == nil {
		o.activation = func() layers.Layer { return &layers.ReLU{} }
	}
	if o.last == nil {
		o.last = func() checks.LossLayer { return &layers.SoftmaxWithLoss{} }
	}
	o.std = cmp.Or(o.std, 0.1)
	return o
}

// run trains the body for 50 steps and tells of the loss, of the accuracy, and
// of what it panics with.
func (o body) run(w words) string {
	var losses []float64
	end := ""
	message := w.attempt(func() {
		right := o.whole().train(&losses)
		end = fmt.Sprintf(w.say("right of 200 images: %v\n", "이미지 200장 중 맞힌 수: %v\n"), right)
	})
	return w.curve(losses, 5) + end + message
}

func (o body) train(losses *[]float64) (right float64) {
	x, t := images()
	rng := random.New(1)
	W1, b1 := rng.Randn(784, 20).MulScalar(o.std), tensor.Zeros(20)
	W2, b2 := rng.Randn(20, 10).MulScalar(o.std), tensor.Zeros(10)
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
	for step := range 50 {
		from := step % 4 * 50
		*losses = append(*losses, last.Forward(forward(x.Slice(from, from+50)), t.Slice(from, from+50)))
		dout := last.Backward(1)
		for _, layer := range slices.Backward(all) {
			dout = layer.Backward(dout)
		}
		for _, update := range []struct {
			layer checks.AffineLayer
			W, b  *tensor.Tensor
		}{{first, W1, b1}, {second, W2, b2}} {
			dW, db := update.layer.Grads()
			update.W.SubInPlace(dW.MulScalar(rate))
			update.b.SubInPlace(db.MulScalar(rate))
		}
	}
	return forward(x).Argmax(1).Equal(t.Argmax(1)).Sum().Item()
}
