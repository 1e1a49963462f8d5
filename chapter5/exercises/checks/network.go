package checks

import (
	"slices"

	"backprop/chapter5"
	"backprop/layers/layertest"
	"backprop/tensor"
	"backprop/tensor/random"
)

type (
	network = *chapter5.TwoLayerNet
	grads   = map[string]T
)

var keys = chapter5.ParamNames

// near reports whether a and b differ by no more than a part of b's largest element.
func near(a, b T, within float64) bool {
	return a != nil && slices.Equal(a.Shape(), b.Shape()) &&
		a.Sub(b).Abs().Max().Item() <= within*b.Abs().Max().Item()
}

// netOf returns a network with the parameters.
func netOf(params []T) network {
	W1, W2 := params[0].Shape(), params[2].Shape()
	net := chapter5.NewTwoLayerNet(W1[0], W1[1], W2[1], 0.1, random.New(1))
	for i, key := range keys {
		net.Params[key].SetAll(params[i])
	}
	return net
}

// inOrder returns the gradients in the order of the keys.
func inOrder(g grads) []T {
	var all []T
	for _, key := range keys {
		all = append(all, g[key])
	}
	return all
}

// flat returns the elements of all tensors as one vector.
func flat(all []T) T {
	var elements []float64
	for _, t := range all {
		elements = append(elements, t.Data()...)
	}
	return tensor.Vector(elements...)
}

// shares solves for the share of each row's gradient in a sum. It returns nil if
// these do not add up to the sum.
func shares(sum T, c call) []float64 {
	x, t := c.In[0], c.In[1]
	var parts []T
	for i := range x.Shape()[0] {
		g := netOf(c.Params).Gradient(x.Slice(i, i+1), t.Slice(i, i+1))
		parts = append(parts, flat(inOrder(g)))
	}
	w := layertest.Solve(sum, parts)
	rest := sum
	for i := range w {
		rest = rest.Sub(parts[i].MulScalar(w[i]))
	}
	if w == nil || rest.Abs().Max().Item() > 1e-6*sum.Abs().Max().Item() {
		return nil
	}
	return w
}

// netCalls returns calls of a network with D inputs, H neurons and C classes, with
// batches of N data each and one-hot labels.
func netCalls(rng *random.RandomState, D, H, C int, sizes ...int) (calls []call) {
	params := []T{rng.Randn(D, H).MulScalar(0.5), rng.Randn(H).MulScalar(0.1),
		rng.Randn(H, C).MulScalar(0.5), rng.Randn(C).MulScalar(0.1)}
	for _, N := range sizes {
		x, t := rng.Randn(N, D), tensor.Zeros(N, C)
		for i := range N {
			t.Set(1, i, (i*7+i/3)%C)
		}
		calls = append(calls, call{In: []T{x, t}, Params: params, Dout: one})
	}
	return calls
}

// gradsOf returns the gradients that the layers hold.
func gradsOf(net network) grads {
	return grads{"W1": net.Affine1.DW, "b1": net.Affine1.DB, "W2": net.Affine2.DW, "b2": net.Affine2.DB}
}
