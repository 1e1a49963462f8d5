package clinic

import (
	"fmt"
	"slices"
	"sync"

	"backprop/chapter5"
	"backprop/chapter5/exercises/checks"
	"backprop/chapter5/watch"
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
	rng := random.New(1)
	names := []string{"affine", "relu", "affine", "softmaxwithloss"}
	params := []tensors{{rng.Randn(784, 20).MulScalar(std), tensor.Zeros(20)}, nil,
		{rng.Randn(20, 10).MulScalar(std), tensor.Zeros(10)}, nil}
	if exercise == "sigmoid" {
		names[1] = exercise
	}
	var nodes []layertest.Node
	for i, name := range names {
		maker := checks.Exam(name).Right
		if name == exercise {
			maker = broken
		}
		nodes = append(nodes, maker(params[i]))
	}
	all, last := nodes[:3], nodes[3]
	forward := func(x *tensor.Tensor) *tensor.Tensor {
		for _, n := range all {
			x = n.Forward(tensors{x})
		}
		return x
	}
	s, panicked := steps(func(x, t *tensor.Tensor) float64 {
		loss := last.Forward(tensors{forward(x), t}).Item()
		dout := last.Backward(tensor.Scalar(1))[0]
		for i, n := range slices.Backward(all) {
			gradients := n.Backward(dout)
			dout = gradients[0]
			for k, p := range params[i] {
				p.SubInPlace(gradients[k+1].MulScalar(0.3))
			}
		}
		return loss
	})
	if !panicked {
		x, t := images()
		s.add("right answers, of 200 images: %v", "이미지 200장 중 맞힌 수: %v", forward(x).Argmax(1).Equal(t.Argmax(1)).Sum().Item())
	}
	return s
}

// newNet returns the network that symptoms are shown with.
func newNet() *chapter5.TwoLayerNet { return chapter5.NewTwoLayerNet(784, 20, 10, 0.1, random.New(1)) }

// gradientSymptom trains with a gradient. Then it compares the first gradient with the
// right one. The network has seen another batch before.
func gradientSymptom(broken layertest.Maker) symptom {
	all, labels := images()
	net := newNet()
	params := layertest.InOrder(net.Params, chapter5.ParamNames)
	node := broken(params)
	attempt(func() { x, t := batch(1); node.Forward(tensors{x, t}) })
	var first tensors
	s, _ := steps(func(x, t *tensor.Tensor) float64 {
		node.Forward(tensors{x, t})
		grad := node.Backward(nil)
		if first == nil {
			first = grad
		}
		for i, p := range params {
			p.SubInPlace(grad[i].MulScalar(0.3))
		}
		return net.Loss(all, labels)
	})
	if first == nil {
		return s
	}
	s.add("", "")
	s.add("mean size of the first gradient", "첫 기울기의 평균 크기")
	right := newNet().Gradient(batch(0))
	mean := func(x *tensor.Tensor) string { return fmt.Sprintf("%v %.6f", x.Shape(), x.Abs().Mean().Item()) }
	for i, key := range chapter5.ParamNames {
		s.add("%s  %s  should be %s", "%s  %s  맞는 값 %s", key, mean(first[i]), mean(right[key]))
	}
	return s
}

// loopSymptom runs a training loop. It shows how far the parameters moved that
// the layers use.
func loopSymptom(broken layertest.Maker) symptom {
	x, t := images()
	net, before := newNet(), newNet()
	params := layertest.InOrder(net.Params, chapter5.ParamNames)
	node := broken(params)
	node.Forward(tensors{x, t, tensor.Vector(50, 50, 0.3, 2)}) // iterations, batch size, rate, seed
	after := node.Backward(nil)
	for i, p := range params {
		p.SetAll(after[i])
	}
	s := curve(after[len(after)-1].Data(), 5)
	s.add("of all 200 images: loss %.4f, accuracy %v", "이미지 200장 전체: 손실 %.4f, 정확도 %v",
		net.Loss(x, t), net.Accuracy(x, t))
	s.add("", "")
	s.add("the layers' parameters have moved by at most", "계층의 매개변수가 변한 최대 크기")
	for i, key := range chapter5.ParamNames {
		moved := number(after[i].Sub(before.Params[key]).Abs().Max().Item(), 4)
		s.add("%s  %s", "%s  %s", key, moved)
	}
	return s
}

// A training is the project's own, with an unwise number.
type training struct {
	std, rate, scale float64 // of the weights, of learning, of the pixels
}

// run trains for 100 steps. A Watch reports what is unwise.
func (o training) run() (symptom, layertest.Report) {
	x, t := images()
	x = x.MulScalar(o.scale)
	rng := random.New(1)
	net := chapter5.NewTwoLayerNet(784, 50, 10, o.std, rng)
	var losses []float64
	var report layertest.Report
	var w watch.Watch
	for step := range 100 {
		mask := rng.Choice(200, 50)
		xBatch, tBatch := x.Rows(mask), t.Rows(mask)
		grad := net.Gradient(xBatch, tBatch)
		for _, key := range chapter5.ParamNames {
			net.Params[key].SubInPlace(grad[key].MulScalar(o.rate))
		}
		losses = append(losses, net.LastLayer.Loss)
		for _, warning := range w.Step(step, net, xBatch, grad, o.rate, net.LastLayer.Loss) {
			report.Problems = append(report.Problems, warning.Text)
		}
	}
	s := curve(losses, 10)
	s.add("accuracy on 200 images: %v", "이미지 200장의 정확도: %v", net.Accuracy(x, t))
	return s, report
}
