package checks

import (
	"slices"
	"strings"

	"backprop/chapter5"
	"backprop/layers"
	"backprop/layers/layertest"
	"backprop/tensor"
	"backprop/tensor/random"
)

// A Backpropagation returns the gradients of a network's loss, section 7.2.
type Backpropagation = func(net *chapter5.TwoLayerNet, x, t *tensor.Tensor) map[string]*tensor.Tensor

type (
	network = *chapter5.TwoLayerNet
	grads   = map[string]T
)

var keys = chapter5.ParamNames

// Gradient checks a network's gradients by backpropagation, section 7.2.
func Gradient(student Backpropagation) layertest.Report {
	e := gradient()
	e.Explain = func(f *layertest.Finding) *layertest.Problem { return explainGradient(f, student) }
	return e.Run(gradientNode(student))
}

func explainGradient(f *layertest.Finding, student Backpropagation) *layertest.Problem {
	key, c := keys[max(f.Value-1, 0)], f.Exam.Calls[f.Call]
	var all grads
	layertest.Attempt(func() {
		net := netOf(c.Params)
		net.Gradient(c.In[0], c.In[1]) // so that a Backward without a Forward does not panic
		all = student(net, c.In[0].Copy(), c.In[1].Copy())
	})
	switch message := f.Panic(); {
	case strings.Contains(message, "layers: Affine.Backward: dout has shape"):
		return found("layers not reversed",
			"The derivative does not fit an Affine layer: the backward pass goes through the layers from the last to the first. (%s)",
			"미분이 Affine 계층과 맞지 않는다. 역전파는 계층을 뒤에서 앞으로 지나간다. (%s)", message)
	case strings.Contains(message, "layers: ReLU.Backward: dout has shape"):
		return found("layer left out",
			"The derivative does not fit the ReLU: the last Affine layer was left out, or what it returned was not passed on. (%s)",
			"미분이 ReLU와 맞지 않는다. 마지막 Affine 계층을 빠뜨렸거나 그 계층이 반환한 것을 넘기지 않았다. (%s)", message)
	case message != "":
		return nil
	case all == nil:
		return found("nothing", "It returned nil.", "nil을 반환했다.")
	case f.Got == nil:
		for other := range all {
			if !slices.Contains(keys, other) {
				return found("wrong key", "There is no key %q, and there is %q: the keys are W1, b1, W2 and b2.",
					"키 %q 대신 %q 키가 있다. 키는 W1, b1, W2, b2이다.", key, other)
			}
		}
		return found("key missing", "There is no gradient under %q: all four keys belong in the map.",
			"%q의 기울기가 없다. 네 키가 모두 맵에 있어야 한다.", key)
	}
	want := netOf(c.Params).Gradient(c.In[0], c.In[1])
	for i, other := range keys {
		if other != key && near(f.Got, want[other], 1e-9) {
			return found("wrong key", "Under %s is the gradient of %s.", "%s 자리에 %s의 기울기가 있다.", key, other)
		}
		if near(f.Got, c.Params[i], 0) {
			return found("parameter for gradient",
				"Under %s is the parameter %s itself, and not its gradient: that is in DW or DB of the layer.",
				"%s 자리에 기울기가 아니라 매개변수 %s 자체가 있다. 기울기는 계층의 DW, DB에 있다.", key, other)
		}
	}
	if near(f.Got, f.Want, 1e-4) {
		return found("numerical",
			"The gradients are right to a few digits only, as numerical differences are: they have to come from Backward.",
			"기울기가 몇 자리까지만 맞는다. 수치 미분으로 구한 것 같다. 여기서는 Backward로 구해야 한다.")
	}
	counts := shares(flat(inOrder(all)), c)
	for i := range counts {
		counts[i] *= float64(len(counts))
	}
	if rowsDiffer(counts) {
		return &layertest.Problem{Cause: "rows", Text: isWrong(key).Then(rowsCount(counts))}
	}
	return nil
}

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

// shares solves for the share of each row's gradient in a sum, and of the other
// parts that are given. It returns nil if the sum is none of these parts alone.
func shares(sum T, c call, others ...T) []float64 {
	x, t := c.In[0], c.In[1]
	var parts []T
	for i := range x.Shape()[0] {
		g := netOf(c.Params).Gradient(x.Slice(i, i+1), t.Slice(i, i+1))
		parts = append(parts, flat(inOrder(g)))
	}
	parts = append(parts, others...)
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

// gradientNode makes nodes of a network whose layers still hold other batches.
func gradientNode(f Backpropagation) maker {
	return func(params []T) node {
		net := netOf(params)
		x := random.New(5).Randn(6, params[0].Shape()[0])
		labels := tensor.Vector(0, 1, 2, 1, 0, 0)
		net.Gradient(x, labels)   // the gradients are those of one batch
		net.Loss(x.Neg(), labels) // and the layers went forward with another
		var out grads
		return node{
			Forward: func(in []T) T {
				for i, key := range keys {
					net.Params[key].SetAll(params[i])
				}
				out = f(net, in[0], in[1])
				for i, key := range keys {
					params[i].SetAll(net.Params[key])
				}
				return nil
			},
			Backward: func(T) []T { return inOrder(out) },
		}
	}
}

// netCall makes a call of a network with D inputs, H neurons and C classes, and
// of N data with one-hot labels.
func netCall(rng *random.RandomState, params []T, N, D, H, C int) call {
	if params == nil {
		params = []T{rng.Randn(D, H).MulScalar(0.5), rng.Randn(H).MulScalar(0.1),
			rng.Randn(H, C).MulScalar(0.5), rng.Randn(C).MulScalar(0.1)}
	}
	x, t := rng.Randn(N, D), tensor.Zeros(N, C)
	for i := range N {
		t.Set(1, i, (i*7+i/3)%C)
	}
	return call{In: []T{x, t}, Params: params, Dout: one}
}

func gradient() *layertest.Exam {
	rng := random.New(3)
	first := netCall(rng, nil, 6, 7, 5, 4)
	e := &layertest.Exam{Whole: true, Result: "Gradient", Inputs: []string{"x", "t"}, Params: keys, Names: keys,
		Right: gradientNode(network.Gradient), Within: 1e-10, Mistakes: gradientMistakes(),
		Calls: []call{first, netCall(rng, first.Params, 6, 7, 5, 4), netCall(rng, first.Params, 11, 7, 5, 4),
			netCall(rng, first.Params, 1, 7, 5, 4), netCall(rng, nil, 2, 4, 6, 3), netCall(rng, nil, 4, 6, 3, 5)},
		Formula: map[string]string{},
		Terms: func(c call) []layertest.Term {
			g := netOf(c.Params).Gradient(c.In[0], c.In[1])
			var all []layertest.Term
			for i, key := range keys {
				all = append(all, terms(key, c.Params[i], "∂L/∂"+key, g[key])...)
			}
			return all
		}}
	for _, key := range keys {
		e.Formula[key] = "∂L/∂" + key
	}
	return e
}

func gradientMistakes() []mistake {
	mistakes := kind(gradientNode)
	start := func(net network, x, t T) T { net.Loss(x, t); return net.LastLayer.Backward(1) }
	route := func(net network) []layers.Layer { return []layers.Layer{net.Affine2, net.Relu1, net.Affine1} }
	// back goes back through a route of layers, with what start returns.
	back := func(start func(net network, x, t T) T, route func(net network) []layers.Layer) Backpropagation {
		return func(net network, x, t T) grads {
			dout := start(net, x, t)
			for _, layer := range route(net) {
				dout = layer.Backward(dout)
			}
			return gradsOf(net)
		}
	}
	from := func(start func(net network, x, t T) T) Backpropagation { return back(start, route) }
	along := func(route func(net network) []layers.Layer) Backpropagation { return back(start, route) }
	// relu replaces the backward pass of the ReLU, whose input was z and whose
	// result was a.
	relu := func(back func(z, a, dout T) T) Backpropagation {
		return func(net network, x, t T) grads {
			dout := net.Affine2.Backward(start(net, x, t))
			z := net.Affine1.Forward(x)
			net.Affine1.Backward(back(z, net.Relu1.Forward(z), dout))
			return gradsOf(net)
		}
	}
	return slices.Concat(
		mistakes("gradient of the wrong batch",
			"it is the gradient of the batch before: go forward with this batch first, net.Loss(x, t).",
			"지난 배치의 기울기다. 먼저 net.Loss(x, t)로 이 배치의 순전파를 해야 한다.",
			from(func(net network, x, t T) T { return net.LastLayer.Backward(1) })),
		mistakes("no backward", "it is the gradient of the batch before: after the forward pass go backward.",
			"지난 배치의 기울기다. 순전파 뒤에 역전파도 해야 한다.",
			func(net network, x, t T) grads { net.Loss(x, t); return gradsOf(net) }),
		mistakes("loss left out",
			"the last layer still holds the batch before: go forward with net.Loss, and not with net.Predict alone.",
			"마지막 계층에는 아직 지난 배치가 남아 있다. net.Predict만이 아니라 net.Loss로 순전파를 해야 한다.",
			from(func(net network, x, t T) T { net.Predict(x); return net.LastLayer.Backward(1) })),
		mistakes("last layer left out",
			"the last layer is left out: 1 goes into LastLayer.Backward, and what that returns goes into the layers.",
			"마지막 계층을 빠뜨렸다. LastLayer.Backward에 1을 넘기고, 반환된 값을 계층에 넘긴다.",
			from(func(net network, x, t T) T { net.Loss(x, t); return ones(net.LastLayer.Y) })),
		mistakes("last layer left out",
			"y, the scores, or the scores - t flow back: LastLayer.Backward returns the derivative, (y - t)/N.",
			"미분이 아니라 y나 점수, 또는 점수에서 t를 뺀 것을 흘려보냈다. 미분 (y - t)/N은 LastLayer.Backward가 반환한다.",
			from(func(net network, x, t T) T { net.Loss(x, t); return net.LastLayer.Y }),
			from(func(net network, x, t T) T { net.Loss(x, t); return net.Predict(x) }),
			from(func(net network, x, t T) T { net.Loss(x, t); return net.Predict(x).Sub(t) })),
		mistakes("the loss for 1",
			"it is too large by the loss: the backward pass begins with 1, and not with the loss. LastLayer.Backward(1).",
			"손실을 곱한 값이다. 역전파는 손실이 아니라 1에서 시작한다. LastLayer.Backward(1)이다.",
			from(func(net network, x, t T) T { return net.LastLayer.Backward(net.Loss(x, t)) })),
		mistakes("column labels",
			"the labels are those of the columns, t.Argmax(0): each row has its label, Argmax(1).",
			"열마다 구한 레이블 t.Argmax(0)을 썼다. 레이블은 행마다 있으므로 Argmax(1)로 구한다.",
			func(net network, x, t T) grads { return net.Gradient(x, t.Argmax(0)) }),
		mistakes("layers not reversed", "the backward pass goes through the layers from the last to the first.",
			"역전파는 계층을 뒤에서 앞으로 지나간다.",
			along(func(net network) []layers.Layer { return net.Layers })),
		mistakes("ReLU left out",
			"the ReLU is left out: it lies between the Affine layers, so dout goes through Affine2, Relu1 and Affine1 in this order.",
			"ReLU를 빠뜨렸다. ReLU는 두 Affine 계층 사이에 있으므로 dout은 Affine2, Relu1, Affine1 순서로 지난다.",
			along(func(net network) []layers.Layer { return []layers.Layer{net.Affine2, net.Affine1} })),
		mistakes("ReLU too late",
			"the ReLU comes too late: it lies between the Affine layers, so the order is Affine2, Relu1, Affine1.",
			"ReLU를 너무 늦게 지났다. ReLU는 두 Affine 계층 사이에 있으므로 Affine2, Relu1, Affine1 순서로 지난다.",
			along(func(net network) []layers.Layer { return []layers.Layer{net.Affine2, net.Affine1, net.Relu1} })),
		mistakes("layer left out",
			"the backward pass does not reach the first Affine layer, which still has the gradient of the batch before. Does the loop end one too early?",
			"역전파가 첫 번째 Affine 계층에 도달하지 못해 지난 배치의 기울기가 남아 있다. 반복문이 한 번 일찍 끝나지 않는가?",
			along(func(net network) []layers.Layer { return route(net)[:2] })),
		mistakes("ReLU's numbers for its mask",
			"the derivative is multiplied by the ReLU's input or result instead of its mask: the local derivative is 1 or 0.",
			"미분에 ReLU의 마스크가 아니라 입력이나 결과를 곱했다. 국소적 미분은 1이나 0이다.",
			relu(func(_, a, dout T) T { return dout.Mul(a) }),
			relu(func(z, _, dout T) T { return dout.Mul(z) })),
		mistakes("forward of ReLU",
			"negative derivatives are cut off, as the ReLU's Forward does: the backward pass calls its Backward.",
			"ReLU의 Forward처럼 음수인 미분을 0으로 잘랐다. 역전파에서는 Backward를 부른다.",
			relu(func(_, _, dout T) T { return dout.Mul(dout.Greater(0)) }),
			relu(func(z, _, dout T) T { return dout.Mul(dout.Greater(0)).Mul(z.Greater(0)) })),
		mistakes("b for W",
			"it is (x·W1 + b1)ᵀ·dout: the ReLU between is missing. The gradient of W2 is (the ReLU's result)ᵀ·dout.",
			"(x·W1 + b1)ᵀ·dout이다. 사이의 ReLU가 빠졌다. W2의 기울기는 (ReLU의 결과)ᵀ·dout이다.",
			func(net network, x, t T) grads {
				g := net.Gradient(x, t)
				g["W2"] = net.Affine1.Forward(x).T().Dot(net.LastLayer.Backward(1))
				return g
			}),
		mistakes("wrong key", "", "", func(net network, x, t T) grads {
			g := net.Gradient(x, t)
			g["W2"], g["b2"] = g["W1"], g["b1"]
			return g
		}),
	)
}

// gradsOf returns the gradients that the layers hold.
func gradsOf(net network) grads {
	return grads{"W1": net.Affine1.DW, "b1": net.Affine1.DB, "W2": net.Affine2.DW, "b2": net.Affine2.DB}
}
