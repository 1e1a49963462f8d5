package main

import (
	"fmt"
	"runtime/debug"

	"backprop/chapter5"
	"backprop/chapter5/exercises"
	"backprop/chapter5/exercises/checks"
	"backprop/layers"
	"backprop/layers/layertest"
	"backprop/mnist"
	"backprop/tensor"
	"backprop/tensor/random"
)

// train runs section 7.4 with the student's layers, gradient and loop, and
// marks the accuracies after the first iteration of each epoch. The report
// says so if Gradient does not go through net.Layers.
func train(iters int) (report layertest.Report) {
	train, test, err := mnist.Load(mnist.Options{OneHot: true})
	if err != nil {
		panic(err) // the data are inside the program
	}
	trainSize := train.X.Shape()[0]
	debug.SetGCPercent(10) // the images as float64 are 376 MB
	xTrain, tTrain := train.X.Slice(0, trainSize), train.T.Slice(0, trainSize)
	rng := random.New(42)
	net := chapter5.NewTwoLayerNet(784, 50, 10, 0.01, rng)
	// Gradient receives a network with the same parameters and the student's layers.
	own := *net
	affine1 := ownAffine{newAffine(net.Affine1.W, net.Affine1.B), net.Affine1}
	affine2 := ownAffine{newAffine(net.Affine2.W, net.Affine2.B), net.Affine2}
	last := &ownLast{ownAffine: affine2, net: net}
	own.Layers = []layers.Layer{affine1, &exercises.ReLU{}, last}
	layertest.Attempt(func() { exercises.Gradient(&own, xTrain.Slice(0, 1), tTrain.Slice(0, 1)) })
	if !last.ran {
		report.Problems = []layertest.Text{layertest.Say(
			"Gradient calls the layers by their names, such as net.Affine1. These are the project's layers. Go through net.Layers instead, so that the training runs your layers.",
			"Gradient에서 net.Affine1처럼 이름으로 쓴 계층은 프로젝트의 계층이다. 직접 구현한 계층으로 학습하려면 net.Layers의 계층을 써야 한다.")}
		return report
	}
	net.Layers = []layers.Layer{&ownNetwork{own: &own, net: net}}

	loop := exercises.Train // in a variable, because staticcheck knows that the blank one never returns
	const batchSize, learningRate = 100, 0.1
	iterPerEpoch := trainSize / batchSize
	for done := 0; done < iters; {
		n := min(iterPerEpoch, iters-done)
		if done == 0 {
			n = 1
		}
		loop(net, xTrain, tTrain, n, batchSize, learningRate, rng)
		if done += n; done%iterPerEpoch == 1 {
			mark("note", fmt.Sprint(net.Accuracy(train.X, train.T), " ", net.Accuracy(test.X, test.T)))
		}
	}
	return report
}

// An ownAffine is the student's Affine layer. Its Backward stores DW and DB in the
// project's layer too, where Gradient reads them.
type ownAffine struct {
	checks.AffineLayer
	project *layers.Affine
}

func (a ownAffine) Backward(dout *tensor.Tensor) *tensor.Tensor {
	dx := a.AffineLayer.Backward(dout)
	a.project.DW, a.project.DB = a.Grads()
	return dx
}

// An ownLast is the student's last Affine layer and SoftmaxWithLoss. The field
// LastLayer of a network has the type of the project's layer, whose dout ownLast
// replaces with that of the student's.
type ownLast struct {
	ownAffine
	net *chapter5.TwoLayerNet
	y   *tensor.Tensor // the result of Forward
	ran bool           // Backward has been called
}

func (l *ownLast) Forward(x *tensor.Tensor) *tensor.Tensor {
	l.y = l.ownAffine.Forward(x)
	return l.y
}

func (l *ownLast) Backward(*tensor.Tensor) *tensor.Tensor {
	l.ran = true
	loss := &exercises.SoftmaxWithLoss{}
	loss.Forward(l.y, l.net.LastLayer.T)
	return l.ownAffine.Backward(loss.Backward(1))
}

// An ownNetwork is the student's network as the only layer of net: when net.Gradient
// calls Backward, the student's Gradient computes the gradients.
type ownNetwork struct {
	own, net *chapter5.TwoLayerNet
	batch    *tensor.Tensor
}

func (l *ownNetwork) Forward(x *tensor.Tensor) *tensor.Tensor {
	l.batch = x
	return l.own.Predict(x)
}

func (l *ownNetwork) Backward(*tensor.Tensor) *tensor.Tensor {
	grads := exercises.Gradient(l.own, l.batch, l.net.LastLayer.T)
	l.net.Affine1.DW, l.net.Affine1.DB = grads["W1"], grads["b1"]
	l.net.Affine2.DW, l.net.Affine2.DB = grads["W2"], grads["b2"]
	return nil
}
