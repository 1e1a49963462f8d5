package main

import (
	"fmt"
	"time"

	"backprop/chapter5"
	"backprop/layers/layertest"
	"backprop/mnist"
	"backprop/tensor/random"
)

// gradCheck prints the gradient check of section 7.3 with what its verdict
// rests on: the worst element of each parameter, the numerical gradient for
// other h, and the time that both ways take. A seed of -1 is that of 7.3.
func (t *tool) gradCheck(seed int) error {
	if seed < 0 {
		seed = 42
	}
	train, _, err := mnist.Load(mnist.Options{OneHot: true})
	if err != nil {
		return err
	}
	network := chapter5.NewTwoLayerNet(784, 50, 10, 0.01, random.New(uint32(seed)))
	xBatch, tBatch := train.X.Slice(0, 3), train.T.Slice(0, 3)

	start := time.Now()
	gradNumerical := network.NumericalGradient(xBatch, tBatch)
	numerical := time.Since(start)
	start = time.Now()
	gradBackprop := network.Gradient(xBatch, tBatch)
	backprop := time.Since(start)

	keys := []string{"W1", "b1", "W2", "b2"}
	for _, key := range keys {
		diff := gradBackprop[key].Sub(gradNumerical[key]).Abs().Mean().Item()
		fmt.Fprintf(t.out, "%s:%v\n", key, diff)
	}
	check := layertest.Gradients{
		Names: keys, Params: network.Params, N: 3,
		Backprop: gradBackprop, Numerical: gradNumerical,
		Loss: func() float64 { return network.Loss(xBatch, tBatch) },
	}
	diagnosis := layertest.Diagnose(check)
	fmt.Fprintf(t.out, "%s\n\n%s\n", diagnosis.Verdict(t.language), diagnosis.Table(check))
	t.say("numerical differentiation took %v, backpropagation %v", "수치 미분은 %v, 오차역전파법은 %v 걸렸다",
		numerical.Round(time.Millisecond), backprop.Round(time.Microsecond))
	return nil
}
