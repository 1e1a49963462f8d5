package checks

import (
	"slices"
	"strings"

	"backprop/chapter5"
	"backprop/layers"
	"backprop/layers/layertest"
	"backprop/tensor"
)

// A Backpropagation returns the gradients of a network's loss, section 7.2.
type Backpropagation = func(net *chapter5.TwoLayerNet, x, t *tensor.Tensor) map[string]*tensor.Tensor

// Gradient checks a network's gradients by backpropagation, section 7.2.
func Gradient(student Backpropagation) layertest.Report {
	got, message, net := gradients(student)
	switch {
	case strings.Contains(message, "layers: Affine.Backward: dout has shape"):
		return problem("layers not reversed", "The derivatives do not fit the layers: backward walks them from the last to the first. (%s)",
			"미분이 계층과 맞지 않는다. 역전파는 계층을 뒤에서 앞으로 지난다. (%s)", message)
	case strings.Contains(message, "layers: ReLU.Backward: dout has shape"):
		return problem("layer left out", "The ReLU got a derivative that does not fit it: the last Affine layer was left out, or what it returned was not handed on. (%s)",
			"ReLU가 맞지 않는 미분을 받았다. 마지막 Affine 계층을 빠뜨렸거나 그 계층이 돌려준 것을 넘기지 않았다. (%s)", message)
	case message != "":
		return panicked(message)
	case got == nil:
		return problem("nothing", "It returned nil.", "nil을 돌려주었다.")
	}
	fresh, x, t := small(3)
	x, t = x.Slice(0, 6), t.Slice(0, 6)
	for _, key := range keys {
		if difference(net.Params[key], fresh.Params[key]) != 0 {
			return problem("parameters changed", "%s has changed: the gradient is to be returned, the update comes later (section 7.4).",
				"%[1]s 값이 바뀌었다. 기울기를 돌려주기만 한다. 갱신은 나중 일이다(7.4절).", key)
		}
		if got[key] != nil && got[key] == net.Params[key] {
			return problem("parameter for gradient", "Under %s is the parameter itself, not its gradient: that is in DW or DB of the layer.",
				"%s 자리에 기울기가 아니라 매개변수가 있다. 기울기는 계층의 DW, DB에 있다.", key)
		}
	}
	want := fresh.Gradient(x, t)
	if equal(got, want, 0) {
		return layertest.Report{}
	}
	for _, d := range detours {
		if wrong, message, _ := gradients(d.do); message == "" && equal(got, wrong, 1e-12) {
			if difference(net.LastLayer.Y, fresh.LastLayer.Y) == 0 && d.cause == "gradient of the wrong batch" {
				return problem("no backward", "These are the gradients of the batch before: after the forward pass go backward.",
					"지난 배치의 기울기다. 순전파 뒤에 역전파도 해야 한다.")
			}
			return problem(d.cause, d.english, d.korean)
		}
	}
	for _, key := range keys {
		for _, other := range keys {
			if other != key && got[key] != nil && difference(got[key], want[other]) < 1e-9 {
				return problem("wrong key", "Under %s is the gradient of %s.", "%s 자리에 %s의 기울기가 있다.", key, other)
			}
		}
	}
	// Against numerical differences it is right; against the same sums it is not.
	r := layertest.Diagnose(layertest.Gradients{Names: keys, Params: net.Params, Backprop: got, Numerical: want, N: 6,
		Loss: func() float64 { return net.Loss(x, t) }}).Report
	if len(r.Problems) == 0 && !equal(got, want, 1e-12) {
		return problem("numerical", "The gradients are right to a few digits only, as numerical differences are: they are to come from Backward.",
			"기울기가 몇 자리까지만 맞다. 수치 미분이 그렇다. 여기서는 Backward로 구해야 한다.")
	}
	return r
}

// gradients lets f find the gradients of a batch with a network whose layers
// still hold another one.
func gradients(f Backpropagation) (got map[string]*tensor.Tensor, message string, net *chapter5.TwoLayerNet) {
	net, x, t := small(3)
	net.Gradient(x.Slice(6, 12), t.Slice(6, 12))
	message = Attempt(func() { got = f(net, x.Slice(0, 6), t.Slice(0, 6)) })
	return got, message, net
}

// equal reports whether a and b have the same gradients.
func equal(a, b map[string]*tensor.Tensor, within float64) bool {
	return !slices.ContainsFunc(keys, func(key string) bool {
		return (a[key] != nil || b[key] != nil) && !(difference(a[key], b[key]) <= within)
	})
}

// backward goes back through the given layers and collects the gradients.
func backward(net *chapter5.TwoLayerNet, dout *tensor.Tensor, through ...layers.Layer) map[string]*tensor.Tensor {
	for _, layer := range through {
		dout = layer.Backward(dout)
	}
	return map[string]*tensor.Tensor{
		"W1": net.Affine1.DW, "b1": net.Affine1.DB, "W2": net.Affine2.DW, "b2": net.Affine2.DB,
	}
}

// detours are the mistakes of backpropagation that do not panic.
var detours = []struct {
	cause           layertest.Cause
	do              Backpropagation
	english, korean string
}{
	{"gradient of the wrong batch", func(net *chapter5.TwoLayerNet, x, t *tensor.Tensor) map[string]*tensor.Tensor {
		return backward(net, net.LastLayer.Backward(1), net.Affine2, net.Relu1, net.Affine1)
	}, "These are the gradients of the batch before: go forward with this batch first.",
		"지난 배치의 기울기다. 이 배치로 먼저 순전파를 해야 한다."},
	{"loss left out", func(net *chapter5.TwoLayerNet, x, t *tensor.Tensor) map[string]*tensor.Tensor {
		net.Predict(x)
		return backward(net, net.LastLayer.Backward(1), net.Affine2, net.Relu1, net.Affine1)
	}, "The last layer still holds the batch before: go forward with net.Loss, not with net.Predict alone.",
		"마지막 계층에는 아직 지난 배치가 남아 있다. net.Predict만이 아니라 net.Loss로 순전파를 해야 한다."},
	{"last layer left out", func(net *chapter5.TwoLayerNet, x, t *tensor.Tensor) map[string]*tensor.Tensor {
		net.Loss(x, t)
		return backward(net, tensor.Full(1, net.LastLayer.Y.Shape()...), net.Affine2, net.Relu1, net.Affine1)
	}, "The last layer is left out: the 1 goes into LastLayer.Backward, and what that returns into the layers.",
		"마지막 계층을 빠뜨렸다. 1은 LastLayer.Backward로 들어가고, 그것이 돌려준 것이 계층으로 들어간다."},
	{"last layer left out", func(net *chapter5.TwoLayerNet, x, t *tensor.Tensor) map[string]*tensor.Tensor {
		net.Loss(x, t)
		return backward(net, net.LastLayer.Y, net.Affine2, net.Relu1, net.Affine1)
	}, "The last layer's y goes back where its derivative belongs: use what LastLayer.Backward returns.",
		"미분이 갈 자리에 마지막 계층의 y가 거슬러 간다. LastLayer.Backward가 돌려준 것을 써야 한다."},
	{"ReLU left out", func(net *chapter5.TwoLayerNet, x, t *tensor.Tensor) map[string]*tensor.Tensor {
		net.Loss(x, t)
		return backward(net, net.LastLayer.Backward(1), net.Affine2, net.Affine1)
	}, "The ReLU is left out on the way back: every layer of the way there takes part in it.",
		"돌아오는 길에 ReLU를 빠뜨렸다. 갈 때 지난 계층은 올 때도 모두 지난다."},
	{"layer left out", func(net *chapter5.TwoLayerNet, x, t *tensor.Tensor) map[string]*tensor.Tensor {
		net.Loss(x, t)
		return backward(net, net.LastLayer.Backward(1), net.Affine2, net.Relu1)
	}, "The first Affine layer was not reached: W1 and b1 are those of the batch before. Does the loop end one too early?",
		"첫 Affine 계층에 이르지 못해서 W1과 b1의 기울기가 지난 배치의 것이다. 반복문이 하나 일찍 끝나지 않는가?"},
}
