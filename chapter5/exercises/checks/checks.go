// Package checks looks at what layertest does not: a numerical gradient, a
// network's gradient, an accuracy and a training loop, by a student or with a
// mistake in them. As in layertest, a mistake is told by making it: what the
// student's code gives is compared with what the mistake gives.
package checks

import (
	"fmt"
	"math"
	"slices"

	"backprop/chapter5"
	"backprop/layers/layertest"
	"backprop/tensor"
	"backprop/tensor/random"
)

// problem makes a report of one problem.
func problem(cause layertest.Cause, english, korean string, values ...any) layertest.Report {
	if len(values) > 0 {
		english, korean = fmt.Sprintf(english, values...), fmt.Sprintf(korean, values...)
	}
	return layertest.Report{Problems: []layertest.Problem{{Cause: cause, English: english, Korean: korean}}}
}

// difference is the largest difference of two tensors, infinite if it is not a
// number or the shapes differ.
func difference(a, b *tensor.Tensor) float64 {
	if a == nil || b == nil || !slices.Equal(a.Shape(), b.Shape()) {
		return math.Inf(1)
	}
	most := 0.0
	other := b.Data()
	for i, v := range a.Data() {
		d := math.Abs(v - other[i])
		if math.IsNaN(d) {
			return math.Inf(1)
		}
		most = max(most, d)
	}
	return most
}

// small returns a small network and data for it.
func small(seed uint32) (net *chapter5.TwoLayerNet, x, t *tensor.Tensor) {
	rng := random.New(seed)
	net = chapter5.NewTwoLayerNet(6, 5, 4, 0.5, rng)
	x = rng.Randn(12, 6)
	t = tensor.Zeros(12, 4)
	for i := range 12 {
		t.Set(1, i, (i*7+i/3)%4)
	}
	return net, x, t
}

var keys = []string{"W1", "b1", "W2", "b2"}
