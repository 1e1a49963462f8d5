package layertest

import (
	"maps"
	"slices"

	"backprop/layers"
	"backprop/tensor"
)

// Parts are a layer of any kind with its parameters, if it has some.
type Parts struct {
	layers.Layer
	Params map[string]*tensor.Tensor        // as the layer uses them
	Grads  func() map[string]*tensor.Tensor // theirs under the same names, after Backward
}

// Layer checks a layer that this package does not know, such as one of your
// own invention. Forward is taken to be right; Backward is compared with
// numerical differentiation of it, for inputs x of the given shapes.
//
// It panics if no shape is given.
func Layer(fresh func() Parts, shapes ...[]int) Report {
	if len(shapes) == 0 {
		panic("layertest: Layer: no shapes of x are given")
	}
	var names []string
	if message := attempt(func() { names = slices.Sorted(maps.Keys(fresh().Params)) }); message != "" {
		var r Report
		r.problem("panic", say("making the layer panicked: %s", "계층을 만들다가 패닉이 났다: %s", message))
		return r
	}
	forward := func(x *tensor.Tensor) *tensor.Tensor { return fresh().Forward(x.Copy()) }
	d := definition{
		names:   append([]string{"dx"}, names...),
		forward: forward,
		within:  1e-5,
		backward: func(c call) map[string]*tensor.Tensor {
			parts := fresh()
			L := func(*tensor.Tensor) float64 { return parts.Forward(c.x.Copy()).Mul(c.dout).Sum().Item() }
			gradients := map[string]*tensor.Tensor{}
			for _, name := range names {
				gradients[name] = tensor.NumericalGradient(L, parts.Params[name])
			}
			x := c.x.Copy()
			gradients["dx"] = tensor.NumericalGradient(func(x *tensor.Tensor) float64 {
				return parts.Forward(x.Copy()).Mul(c.dout).Sum().Item()
			}, x)
			return gradients
		},
		wrongForward: func(*tensor.Tensor) []mistake { return nil },
		factors:      func(c call) []factor { return batchFactors(c.x.Shape()[0]) },
	}
	d.wrongBackward = func(name string, c call) []mistake {
		mistakes := []mistake{{"dout missing", say("it is the local derivative alone: dout is missing.",
			"국소적 미분뿐이다. dout을 곱하지 않았다."), d.backward(call{c.x, tensor.Full(1, c.dout.Shape()...)})[name]}}
		if name == "dx" && sameShape(c.x, c.dout) {
			mistakes = append(mistakes, mistake{"local derivative missing", say(
				"it is dout itself: the local derivative is missing.", "dout 그대로다. 국소적 미분을 곱하지 않았다."), c.dout})
		}
		return mistakes
	}
	var r Report
	if message := attempt(func() { d.calls = calls(forward, slices.Insert(shapes, 0, shapes[0])...) }); message != "" {
		r.problem(panicked("Forward", "x", tensor.Zeros(shapes[0]...), message))
		return r
	}
	return d.examine(func() subject {
		parts := fresh()
		return subject{parts.Forward, parts.Backward, parts.Grads}
	})
}
