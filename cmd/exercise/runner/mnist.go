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

// train runs section 7.4 with the student's layers, gradient and loop, which are
// right. It sends the accuracies after the first iteration of each epoch.
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
	if !useStudents(net, xTrain.Slice(0, 1), tTrain.Slice(0, 1)) {
		report.Problems = []layertest.Text{layertest.Say(
			"Gradient calls the layers by their names, such as net.Affine1. These are the project's layers. Go through net.Layers instead, so that the training runs your layers.",
			"Gradient에서 net.Affine1처럼 이름으로 쓴 계층은 프로젝트의 계층이다. 직접 구현한 계층으로 학습하려면 net.Layers의 계층을 써야 한다.")}
		return report
	}
	loop := exercises.Train // in a variable, because staticcheck knows that the blank one never returns
	const batchSize, learningRate = 100, 0.1
	iterPerEpoch := trainSize / batchSize
	for i := 0; i < iters; i += iterPerEpoch {
		loop(net, xTrain, tTrain, 1, batchSize, learningRate, rng)
		send(fmt.Sprint(net.Accuracy(train.X, train.T), " ", net.Accuracy(test.X, test.T)))
		loop(net, xTrain, tTrain, min(iterPerEpoch, iters-i)-1, batchSize, learningRate, rng)
	}
	return report
}

// layerFuncs is a layer of two functions.
type layerFuncs struct {
	forward, backward func(*tensor.Tensor) *tensor.Tensor
}

func (l layerFuncs) Forward(x *tensor.Tensor) *tensor.Tensor     { return l.forward(x) }
func (l layerFuncs) Backward(dout *tensor.Tensor) *tensor.Tensor { return l.backward(dout) }

// useStudents replaces the layers of net by one that stands for a network with the
// student's layers, whose gradients the student's Gradient computes. It reports
// whether Gradient, for x and t, calls these layers.
func useStudents(net *chapter5.TwoLayerNet, x, t *tensor.Tensor) (called bool) {
	affine := func(project *layers.Affine) layerFuncs {
		own := &exercises.Affine{W: project.W, B: project.B}
		return layerFuncs{own.Forward, func(dout *tensor.Tensor) *tensor.Tensor {
			dx := own.Backward(dout)
			project.DW, project.DB = own.DW, own.DB // Gradient reads them there
			return dx
		}}
	}
	own, affine2 := *net, affine(net.Affine2)
	var y *tensor.Tensor
	own.Layers = []layers.Layer{affine(net.Affine1), &exercises.ReLU{}, layerFuncs{
		func(x *tensor.Tensor) *tensor.Tensor {
			y = affine2.Forward(x)
			return y
		},
		// The type of net.LastLayer is the project's: the layer before it takes dout
		// from the student's last layer instead.
		func(*tensor.Tensor) *tensor.Tensor {
			called = true
			loss := &exercises.SoftmaxWithLoss{}
			loss.Forward(y, net.LastLayer.T)
			return affine2.Backward(loss.Backward(1))
		},
	}}
	// A Gradient that calls the layers by name may panic, because own.Loss does not run these.
	layertest.Attempt(func() { exercises.Gradient(&own, x, t) })

	var batch *tensor.Tensor
	net.Layers = []layers.Layer{layerFuncs{
		func(x *tensor.Tensor) *tensor.Tensor {
			batch = x
			return own.Predict(x)
		},
		func(*tensor.Tensor) *tensor.Tensor {
			grads := exercises.Gradient(&own, batch, net.LastLayer.T)
			net.Affine1.DW, net.Affine1.DB = grads["W1"], grads["b1"]
			net.Affine2.DW, net.Affine2.DB = grads["W2"], grads["b2"]
			return nil
		},
	}}
	return called
}
