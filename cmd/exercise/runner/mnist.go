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
	net := chapter5.NewTwoLayerNet(784, 50, 10, 0.01, rng)
	own, runsOwn := ownNetwork(net)
	layertest.Attempt(func() { exercises.Gradient(own, xTrain.Slice(0, 1), tTrain.Slice(0, 1)) })
	if !*runsOwn {
		report.Problems = []layertest.Problem{{Text: layertest.Say(
			"Gradient calls the layers by their names, such as net.Affine1. These are the project's layers. Go through net.Layers instead, so that the training runs your layers.",
			"Gradient에서 net.Affine1처럼 이름으로 계층을 썼다. 이 계층은 프로젝트의 계층이다. net.Layers의 계층을 써야 직접 구현한 계층으로 학습한다.")}}
		return report
	}
	net.Layers = []layers.Layer{gradientLayer(own, net)}

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

// A layer is made of two functions.
type layer struct {
	forward, backward func(*tensor.Tensor) *tensor.Tensor
}

func (l layer) Forward(x *tensor.Tensor) *tensor.Tensor     { return l.forward(x) }
func (l layer) Backward(dout *tensor.Tensor) *tensor.Tensor { return l.backward(dout) }

// ownNetwork returns a network with the parameters of net whose list Layers
// holds the student's layers. The fields Affine1, Affine2 and LastLayer have the
// types of the project's layers, and so Affine1 and Affine2 receive DW and DB,
// and the last of Layers computes dout with the student's loss. *runsOwn becomes
// true when a Gradient calls it.
func ownNetwork(net *chapter5.TwoLayerNet) (own *chapter5.TwoLayerNet, runsOwn *bool) {
	copied := *net
	own, runsOwn = &copied, new(bool)
	affine := func(project *layers.Affine) layer {
		student := newAffine(project.W, project.B)
		return layer{student.Forward, func(dout *tensor.Tensor) *tensor.Tensor {
			dx := student.Backward(dout)
			project.DW, project.DB = student.Grads()
			return dx
		}}
	}
	affine2 := affine(own.Affine2)
	var y *tensor.Tensor
	last := layer{
		func(x *tensor.Tensor) *tensor.Tensor {
			y = affine2.Forward(x)
			return y
		},
		func(*tensor.Tensor) *tensor.Tensor {
			*runsOwn = true
			loss := &exercises.SoftmaxWithLoss{}
			loss.Forward(y, own.LastLayer.T)
			return affine2.Backward(loss.Backward(1))
		},
	}
	own.Layers = []layers.Layer{affine(own.Affine1), &exercises.ReLU{}, last}
	return own, runsOwn
}

// gradientLayer returns the student's network as the only layer of net: when
// net.Gradient calls Backward, the student's Gradient computes the gradients.
func gradientLayer(own, net *chapter5.TwoLayerNet) layer {
	var batch *tensor.Tensor
	return layer{
		func(x *tensor.Tensor) *tensor.Tensor {
			batch = x
			return own.Predict(x)
		},
		func(*tensor.Tensor) *tensor.Tensor {
			grads := exercises.Gradient(own, batch, net.LastLayer.T)
			net.Affine1.DW, net.Affine1.DB = grads["W1"], grads["b1"]
			net.Affine2.DW, net.Affine2.DB = grads["W2"], grads["b2"]
			return nil
		},
	}
}
