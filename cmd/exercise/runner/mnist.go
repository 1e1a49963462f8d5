package main

import (
	"fmt"
	"runtime/debug"
	"strconv"

	"backprop/chapter5"
	"backprop/chapter5/exercises"
	"backprop/layers"
	"backprop/mnist"
	"backprop/tensor"
	"backprop/tensor/random"
)

// train runs section 7.4 with the student's layers, gradient and loop, and
// marks the accuracies after the first iteration of each epoch.
func train(iterations string) {
	iters, err := strconv.Atoi(iterations)
	if err != nil {
		panic(err)
	}
	train, test, err := mnist.Load(mnist.Options{OneHot: true})
	if err != nil {
		panic(err) // the data are inside the program
	}
	trainSize := train.X.Shape()[0]
	debug.SetGCPercent(10) // the images as float64 are 376 MB
	xTrain, tTrain := train.X.Slice(0, trainSize), train.T.Slice(0, trainSize)
	rng := random.New(42)
	network := chapter5.NewTwoLayerNet(784, 50, 10, 0.01, rng)
	own := ownNetwork(network)
	own.choose(xTrain.Slice(0, 1), tTrain.Slice(0, 1))
	network.Layers = []layers.Layer{own}

	const batchSize, learningRate = 100, 0.1
	iterPerEpoch := trainSize / batchSize
	for done := 0; done < iters; {
		n := min(iterPerEpoch, iters-done)
		if done == 0 {
			n = 1
		}
		exercises.Train(network, xTrain, tTrain, n, batchSize, learningRate, rng)
		if done += n; done%iterPerEpoch == 1 {
			mark("accuracy", fmt.Sprint(network.Accuracy(train.X, train.T), " ", network.Accuracy(test.X, test.T)))
		}
	}
}

// network is the student's network as the only layer of the network that the
// loop trains. The types of the chapter's network name the project's layers,
// and so the student's stand in its list Layers, which Predict walks.
type network struct {
	*chapter5.TwoLayerNet                       // its Layers are the student's
	trained               *chapter5.TwoLayerNet // by the loop: the same parameters
	x                     *tensor.Tensor
	backwards             int  // how often a layer of the student's went backward
	named                 bool // Gradient calls the project's layers by their names
}

func ownNetwork(trained *chapter5.TwoLayerNet) *network {
	own := *trained
	net := &network{TwoLayerNet: &own, trained: trained}
	affine := func(project *layers.Affine) *layer {
		a := &exercises.Affine{W: project.W, B: project.B}
		return &layer{student: a, project: project, net: net, after: func() { project.DW, project.DB = a.DW, a.DB }}
	}
	last := affine(own.Affine2)
	last.loss = &exercises.SoftmaxWithLoss{}
	own.Layers = []layers.Layer{affine(own.Affine1),
		&layer{student: &exercises.ReLU{}, project: own.Relu1, net: net, after: func() {}}, last}
	return net
}

// choose tries Gradient and finds whether it walks Layers or calls the layers
// by their names. Those are the project's, and must then go forward too.
func (n *network) choose(x, t *tensor.Tensor) {
	n.named = true
	exercises.Gradient(n.TwoLayerNet, x, t)
	if n.named = n.backwards == 0; n.named {
		mark("named", true)
	}
}

func (n *network) Forward(x *tensor.Tensor) *tensor.Tensor {
	n.x = x
	return n.Predict(x)
}

// Backward lets the student's Gradient compute what the loop asks the trained
// network for.
func (n *network) Backward(*tensor.Tensor) *tensor.Tensor {
	grads := exercises.Gradient(n.TwoLayerNet, n.x, n.trained.LastLayer.T)
	n.trained.Affine1.DW, n.trained.Affine1.DB = grads["W1"], grads["b1"]
	n.trained.Affine2.DW, n.trained.Affine2.DB = grads["W2"], grads["b2"]
	return nil
}

// layer is a layer of the student's beside the project's, whose DW and DB the
// student's Gradient reads.
type layer struct {
	student, project layers.Layer
	net              *network
	loss             *exercises.SoftmaxWithLoss // after the last layer
	out              *tensor.Tensor
	after            func()
}

func (l *layer) Forward(x *tensor.Tensor) *tensor.Tensor {
	if l.net.named {
		l.project.Forward(x)
	}
	l.out = l.student.Forward(x)
	return l.out
}

// Backward computes the student's dout where the student's loss stands: the
// network's own last layer is the project's.
func (l *layer) Backward(dout *tensor.Tensor) *tensor.Tensor {
	l.net.backwards++
	if l.loss != nil {
		l.loss.Forward(l.out, l.net.LastLayer.T)
		dout = l.loss.Backward(1)
	}
	dx := l.student.Backward(dout)
	l.after()
	return dx
}
