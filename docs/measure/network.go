package main

import (
	"fmt"
	"math"

	"backprop/chapter5"
	"backprop/layers"
	"backprop/tensor"
)

// networks prints the numbers of the page on sections 7.1 and 7.2.
func networks() {
	t := usual().start()
	t.rate = 0.5
	x, labels := t.batch()
	before := t.net.Loss(x, labels)
	grad, squares := t.net.Gradient(x, labels), 0.0
	for _, key := range chapter5.ParamNames {
		squares += grad[key].Mul(grad[key]).Sum().Item()
	}
	fmt.Printf("log(10) = %.4f; the squared gradients sum to %.4f; 0.5 times that is %.5f; the loss falls by %.5f\n",
		math.Log(10), squares, 0.5*squares, before-t.update(x, labels))
	fmt.Printf("ten steps with a copy of W1 in the layer: loss %.4f\n", afterTenSteps(func(net *chapter5.TwoLayerNet) {
		net.Affine1.W = net.Affine1.W.Copy()
	}))
	fmt.Printf("ten steps with copies of all parameters in the layers: loss %.4f\n", afterTenSteps(func(net *chapter5.TwoLayerNet) {
		for _, affine := range []*layers.Affine{net.Affine1, net.Affine2} {
			affine.W, affine.B = affine.W.Copy(), affine.B.Copy()
		}
	}))
	t = usual().start()
	answers := make([]int, 10)
	for i := 0; i < 10000; i += 100 {
		for _, digit := range t.net.Predict(testSet.X.Slice(i, i+100)).Argmax(1).Data() {
			answers[int(digit)]++
		}
	}
	fmt.Printf("answers 0 to 9 before the training: %v, 0 and 5 together %d\n", answers, answers[0]+answers[5])
}

// afterTenSteps returns the loss at the end of program 7.1 with a changed network.
func afterTenSteps(change func(net *chapter5.TwoLayerNet)) (loss float64) {
	t := usual()
	t.rate, t.change = 0.5, change
	x, labels := t.start().batch()
	for range 10 {
		loss = t.update(x, labels)
	}
	return loss
}

// memory prints how much memory the layers use for a batch of 100.
func memory() {
	total := 0
	for _, stored := range []struct {
		what string
		n    int
	}{
		{"x of Affine1", 100 * 784}, {"mask of Relu1", 100 * 50}, {"x of Affine2", 100 * 50},
		{"y and t of SoftmaxWithLoss", 2 * 100 * 10}, {"four parameters", 39760}, {"four gradients", 39760},
	} {
		total += 8 * stored.n
		fmt.Printf("%s: %d numbers, %d KB\n", stored.what, stored.n, 8*stored.n/1000)
	}
	fmt.Printf("together %d KB\n", total/1000)
	fmt.Printf("a batch of 200: %.1f MB without the parameters and gradients\n", 2*float64(total-2*8*39760)/1e6)
	t := usual().start()
	t.net.Loss(trainSet.X.Slice(0, 20), trainSet.T.Slice(0, 20))
	fmt.Printf("a batch of 20: Relu1 receives %v\n", t.net.Affine2.Backward(t.net.LastLayer.Backward(1)).Shape())
	fmt.Printf("28 × 28 = %d pixels, 39760 parameters\n%d training images, %d test images\n",
		trainSet.X.Shape()[1], trainSet.X.Shape()[0], testSet.X.Shape()[0])
}

// lossWithout returns the loss without the 1e-7 in the logarithm.
func (t *training) lossWithout(x, labels *tensor.Tensor) float64 {
	y := layers.Softmax(t.net.Predict(x))
	sum := 0.0
	for i := range y.Shape()[0] {
		sum -= math.Log(y.Mul(labels).Slice(i, i+1).Sum().Item())
	}
	return sum / float64(y.Shape()[0])
}

// check prints the numbers of section 7.3.
func check() {
	t := usual().start()
	x, labels := trainSet.X.Slice(0, 3), trainSet.T.Slice(0, 3)
	gradient := t.net.Gradient(x, labels)
	for _, key := range chapter5.ParamNames {
		with := tensor.NumericalGradient(func(*tensor.Tensor) float64 { return t.net.Loss(x, labels) }, t.net.Params[key])
		without := tensor.NumericalGradient(func(*tensor.Tensor) float64 { return t.lossWithout(x, labels) }, t.net.Params[key])
		size := gradient[key].Abs().Mean().Item()
		d := gradient[key].Sub(with).Abs().Mean().Item()
		fmt.Printf("%s: difference %.1e, gradient %.1e, ratio %.1e; without the 1e-7: difference %.1e\n",
			key, d, size, d/size, gradient[key].Sub(without).Abs().Mean().Item())
	}
	fmt.Printf("y / (y + 1e-7) for y = 0.1: %.6f\n", 0.1/(0.1+1e-7))
	fmt.Println("relative error of b2[5], of W2[0, 0] and of W1[272, 46] without the 1e-7")
	for h := 1e-1; h > 0.9e-10; h /= 10 {
		fmt.Printf("h = %.0e:", h)
		for _, w := range []struct {
			key string
			at  []int
		}{{"b2", []int{5}}, {"W2", []int{0, 0}}, {"W1", []int{272, 46}}} {
			d := difference(t.net.Params[w.key], h, func() float64 { return t.lossWithout(x, labels) }, w.at...)
			g := gradient[w.key].At(w.at...)
			fmt.Printf(" %.1e", math.Abs(d-g)/math.Abs(g))
		}
		fmt.Println()
	}
}

// difference returns the central difference of the loss for one element of p.
func difference(p *tensor.Tensor, h float64, loss func() float64, at ...int) float64 {
	v := p.At(at...)
	p.Set(v+h, at...)
	more := loss()
	p.Set(v-h, at...)
	less := loss()
	p.Set(v, at...)
	return (more - less) / (2 * h)
}

// kinks prints the derivative at a kink of the loss, which seed 4 meets, and which of
// the seeds 0 to 60 meet one in section 7.3: a hidden neuron gets a number between -h
// and h for one of the three images.
func kinks() {
	t := usual()
	t.seed = 4
	t.start()
	x, labels := trainSet.X.Slice(0, 3), trainSet.T.Slice(0, 3)
	fmt.Printf("seed 4: hidden neuron 33 gets %.1e for the second image\n", t.net.Affine1.Forward(x).At(1, 33))
	d := func(h float64) float64 {
		return difference(t.net.Params["b1"], h, func() float64 { return t.net.Loss(x, labels) }, 33)
	}
	gradient := t.net.Gradient(x, labels)
	fmt.Printf("b1[33]: backpropagation %.5f, h = 1e-4 %.5f, h = 1e-5 %.5f\n", gradient["b1"].At(33), d(1e-4), d(1e-5))
	var seeds []uint32
	for seed := range uint32(61) {
		t := usual()
		t.seed = seed
		if t.start().net.Affine1.Forward(x).Abs().LessEqual(1e-4).Sum().Item() > 0 {
			seeds = append(seeds, seed)
		}
	}
	fmt.Printf("%d of the seeds 0 to 60 meet a kink: %v\n", len(seeds), seeds)
}
