package main

import (
	"fmt"
	"runtime/debug"

	"backprop/chapter5"
	"backprop/chapter5/exercises"
	"backprop/layers"
	"backprop/layers/layertest"
	"backprop/mnist"
	"backprop/tensor"
	"backprop/tensor/random"
)

// train runs section 7.4 with the student's layers, gradient and loop, and
// marks the accuracies after the first iteration of each epoch. The report
// says that the training needs a Gradient that walks net.Layers.
func train(iters int) (report layertest.Report) {
	train, test, err := mnist.Load(mnist.Options{OneHot: true})
	if err != nil {
		panic(err) // the data are inside the program
	}
	trainSize := train.X.Shape()[0]
	debug.SetGCPercent(10) // the images as float64 are 376 MB
	xTrain, tTrain := train.X.Slice(0, trainSize), train.T.Slice(0, trainSize)
	rng := random.New(42)
	trained := chapter5.NewTwoLayerNet(784, 50, 10, 0.01, rng)
	own := ownNetwork(trained)
	layertest.Attempt(func() { exercises.Gradient(own.net, xTrain.Slice(0, 1), tTrain.Slice(0, 1)) })
	if !own.backward {
		report.Problems = []layertest.Problem{{Text: layertest.Say(
			"Gradient calls the layers by their names, such as net.Affine1. Those are the project's: walk net.Layers, and the training runs your layers.",
			"Gradient에서 net.Affine1처럼 이름으로 계층을 썼다. 이 계층은 프로젝트의 계층이다. net.Layers의 계층을 써야 직접 구현한 계층으로 학습한다.")}}
		return report
	}
	trained.Layers = []layers.Layer{own}

	loop := exercises.Train // in a variable, because staticcheck knows that the blank one never returns
	const batchSize, learningRate = 100, 0.1
	iterPerEpoch := trainSize / batchSize
	for done := 0; done < iters; {
		n := min(iterPerEpoch, iters-done)
		if done == 0 {
			n = 1
		}
		loop(trained, xTrain, tTrain, n, batchSize, learningRate, rng)
		if done += n; done%iterPerEpoch == 1 {
			mark("accuracy", fmt.Sprint(trained.Accuracy(train.X, train.T), " ", trained.Accuracy(test.X, test.T)))
		}
	}
	return report
}

// network is the student's network as the only layer of the network that the
// loop trains. The fields of the chapter's network have the types of the
// project's layers, and so the student's stand in its list Layers, which
// Predict walks.
type network struct {
	net      *chapter5.TwoLayerNet // its Layers are the student's
	trained  *chapter5.TwoLayerNet // by the loop: the same parameters
	x        *tensor.Tensor
	backward bool // whether Gradient called the student's layers
}

func ownNetwork(trained *chapter5.TwoLayerNet) *network {
	net := *trained
	n := &network{net: &net, trained: trained}
	own := func(l *layers.Affine) affine {
		return affine{student: &exercises.Affine{W: l.W, B: l.B}, project: l}
	}
	net.Layers = []layers.Layer{own(net.Affine1), &exercises.ReLU{}, &last{affine: own(net.Affine2), network: n}}
	return n
}

func (n *network) Forward(x *tensor.Tensor) *tensor.Tensor {
	n.x = x
	return n.net.Predict(x)
}

// Backward stores the gradients that the student's Gradient computes. The loop
// takes them from the trained network.
func (n *network) Backward(*tensor.Tensor) *tensor.Tensor {
	grads := exercises.Gradient(n.net, n.x, n.trained.LastLayer.T)
	n.trained.Affine1.DW, n.trained.Affine1.DB = grads["W1"], grads["b1"]
	n.trained.Affine2.DW, n.trained.Affine2.DB = grads["W2"], grads["b2"]
	return nil
}

// affine is the student's layer. It sets DW and DB of the project's, which the
// student's Gradient reads.
type affine struct {
	student *exercises.Affine
	project *layers.Affine
}

func (a affine) Forward(x *tensor.Tensor) *tensor.Tensor { return a.student.Forward(x) }

func (a affine) Backward(dout *tensor.Tensor) *tensor.Tensor {
	dx := a.student.Backward(dout)
	a.project.DW, a.project.DB = a.student.DW, a.student.DB
	return dx
}

// last is the last Affine layer with the student's loss, which computes dout:
// the network's own LastLayer is the project's.
type last struct {
	affine
	network *network
	out     *tensor.Tensor
}

func (l *last) Forward(x *tensor.Tensor) *tensor.Tensor {
	l.out = l.affine.Forward(x)
	return l.out
}

func (l *last) Backward(*tensor.Tensor) *tensor.Tensor {
	l.network.backward = true
	loss := &exercises.SoftmaxWithLoss{}
	loss.Forward(l.out, l.network.net.LastLayer.T)
	return l.affine.Backward(loss.Backward(1))
}
