package checks

import (
	"backprop/layers"
	"backprop/tensor/random"
)

// layerNode makes nodes of a layer without parameters.
func layerNode(fresh func() layers.Layer) maker {
	return func([]T) node {
		l := fresh()
		return node{
			Layer:    l,
			Forward:  func(in []T) T { return l.Forward(in[0]) },
			Backward: func(dout T) []T { return []T{l.Backward(dout)} },
		}
	}
}

// activationCalls returns calls with x of several shapes. Each x holds an exact 0,
// whole numbers, ties and numbers above 1; each dout has both signs.
func activationCalls(seed uint32) []call {
	rng := random.New(seed)
	var calls []call
	for _, shape := range [][]int{{3, 5}, {3, 5}, {7, 3}, {1, 4}, {5}, {2, 1, 3, 2}, {3, 2, 1, 4}} {
		x, dout := rng.Randn(shape...).MulScalar(1.5), rng.Randn(shape...).MulScalar(2)
		flat := x.Reshape(-1)
		for i, v := range []float64{-2, 0, 1.25, 3, 1} {
			flat.Set(v, (i*3+int(seed))%flat.Size())
		}
		flat.Set(0, flat.Size()-2)
		flat.Set(-0.75, flat.Size()-1)
		calls = append(calls, call{In: []T{x}, Dout: dout})
	}
	return calls
}
