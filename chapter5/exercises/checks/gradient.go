package checks

import (
	"maps"
	"math"
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

// Gradient checks a network's gradients by backpropagation, section 7.2.
func Gradient(student Backpropagation) layertest.Report {
	e := gradient()
	e.Explain = func(f *layertest.Finding) *layertest.Problem { return explainGradient(f, student) }
	return e.Run(gradientNode(student))
}

func explainGradient(f *layertest.Finding, student Backpropagation) *layertest.Problem {
	key, c := keys[max(f.Value-1, 0)], f.Exam.Calls[f.Call]
	if message := f.Panic(); strings.Contains(message, "Backward: dout has shape") {
		return found("layers not reversed",
			"The derivative does not fit a layer: the backward pass goes through the layers from the last to the first, and each gets the result of the previous call. (%s)",
			"미분이 계층과 맞지 않는다. 역전파는 계층을 반대 순서로 순회하고, 각 계층에는 바로 앞에서 반환된 값을 넘긴다. (%s)", message)
	} else if message != "" {
		return nil
	}
	net := netOf(c.Params)
	want := net.Gradient(c.In[0], c.In[1]) // also so that a Backward without a Forward does not panic
	all := student(net, c.In[0].Copy(), c.In[1].Copy())
	if f.Got == nil {
		return found("wrong key", "There is no gradient under the key %q. The keys of the map are %q, and have to be W1, b1, W2 and b2.",
			"%q 키에 기울기가 없다. 맵의 키는 %q이고, W1, b1, W2, b2여야 한다.", key, slices.Sorted(maps.Keys(all)))
	}
	for _, other := range keys {
		if other != key && near(f.Got, want[other], 1e-9) {
			return found("wrong key", "Under %s is the gradient of %s.", "%s 자리에 %s의 기울기가 있다.", key, other)
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
	if p := unequal(key, counts); p != nil || counts == nil || counts[0] == 0 || math.Abs(counts[0]-1) < 1e-3 {
		return p
	}
	return found("not begun with 1",
		"All gradients are %.4g times the right ones: the backward pass begins with 1, LastLayer.Backward(1), and nothing is multiplied after it.",
		"모든 기울기가 맞는 기울기의 %.4g배다. 역전파는 1에서 시작하고(LastLayer.Backward(1)), 그 뒤에 아무것도 곱하지 않는다.", counts[0])
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

func gradient() *layertest.Exam {
	rng := random.New(3)
	return &layertest.Exam{Whole: true, Result: "Gradient", Inputs: []string{"x", "t"}, Params: keys, Names: keys,
		Right: gradientNode(network.Gradient), Within: 1e-10, Mistakes: gradientMistakes(),
		Calls:   slices.Concat(netCalls(rng, 7, 5, 4, 6, 6, 11, 1), netCalls(rng, 4, 6, 3, 2), netCalls(rng, 6, 3, 5, 4)),
		Formula: map[string]string{"W1": "∂L/∂W1", "b1": "∂L/∂b1", "W2": "ReLU(x·W1 + b1)ᵀ·dout", "b2": "∂L/∂b2"},
		Terms: func(c call) []layertest.Term {
			net := netOf(c.Params)
			net.Loss(c.In[0], c.In[1])
			z := net.Affine1.Forward(c.In[0])
			return terms("(x·W1 + b1)ᵀ·dout", z.T().Dot(net.LastLayer.Backward(1)),
				"W1", c.Params[0], "b1", c.Params[1], "W2", c.Params[2], "b2", c.Params[3])
		}}
}

func gradientMistakes() []mistake {
	mistakes := kind(gradientNode)
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
	return slices.Concat(
		mistakes("gradient of the wrong batch",
			"it is the gradient of the batch before: go forward with this batch first, net.Loss(x, t).",
			"지난 배치의 기울기다. 먼저 net.Loss(x, t)로 이 배치의 순전파를 해야 한다.",
			func(net network, x, t T) grads { return back(net, net.LastLayer.Backward(1)) }),
		mistakes("loss left out",
			"the last layer still holds the batch before: go forward with net.Loss, and not with net.Predict alone.",
			"마지막 계층에는 아직 지난 배치가 남아 있다. net.Predict만이 아니라 net.Loss로 순전파를 해야 한다.",
			func(net network, x, t T) grads { net.Predict(x); return back(net, net.LastLayer.Backward(1)) }),
		mistakes("last layer left out",
			"the last layer is left out: 1 goes into LastLayer.Backward, and the (y - t)/N that it returns goes into the layers.",
			"마지막 계층을 빠뜨렸다. LastLayer.Backward에 1을 넘기고, 반환된 (y - t)/N을 계층에 넘긴다.",
			func(net network, x, t T) grads { net.Loss(x, t); return back(net, ones(net.LastLayer.Y)) },
			func(net network, x, t T) grads { net.Loss(x, t); return back(net, net.LastLayer.Y) },
			func(net network, x, t T) grads { net.Loss(x, t); return back(net, net.Predict(x)) }),
		mistakes("map filled too early",
			"it is the gradient of the batch before: fill the map after the backward pass, when the layers have set DW and DB.",
			"지난 배치의 기울기다. 역전파가 끝나 계층에 DW와 DB가 저장된 다음에 맵을 채워야 한다.",
			func(net network, x, t T) grads { old := gradsOf(net); net.Gradient(x, t); return old }),
		mistakes("column labels",
			"the labels are those of the columns, t.Argmax(0): each row has its label, Argmax(1).",
			"열마다 구한 레이블 t.Argmax(0)을 썼다. 레이블은 행마다 있으므로 Argmax(1)로 구한다.",
			func(net network, x, t T) grads { return net.Gradient(x, t.Argmax(0)) }),
		mistakes("x scaled",
			"it is the gradient for x/255. The pixels of x are divided by 255 when they are loaded: use x itself.",
			"x/255에 대한 기울기다. x의 픽셀은 읽을 때 이미 255로 나누었다. x를 그대로 쓴다.",
			func(net network, x, t T) grads { return net.Gradient(x.DivScalar(255), t) }),
		mistakes("layers not reversed", "", "",
			func(net network, x, t T) grads { return back(net, start(net, x, t), net.Layers...) }),
		mistakes("ReLU left out",
			"the ReLU is left out: it lies between the Affine layers, so dout goes through Affine2, Relu1 and Affine1 in this order.",
			"ReLU를 빠뜨렸다. ReLU는 두 Affine 계층 사이에 있으므로 dout은 Affine2, Relu1, Affine1 순서로 지난다.",
			func(net network, x, t T) grads { return back(net, start(net, x, t), net.Affine2, net.Affine1) }),
		mistakes("layer left out",
			"the backward pass does not reach the first Affine layer, which still has the gradient of the batch before: it has to go through all layers.",
			"역전파가 첫 번째 Affine 계층에 도달하지 못해 지난 배치의 기울기가 남아 있다. 모든 계층을 순회해야 한다.",
			func(net network, x, t T) grads { return back(net, start(net, x, t), net.Affine2, net.Relu1) }),
		mistakes("ReLU's numbers for its mask",
			"the derivative is multiplied by the ReLU's result instead of its mask: the local derivative is 1 or 0.",
			"미분에 ReLU의 마스크가 아니라 결과를 곱했다. 국소적 미분은 1이나 0이다.",
			func(net network, x, t T) grads {
				dout := net.Affine2.Backward(start(net, x, t))
				return back(net, dout.Mul(net.Relu1.Forward(net.Affine1.Forward(x))), net.Affine1)
			}),
		mistakes("wrong key", "", "", func(net network, x, t T) grads {
			g := net.Gradient(x, t)
			g["W2"], g["b2"] = g["W1"], g["b1"]
			return g
		}),
	)
}
