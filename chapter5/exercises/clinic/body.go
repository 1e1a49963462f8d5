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

// A body is a network whose parts can be replaced by broken ones. A part is
// nil, or makes a node; nil is the right part.
type body struct {
	affine, activation, last layertest.Maker
	std                      float64 // of the first weights; 0 for 0.1
}

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

// run trains the body for 50 steps. It shows the losses and the accuracy.
func (b body) run() symptom {
	var losses []float64
	var end symptom
	panicked := attempt(func() { end.add("right of 200 images: %v", "이미지 200장 중 맞힌 수: %v", b.train(&losses)) })
	return slices.Concat(curve(losses, 5), end, panicked)
}

func (b body) train(losses *[]float64) (right float64) {
	part := func(m layertest.Maker, exercise string, params ...*tensor.Tensor) layertest.Node {
		if m == nil {
			m = checks.Right(exercise)
		}
		return m(params)
	}
	if b.std == 0 {
		b.std = 0.1
	}
	rng := random.New(1)
	W1, b1 := rng.Randn(784, 20).MulScalar(b.std), tensor.Zeros(20)
	W2, b2 := rng.Randn(20, 10).MulScalar(b.std), tensor.Zeros(10)
	params := [][]*tensor.Tensor{{W1, b1}, nil, {W2, b2}}
	all := []layertest.Node{part(b.affine, "affine", W1, b1), part(b.activation, "relu"),
		part(b.affine, "affine", W2, b2)}
	last := part(b.last, "softmaxwithloss")
	forward := func(x *tensor.Tensor) *tensor.Tensor {
		for _, node := range all {
			x = node.Forward([]*tensor.Tensor{x})
		}
		return x
	}
	for step := range 50 {
		x, t := batch(step)
		*losses = append(*losses, last.Forward([]*tensor.Tensor{forward(x), t}).Item())
		dout := last.Backward(tensor.Scalar(1))[0]
		var grads [3][]*tensor.Tensor
		for i := range slices.Backward(all) {
			gradients := all[i].Backward(dout)
			dout, grads[i] = gradients[0], gradients[1:]
		}
		for i := range params {
			for k, p := range params[i] {
				p.SubInPlace(grads[i][k].MulScalar(0.3))
			}
		}
	}
	x, t := images()
	return forward(x).Argmax(1).Equal(t.Argmax(1)).Sum().Item()
}
