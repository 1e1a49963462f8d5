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

type (
	network = *chapter5.TwoLayerNet
	grads   = map[string]T
)

var (
	keys       = chapter5.ParamNames
	fromTheEnd = []string{"W2", "b2", "W1", "b1"} // as the backward pass meets them
)

// A Backpropagation returns the gradients of a network's loss, section 7.2.
type Backpropagation = func(net *chapter5.TwoLayerNet, x, t *tensor.Tensor) map[string]*tensor.Tensor

// Gradient checks a network's gradients by backpropagation, section 7.2.
func Gradient(student Backpropagation) layertest.Report {
	return gradient().Run(gradientNode(student))
}

// explainGradient explains keys, and panics of the layers.
func explainGradient(f *layertest.Finding) text {
	c := f.Exam.Calls[f.Call]
	switch message := f.Panic(); {
	case strings.HasPrefix(message, reversed):
		return say("Gradient leaves net.Layers in another order, so the next forward pass fails: slices.Reverse changes the network's own list. Use slices.Backward(net.Layers), or reverse a copy.",
			"Gradient가 끝난 뒤 net.Layers의 순서가 바뀌어 있어서 다음 순전파를 할 수 없다. slices.Reverse는 신경망의 목록 자체를 바꾼다. slices.Backward(net.Layers)를 쓰거나 복사본을 뒤집는다.")
	case strings.Contains(message, "Backward: dout has shape"):
		return say("The derivative does not fit a layer: the backward pass goes through the layers from the last to the first, and each gets the result of the previous call. (%s)",
			"미분이 계층과 맞지 않는다. 역전파는 계층을 반대 순서로 순회하고, 각 계층에는 바로 앞에서 반환된 값을 넘긴다. (%s)", message)
	case strings.Contains(message, "labels of shape"):
		return say("The labels do not fit the rows: each row has its label, t or t.Argmax(1). (%s)",
			"레이블이 행과 맞지 않는다. 레이블은 행마다 있으므로 t나 t.Argmax(1)을 쓴다. (%s)", message)
	case message != "" || f.Value == 0:
		return text{}
	}
	key := fromTheEnd[f.Value-1]
	if f.Got == nil {
		return say("There is no gradient under the key %q: the keys of the map have to be W1, b1, W2 and b2.",
			"%q 키에 기울기가 없다. 맵의 키는 W1, b1, W2, b2여야 한다.", key)
	}
	want := netOf(c.Params).Gradient(c.In[0], c.In[1])
	for _, other := range keys {
		if other != key && layertest.Same(f.Got, want[other], 1e-9) {
			return say("Under %s is the gradient of %s.", "%s 자리에 %s의 기울기가 있다.", key, other)
		}
	}
	return text{}
}

// reversed is the panic of a node whose code has changed the order of net.Layers.
const reversed = "net.Layers is in another order"

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
				if out = f(net, in[0], in[1]); net.Layers[0] != layers.Layer(net.Affine1) {
					panic(reversed)
				}
				net.Loss(in[0], in[1]) // as after an update: the layers hold this batch at the next call
				for i, key := range keys {
					params[i].SetAll(net.Params[key])
				}
				return nil
			},
			Backward: func(T) []T { return layertest.InOrder(out, fromTheEnd) },
		}
	}
}

func gradient() *layertest.Exam {
	rng := random.New(3)
	return &layertest.Exam{Inputs: []string{"x", "t"}, Params: keys,
		Results: []string{"Gradient", "W2 = ReLU(x·W1 + b1)ᵀ·dout", "b2 = ∂L/∂b2", "W1 = ∂L/∂W1", "b1 = ∂L/∂b1"},
		Right:   gradientNode(network.Gradient), Within: 1e-10, Mistakes: gradientMistakes(), Explain: explainGradient,
		Calls: slices.Concat(netCalls(rng, 7, 5, 4, 6, 6, 11, 1), netCalls(rng, 4, 6, 3, 2), netCalls(rng, 6, 3, 5, 4)),
		Terms: func(c call) []layertest.Term {
			net := netOf(c.Params)
			net.Loss(c.In[0], c.In[1])
			z := net.Affine1.Forward(c.In[0])
			return terms("(x·W1 + b1)ᵀ·dout", z.T().Dot(net.LastLayer.Backward(1)),
				"W1", c.Params[0], "b1", c.Params[1], "W2", c.Params[2], "b2", c.Params[3])
		}}
}

func gradientMistakes() []mistake {
	// back goes back through some layers, and through all if there are none.
	back := func(net network, dout T, route ...layers.Layer) grads {
		if route == nil {
			route = []layers.Layer{net.Affine2, net.Relu1, net.Affine1}
		}
		for _, layer := range route {
			dout = layer.Backward(dout)
		}
		return gradsOf(net)
	}
	start := func(net network, x, t T) T { net.Loss(x, t); return net.LastLayer.Backward(1) }
	wrongBatch := say("it is the gradient of the batch before: net.Loss(x, t) goes forward with this batch, then Backward goes through all layers, and then the map is filled with their DW and DB.",
		"지난 배치의 기울기다. net.Loss(x, t)로 이 배치의 순전파를 하고, 역전파로 모든 계층을 순회한 다음, 계층의 DW와 DB로 맵을 채워야 한다.")
	leftOut := say("the last layer is left out: 1 goes into LastLayer.Backward, and the (y - t)/N that it returns goes into the layers.",
		"마지막 계층을 빠뜨렸다. LastLayer.Backward에 1을 넘기고, 반환된 (y - t)/N을 계층에 넘긴다.")
	return []mistake{
		{Name: "gradient of the wrong batch", Text: wrongBatch,
			Make: gradientNode(func(net network, x, t T) grads { return back(net, net.LastLayer.Backward(1)) })},
		{Name: "gradient of the wrong batch", Text: wrongBatch,
			Make: gradientNode(func(net network, x, t T) grads { old := gradsOf(net); net.Gradient(x, t); return old })},
		{Name: "gradient of the wrong batch", Text: wrongBatch,
			Make: gradientNode(func(net network, x, t T) grads { return back(net, start(net, x, t), net.Affine2, net.Relu1) })},
		{Name: "begins with the loss", Text: say("the backward pass begins with the loss: it has to begin with 1, LastLayer.Backward(1).",
			"역전파가 손실에서 시작했다. 1에서 시작해야 한다. LastLayer.Backward(1)이다."),
			Make: gradientNode(func(net network, x, t T) grads { return back(net, net.LastLayer.Backward(net.Loss(x, t))) })},
		{Name: "Predict alone", Text: say("the last layer still holds the batch before: go forward with net.Loss, and not with net.Predict alone.",
			"마지막 계층에는 아직 지난 배치가 남아 있다. net.Predict만 쓰지 말고 net.Loss로 순전파를 해야 한다."),
			Make: gradientNode(func(net network, x, t T) grads { net.Predict(x); return back(net, net.LastLayer.Backward(1)) })},
		{Name: "last layer left out", Text: leftOut,
			Make: gradientNode(func(net network, x, t T) grads { net.Loss(x, t); return back(net, ones(net.LastLayer.Y)) })},
		{Name: "last layer left out", Text: leftOut,
			Make: gradientNode(func(net network, x, t T) grads { net.Loss(x, t); return back(net, net.LastLayer.Y) })},
		{Name: "last layer left out", Text: leftOut,
			Make: gradientNode(func(net network, x, t T) grads { net.Loss(x, t); return back(net, net.Predict(x)) })},
		{Name: "x scaled", Text: say("it is the gradient for x/255. The pixels of x are divided by 255 when they are loaded: use x itself.",
			"x/255에 대한 기울기다. x의 픽셀은 읽을 때 이미 255로 나누었다. x를 그대로 쓴다."),
			Make: gradientNode(func(net network, x, t T) grads { return net.Gradient(x.DivScalar(255), t) })},
		{Name: "layers not reversed", Make: gradientNode(func(net network, x, t T) grads { return back(net, start(net, x, t), net.Layers...) })},
		{Name: "ReLU left out", Text: say("the ReLU is left out: it lies between the Affine layers, so dout goes through Affine2, Relu1 and Affine1 in this order.",
			"ReLU를 빠뜨렸다. ReLU는 두 Affine 계층 사이에 있으므로 dout은 Affine2, Relu1, Affine1 순서로 지난다."),
			Make: gradientNode(func(net network, x, t T) grads { return back(net, start(net, x, t), net.Affine2, net.Affine1) })},
		{Name: "ReLU's numbers for its mask", Text: say("the derivative is multiplied by the ReLU's result instead of its mask: the local derivative is 1 or 0.",
			"미분에 ReLU의 마스크가 아니라 결과를 곱했다. 국소적 미분은 1이나 0이다."),
			Make: gradientNode(func(net network, x, t T) grads {
				dout := net.Affine2.Backward(start(net, x, t))
				return back(net, dout.Mul(net.Relu1.Forward(net.Affine1.Forward(x))), net.Affine1)
			})},
		{Name: "wrong key", Make: gradientNode(func(net network, x, t T) grads {
			g := net.Gradient(x, t)
			g["W2"], g["b2"] = g["W1"], g["b1"]
			return g
		})},
	}
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

// flat returns the elements of all tensors as one vector.
func flat(all []T) T {
	var elements []float64
	for _, t := range all {
		elements = append(elements, t.Data()...)
	}
	return tensor.Vector(elements...)
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
