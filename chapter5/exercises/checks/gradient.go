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

var keys = []string{"W1", "b1", "W2", "b2"}

type grads = map[string]T

// Gradient checks a network's gradients by backpropagation, section 7.2.
func Gradient(student Backpropagation) layertest.Report {
	e := gradient()
	var last grads
	e.Explain = func(f *layertest.Finding) *layertest.Problem {
		key := keys[max(f.Value-1, 0)]
		switch message := f.Panic(); {
		case strings.Contains(message, "layers: Affine.Backward: dout has shape"):
			return found("layers not reversed",
				"The derivative does not fit an Affine layer: the backward pass goes through the layers from the last to the first. (%s)",
				"미분이 Affine 계층과 맞지 않는다. 역전파는 계층을 뒤에서 앞으로 지난다. (%s)", message)
		case strings.Contains(message, "layers: ReLU.Backward: dout has shape"):
			return found("layer left out",
				"The derivative does not fit the ReLU: the last Affine layer was left out, or what it returned was not handed on. (%s)",
				"미분이 ReLU와 맞지 않는다. 마지막 Affine 계층을 빠뜨렸거나 그 계층이 반환한 것을 넘기지 않았다. (%s)", message)
		case message != "":
			return nil
		case last == nil:
			return found("nothing", "It returned nil.", "nil을 반환했다.")
		case f.Got == nil:
			for other := range last {
				if !slices.Contains(keys, other) {
					return found("wrong key",
						"There is no key %q, and there is %q: the keys are W1, b1, W2 and b2.",
						"키 %q 대신 %q 키가 있다. 키는 W1, b1, W2, b2이다.",
						key,
						other)
				}
			}
			return found("key missing",
				"There is no gradient under %q: all four keys belong in the map.",
				"%q의 기울기가 없다. 네 키가 모두 맵에 있어야 한다.",
				key)
		}
		c := f.Exam.Calls[f.Call]
		want := netOf(c.Params).Gradient(c.In[0], c.In[1])
		for i, other := range keys {
			if other != key && near(f.Got, want[other], 1e-9) {
				return found("wrong key",
					"Under %s is the gradient of %s.",
					"%s 자리에 %s의 기울기가 있다.",
					key,
					other)
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
				"기울기가 몇 자리까지만 맞다. 수치 미분이 그렇다. 여기서는 Backward로 구해야 한다.")
		}
		return nil
	}
	return e.Run(gradientNode(func(net *chapter5.TwoLayerNet, x, t T) map[string]T {
		last = student(net, x, t)
		return last
	}))
}

func near(a, b T, within float64) bool {
	return a != nil && slices.Equal(a.Shape(),
		b.Shape()) && a.Sub(b).Abs().Max().Item() <= within*b.Abs().Max().Item()
}

// netOf returns a network with the parameters.
func netOf(params []T) *chapter5.TwoLayerNet {
	W1, W2 := params[0].Shape(), params[2].Shape()
	net := chapter5.NewTwoLayerNet(W1[0], W1[1], W2[1], 0.1, random.New(1))
	for i, key := range keys {
		net.Params[key].SetAll(params[i])
	}
	return net
}

// gradientNode makes nodes of a network whose layers still hold other batches.
func gradientNode(f Backpropagation) maker {
	return func(params []T) node {
		net := netOf(params)
		x := random.New(5).Randn(6, params[0].Shape()[0])
		labels := tensor.Vector(0, 1, 2, 1, 0, 0)
		net.Gradient(x, labels)   // the gradients are those of one batch
		net.Loss(x.Neg(), labels) // and the layers went forward with another
		var out []T
		return node{
			Forward: func(in []T) T {
				for i, key := range keys {
					net.Params[key].SetAll(params[i])
				}
				g := f(net, in[0], in[1])
				out = nil
				for i, key := range keys {
					out = append(out, g[key])
					params[i].SetAll(net.Params[key])
				}
				return nil
			},
			Backward: func(T) []T { return out },
		}
	}
}

// batchOf returns a batch with one-hot labels.
func batchOf(rng *random.RandomState, N, D, C int) (x, t T) {
	x, t = rng.Randn(N, D), tensor.Zeros(N, C)
	for i := range N {
		t.Set(1, i, (i*7+i/3)%C)
	}
	return x, t
}

func gradient() *layertest.Exam {
	rng := random.New(3)
	e := &layertest.Exam{Whole: true, Result: "Gradient", Inputs: []string{"x", "t"}, Params: keys, Names: keys,
		Right: gradientNode((*chapter5.TwoLayerNet).Gradient), Within: 1e-10, Formula: map[string]string{}}
	var params []T
	for i, size := range [][4]int{{6, 7, 5, 4},
		{6, 7, 5, 4},
		{11, 7, 5, 4},
		{1, 7, 5, 4},
		{2, 4, 6, 3},
		{4, 6, 3, 5}} {
		N, D, H, C := size[0], size[1], size[2], size[3]
		if i == 0 || i > 3 {
			params = []T{rng.Randn(D, H).MulScalar(0.5),
				rng.Randn(H).MulScalar(0.1),
				rng.Randn(H, C).MulScalar(0.5),
				rng.Randn(C).MulScalar(0.1)}
		}
		x, t := batchOf(rng, N, D, C)
		e.Calls = append(e.Calls, call{In: []T{x, t}, Params: params, Dout: one})
	}
	e.Terms = func(c call) []layertest.Term {
		g := netOf(c.Params).Gradient(c.In[0], c.In[1])
		var terms []layertest.Term
		for i, key := range keys {
			terms = append(terms,
				layertest.Term{Name: key, Value: c.Params[i]},
				layertest.Term{Name: "∂L/∂" + key, Value: g[key]})
		}
		return terms
	}
	for _, key := range keys {
		e.Formula[key] = "∂L/∂" + key
	}
	// detour makes a mistake of how the backward pass goes.
	add := func(cause layertest.Cause, english, korean string, f Backpropagation) {
		e.Mistakes = append(e.Mistakes, function(broken(cause, say(english, korean), gradientNode(f)), f))
	}
	through := func(first func(net *chapter5.TwoLayerNet, x, t T) T, route func(net *chapter5.TwoLayerNet) []layers.Layer) Backpropagation {
		return func(net *chapter5.TwoLayerNet, x, t T) map[string]T {
			return collect(net, first(net, x, t), route(net)...)
		}
	}
	whole := func(net *chapter5.TwoLayerNet) []layers.Layer {
		return []layers.Layer{net.Affine2, net.Relu1, net.Affine1}
	}
	start := func(net *chapter5.TwoLayerNet, x, t T) T { net.Loss(x, t); return net.LastLayer.Backward(1) }
	from := func(first func(net *chapter5.TwoLayerNet, x, t T) T) Backpropagation {
		return through(first, whole)
	}
	along := func(route func(net *chapter5.TwoLayerNet) []layers.Layer) Backpropagation {
		return through(start, route)
	}
	n := func(x T) float64 { return float64(x.Shape()[0]) }

	add("gradient of the wrong batch",
		"it is the gradient of the batch before: go forward with this batch first, net.Loss(x, t).",
		"지난 배치의 기울기다. 먼저 net.Loss(x, t)로 이 배치의 순전파를 해야 한다.",
		from(func(net *chapter5.TwoLayerNet, x, t T) T { return net.LastLayer.Backward(1) }))
	add("no backward",
		"it is the gradient of the batch before: after the forward pass go backward.",
		"지난 배치의 기울기다. 순전파 뒤에 역전파도 해야 한다.",
		func(net *chapter5.TwoLayerNet, x, t T) map[string]T { net.Loss(x, t); return collect(net, nil) })
	add("loss left out",
		"the last layer still holds the batch before: go forward with net.Loss, and not with net.Predict alone.",
		"마지막 계층에는 아직 지난 배치가 남아 있다. net.Predict만이 아니라 net.Loss로 순전파를 해야 한다.",
		from(func(net *chapter5.TwoLayerNet, x, t T) T { net.Predict(x); return net.LastLayer.Backward(1) }))
	add("last layer left out",
		"the last layer is left out: 1 goes into LastLayer.Backward, and what that returns goes into the layers.",
		"마지막 계층을 빠뜨렸다. 1은 LastLayer.Backward로 들어가고, 그것이 반환한 것이 계층으로 들어간다.",
		from(func(net *chapter5.TwoLayerNet, x, t T) T { net.Loss(x, t); return ones(net.LastLayer.Y) }))
	add("last layer left out",
		"the last layer's y goes back instead of its derivative: use what LastLayer.Backward returns.",
		"미분 대신 마지막 계층의 y를 흘려보냈다. LastLayer.Backward가 반환한 것을 써야 한다.",
		from(func(net *chapter5.TwoLayerNet, x, t T) T { net.Loss(x, t); return net.LastLayer.Y }))
	add("last layer left out",
		"the scores go back instead of their derivative: use what LastLayer.Backward returns.",
		"미분 대신 점수를 흘려보냈다. LastLayer.Backward가 반환한 것을 써야 한다.",
		from(func(net *chapter5.TwoLayerNet, x, t T) T { net.Loss(x, t); return net.Predict(x) }))
	add("last layer left out",
		"the scores less t go back: y is the result of softmax, and LastLayer.Backward returns (y - t)/N.",
		"점수에서 t를 뺀 것을 흘려보냈다. y는 소프트맥스의 결과이고, LastLayer.Backward가 (y - t)/N을 반환한다.",
		from(func(net *chapter5.TwoLayerNet, x, t T) T { net.Loss(x, t); return net.Predict(x).Sub(t) }))
	add("batch average missing",
		"y - t goes back and is not divided by N: LastLayer.Backward does it.",
		"y - t를 N으로 나누지 않고 흘려보냈다. LastLayer.Backward는 나눈다.",
		from(func(net *chapter5.TwoLayerNet, x, t T) T { net.Loss(x, t); return net.LastLayer.Y.Sub(t) }))
	add("the loss for 1",
		"it is too large by the loss: the backward pass begins with 1, and not with the loss. LastLayer.Backward(1).",
		"손실만큼 크다. 역전파는 손실이 아니라 1로 시작한다. LastLayer.Backward(1)이다.",
		from(func(net *chapter5.TwoLayerNet, x, t T) T { return net.LastLayer.Backward(net.Loss(x, t)) }))
	add("batch average missing",
		"it is N times too large: the backward pass begins with 1, and not with the size of the batch.",
		"N배다. 역전파는 배치 크기가 아니라 1로 시작한다.",
		from(func(net *chapter5.TwoLayerNet, x, t T) T { net.Loss(x, t); return net.LastLayer.Backward(n(x)) }))
	add("divided twice",
		"it is divided by N once too often: LastLayer.Backward does it already.",
		"N으로 한 번 더 나누었다. LastLayer.Backward가 이미 나누었다.",
		from(func(net *chapter5.TwoLayerNet, x, t T) T {
			net.Loss(x, t)
			return net.LastLayer.Backward(1 / n(x))
		}))
	add("sign flipped",
		"the sign is flipped: the backward pass begins with 1.",
		"부호가 뒤집혔다. 역전파는 1로 시작한다.",
		from(func(net *chapter5.TwoLayerNet, x, t T) T { net.Loss(x, t); return net.LastLayer.Backward(-1) }))
	add("column labels",
		"the labels are those of the columns, t.Argmax(0): each row has its label, Argmax(1).",
		"열의 레이블 t.Argmax(0)을 썼다. 행마다 레이블이 있다. Argmax(1)이다.",
		from(func(net *chapter5.TwoLayerNet, x, t T) T {
			net.Loss(x, t.Argmax(0))
			return net.LastLayer.Backward(1)
		}))
	add("layers not reversed",
		"the backward pass goes through the layers from the last to the first.",
		"역전파는 계층을 뒤에서 앞으로 지난다.",
		along(func(net *chapter5.TwoLayerNet) []layers.Layer { return net.Layers }))
	add("ReLU left out",
		"the ReLU is left out: it lies between the Affine layers, so dout goes through Affine2, Relu1 and Affine1 in this order.",
		"ReLU를 빠뜨렸다. ReLU는 두 Affine 계층 사이에 있으므로 dout은 Affine2, Relu1, Affine1 순서로 지난다.",
		along(func(net *chapter5.TwoLayerNet) []layers.Layer {
			return []layers.Layer{net.Affine2, net.Affine1}
		}))
	add("ReLU too late",
		"the ReLU comes too late: it lies between the Affine layers, so the order is Affine2, Relu1, Affine1.",
		"ReLU를 너무 늦게 지났다. ReLU는 두 Affine 계층 사이에 있으므로 Affine2, Relu1, Affine1 순서로 지난다.",
		along(func(net *chapter5.TwoLayerNet) []layers.Layer {
			return []layers.Layer{net.Affine2, net.Affine1, net.Relu1}
		}))
	add("layer left out",
		"the backward pass does not reach the first Affine layer, which still has the gradient of the batch before. Does the loop end one too early?",
		"역전파가 첫 Affine 계층에 이르지 못해 지난 배치의 기울기가 남아 있다. 반복문이 하나 일찍 끝나지 않는가?",
		along(func(net *chapter5.TwoLayerNet) []layers.Layer { return whole(net)[:2] }))
	hidden := func(net *chapter5.TwoLayerNet, x T) T { return net.Relu1.Forward(net.Affine1.Forward(x)) }
	byHand := func(pass func(z, a, dz T) T) Backpropagation {
		return func(net *chapter5.TwoLayerNet, x, t T) map[string]T {
			dz := net.Affine2.Backward(start(net, x, t))
			z := net.Affine1.Forward(x)
			net.Affine1.Backward(pass(z, hidden(net, x), dz))
			return collect(net, nil)
		}
	}
	add("ReLU's result for its mask",
		"the derivative is multiplied by the ReLU's result instead of its mask: the local derivative is 1 or 0.",
		"미분에 ReLU의 마스크가 아니라 결과를 곱했다. 국소적 미분은 1이나 0이다.",
		byHand(func(z, a, dz T) T { return dz.Mul(a) }))
	add("ReLU's input for its mask",
		"the derivative is multiplied by the ReLU's input instead of its mask: the local derivative is 1 or 0.",
		"미분에 ReLU의 마스크가 아니라 입력을 곱했다. 국소적 미분은 1이나 0이다.",
		byHand(func(z, a, dz T) T { return dz.Mul(z) }))
	add("mask inverted",
		"the ReLU's mask is inverted: the derivative passes where its input is above 0.",
		"ReLU의 마스크가 거꾸로다. 입력이 0보다 큰 곳에서 미분이 지나간다.",
		byHand(func(z, a, dz T) T { return dz.Mul(z.LessEqual(0)) }))
	add("mask from dout",
		"the ReLU's mask is taken from the derivative: its input decides.",
		"ReLU의 마스크를 미분에서 구했다. 입력이 정한다.",
		byHand(func(z, a, dz T) T { return dz.Mul(dz.Greater(0)) }))
	add("forward of ReLU",
		"the ReLU's Forward is used on the way back: Backward belongs there.",
		"역전파에서 ReLU의 Forward를 썼다. Backward여야 한다.",
		byHand(func(z, a, dz T) T { return dz.Mul(dz.Greater(0)).Mul(z.Greater(0)) }))
	change := func(f func(net *chapter5.TwoLayerNet, x T, g grads)) Backpropagation {
		return func(net *chapter5.TwoLayerNet, x, t T) map[string]T {
			g := net.Gradient(x, t)
			f(net, x, g)
			return g
		}
	}
	add("b for W",
		"it is x·W1 + b1 that the gradient is made of: the ReLU between is missing. W2's is (the ReLU's result)ᵀ·dout.",
		"기울기를 x·W1 + b1로 구했다. 사이의 ReLU가 빠졌다. W2의 기울기는 (ReLU의 결과)ᵀ·dout이다.",
		func(net *chapter5.TwoLayerNet, x, t T) map[string]T {
			g := net.Gradient(x, t)
			net.Loss(x, t)
			g["W2"] = net.Affine1.Forward(x).T().Dot(net.LastLayer.Backward(1))
			return g
		})
	for _, pair := range [][2]string{{"W1", "W2"}, {"b1", "b2"}} {
		a, b := pair[0], pair[1]
		add("wrong key",
			"the gradients of "+a+" and "+b+" are exchanged.",
			a+"과 "+b+"의 기울기가 서로 바뀌었다.",
			change(func(net *chapter5.TwoLayerNet, x T, g grads) { g[a], g[b] = g[b], g[a] }))
		for _, to := range pair {
			from := a
			if to == a {
				from = b
			}
			add("wrong key",
				"the gradient of "+from+" stands under "+to+".",
				to+" 자리에 "+from+"의 기울기가 있다.",
				change(func(net *chapter5.TwoLayerNet, x T, g grads) { g[to] = g[from] }))
		}
	}
	add("wrong key",
		"the gradients of the two Affine layers are exchanged.",
		"두 Affine 계층의 기울기가 서로 바뀌었다.",
		change(func(net *chapter5.TwoLayerNet, x T, g grads) {
			g["W1"], g["b1"], g["W2"], g["b2"] = g["W2"], g["b2"], g["W1"], g["b1"]
		}))
	add("wrong key",
		"the gradients of Affine1 stand under W2 and b2.",
		"W2와 b2 자리에 Affine1의 기울기가 있다.",
		change(func(net *chapter5.TwoLayerNet, x T, g grads) { g["W2"], g["b2"] = g["W1"], g["b1"] }))
	add("wrong key",
		"the gradients of Affine2 stand under W1 and b1.",
		"W1과 b1 자리에 Affine2의 기울기가 있다.",
		change(func(net *chapter5.TwoLayerNet, x T, g grads) { g["W1"], g["b1"] = g["W2"], g["b2"] }))
	add("divided twice",
		"it is divided by N once too often: LastLayer.Backward does it already.",
		"N으로 한 번 더 나누었다. LastLayer.Backward가 이미 나누었다.",
		change(func(net *chapter5.TwoLayerNet, x T, g grads) {
			for key := range g {
				g[key] = g[key].DivScalar(n(x))
			}
		}))
	for _, rows := range []struct {
		english, korean string
		of              func(N int) (from, to int)
	}{
		{"it is the gradient of the first row alone.",
			"첫 행만의 기울기다.",
			func(N int) (int, int) { return 0, 1 }},
		{"it is the gradient of the last row alone.",
			"마지막 행만의 기울기다.",
			func(N int) (int, int) { return N - 1, N }},
		{"the last row of the batch is left out.",
			"배치의 마지막 행이 빠졌다.",
			func(N int) (int, int) { return 0, max(N-1, 1) }},
		{"the first row of the batch is left out.",
			"배치의 첫 행이 빠졌다.",
			func(N int) (int, int) { return min(1, N-1), N }},
	} {
		add("rows", rows.english, rows.korean, func(net *chapter5.TwoLayerNet, x, t T) map[string]T {
			a, b := rows.of(x.Shape()[0])
			return net.Gradient(x.Slice(a, b), t.Slice(a, b))
		})
	}
	return e
}

// collect goes back through the given layers and collects the gradients.
func collect(net *chapter5.TwoLayerNet, dout T, route ...layers.Layer) map[string]T {
	for _, layer := range route {
		dout = layer.Backward(dout)
	}
	return map[string]T{"W1": net.Affine1.DW, "b1": net.Affine1.DB, "W2": net.Affine2.DW, "b2": net.Affine2.DB}
}
