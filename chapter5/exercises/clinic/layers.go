package clinic

import (
	"slices"
	"sync"

	"backprop/chapter5/exercises/checks"
	"backprop/layers/layertest"
	"backprop/mnist"
	"backprop/tensor"
	"backprop/tensor/random"
)

// images returns 200 of MNIST's, as rows of pixels and one-hot labels.
var images = sync.OnceValues(func() (x, t *tensor.Tensor) {
	train, _, err := mnist.Load(mnist.Options{OneHot: true})
	if err != nil {
		panic(err) // it is inside the program
	}
	return train.X.Slice(0, 200), train.T.Slice(0, 200)
})

// batch returns 50 of the images. Four steps go over all of them.
func batch(step int) (x, t *tensor.Tensor) {
	x, t = images()
	from := step % 4 * 50
	return x.Slice(from, from+50), t.Slice(from, from+50)
}

// steps shows the losses that 50 steps return, and the panic that ends them.
func steps(step func(x, t *tensor.Tensor) (loss float64)) (s symptom, panicked bool) {
	var losses []float64
	panicLine := attempt(func() {
		for i := range 50 {
			losses = append(losses, step(batch(i)))
		}
	})
	return append(curve(losses, 5), panicLine...), panicLine != nil
}

// layerSymptom trains a network in which the layers of one exercise are broken. It
// shows the losses and the accuracy. std is that of the first weights.
func layerSymptom(exercise string, broken layertest.Maker, std float64) symptom {
	type layer struct {
		layertest.Node
		params []*tensor.Tensor
	}
	newLayer := func(name string, params ...*tensor.Tensor) layer {
		if name == exercise {
			return layer{broken(params), params}
		}
		return layer{checks.Right(name)(params), params}
	}
	activation := "relu"
	if exercise == "sigmoid" {
		activation = exercise
	}
	rng := random.New(1)
	all := []layer{newLayer("affine", rng.Randn(784, 20).MulScalar(std), tensor.Zeros(20)), newLayer(activation),
		newLayer("affine", rng.Randn(20, 10).MulScalar(std), tensor.Zeros(10))}
	last := newLayer("softmaxwithloss")
	forward := func(x *tensor.Tensor) *tensor.Tensor {
		for _, l := range all {
			x = l.Forward([]*tensor.Tensor{x})
		}
		return x
	}
	s, panicked := steps(func(x, t *tensor.Tensor) float64 {
		loss := last.Forward([]*tensor.Tensor{forward(x), t}).Item()
		dout := last.Backward(tensor.Scalar(1))[0]
		for _, l := range slices.Backward(all) {
			gradients := l.Backward(dout)
			dout = gradients[0]
			for i, p := range l.params {
				p.SubInPlace(gradients[i+1].MulScalar(0.3))
			}
		}
		return loss
	})
	if !panicked {
		x, t := images()
		s.add("right of 200 images: %v", "이미지 200장 중 맞힌 수: %v", forward(x).Argmax(1).Equal(t.Argmax(1)).Sum().Item())
	}
	return s
}
