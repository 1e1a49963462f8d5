package clinic

import (
	"fmt"
	"strings"

	"backprop/chapter5"
	"backprop/chapter5/exercises/checks"
	"backprop/layers/layertest"
	"backprop/tensor"
	"backprop/tensor/random"
)

// differences are central differences with any h.
func differences(f func(*tensor.Tensor) float64, x *tensor.Tensor, h float64) *tensor.Tensor {
	shape := x.Shape()
	grad := tensor.Zeros(shape...)
	for i := range x.Size() {
		index := make([]int, len(shape))
		for axis, rest := len(shape)-1, i; axis >= 0; axis-- {
			index[axis] = rest % shape[axis]
			rest /= shape[axis]
		}
		tmp := x.At(index...)
		x.Set(tmp+h, index...)
		more := f(x)
		x.Set(tmp-h, index...)
		less := f(x)
		x.Set(tmp, index...)
		grad.Set((more-less)/(2*h), index...)
	}
	return grad
}

// gradientsOf collects what Backward has left in the layers.
func gradientsOf(net *chapter5.TwoLayerNet) map[string]*tensor.Tensor {
	return map[string]*tensor.Tensor{
		"W1": net.Affine1.DW, "b1": net.Affine1.DB,
		"W2": net.Affine2.DW, "b2": net.Affine2.DB,
	}
}

// gradientSymptom trains with a gradient, on two batches in turn.
func gradientSymptom(gradient func(net *chapter5.TwoLayerNet, x, t *tensor.Tensor) map[string]*tensor.Tensor) string {
	x, t := images()
	net := chapter5.NewTwoLayerNet(784, 20, 10, 0.1, random.New(1))
	net.Loss(x.Slice(0, 50), t.Slice(0, 50))
	var b strings.Builder
	if message := attempt(func() {
		for step := range 51 {
			from := step % 4 * 50
			grad := gradient(net, x.Slice(from, from+50), t.Slice(from, from+50))
			for _, key := range []string{"W1", "b1", "W2", "b2"} {
				net.Params[key].SubScaledInPlace(0.3, grad[key])
			}
			if step%10 == 0 {
				fmt.Fprintf(&b, "step %2d  loss %.4f\n", step, net.Loss(x, t))
			}
		}
	}); message != "" {
		fmt.Fprintf(&b, "panic: %s\n", message)
	}
	return b.String()
}

// loopSymptom runs a training loop.
func loopSymptom(loop checks.Loop) string {
	x, t := images()
	net := chapter5.NewTwoLayerNet(784, 20, 10, 0.1, random.New(1))
	losses := loop(net, x, t, 51, 50, 0.3, random.New(2))
	var b strings.Builder
	for step := 0; step < len(losses); step += 10 {
		fmt.Fprintf(&b, "step %2d  loss of the batch %.4f\n", step, losses[step])
	}
	fmt.Fprintf(&b, "loss of 200 images %.4f, accuracy %v\n", net.Loss(x, t), net.Accuracy(x, t))
	return b.String()
}

// goodLoop is section 7.4's.
func goodLoop(net *chapter5.TwoLayerNet, x, t *tensor.Tensor, iters, batchSize int,
	rate float64, rng *random.RandomState) []float64 {
	var losses []float64
	for range iters {
		mask := rng.Choice(x.Shape()[0], batchSize)
		xBatch, tBatch := x.Rows(mask), t.Rows(mask)
		grad := net.Gradient(xBatch, tBatch)
		for _, key := range []string{"W1", "b1", "W2", "b2"} {
			net.Params[key].SubScaledInPlace(rate, grad[key])
		}
		losses = append(losses, net.Loss(xBatch, tBatch))
	}
	return losses
}

// goodAccuracy is the share of rows whose largest score is at the label.
func goodAccuracy(y, t *tensor.Tensor) float64 {
	if t.NDim() > 1 {
		t = t.Argmax(1)
	}
	return y.Argmax(1).Equal(t).Mean().Item()
}

// A training is the project's own, with something unwise about it.
type training struct {
	std, rate, scale float64 // of the weights, of learning, of the pixels
}

// run trains for some steps with a Watch.
func (o training) run(b *strings.Builder) (report layertest.Report) {
	x, t := images()
	x = x.MulScalar(o.scale)
	rng := random.New(1)
	net := chapter5.NewTwoLayerNet(784, 50, 10, o.std, rng)
	var watch chapter5.Watch
	for step := range 101 {
		mask := rng.Choice(200, 50)
		xBatch, tBatch := x.Rows(mask), t.Rows(mask)
		grad := net.Gradient(xBatch, tBatch)
		for _, key := range []string{"W1", "b1", "W2", "b2"} {
			net.Params[key].SubScaledInPlace(o.rate, grad[key])
		}
		loss := net.LastLayer.Loss
		report.Problems = append(report.Problems, watch.Step(step, net, xBatch, grad, o.rate, loss)...)
		if step%20 == 0 {
			fmt.Fprintf(b, "step %3d  loss %.4f\n", step, loss)
		}
	}
	fmt.Fprintf(b, "accuracy on 200 images %v\n", net.Accuracy(x, t))
	return report
}

func (o training) symptom() string {
	var b strings.Builder
	o.run(&b)
	return b.String()
}

func (o training) examine() layertest.Report {
	var b strings.Builder
	return o.run(&b)
}
