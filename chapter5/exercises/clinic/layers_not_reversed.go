package clinic

import (
	"backprop/chapter5"
	"backprop/tensor"
)

// gradientLayersNotReversed walks the layers in the order of Forward.
func gradientLayersNotReversed(net *chapter5.TwoLayerNet, x, t *tensor.Tensor) map[string]*tensor.Tensor {
	net.Loss(x, t)
	dout := net.LastLayer.Backward(1)
	for _, layer := range net.Layers {
		dout = layer.Backward(dout)
	}
	return gradientsOf(net)
}

func layersNotReversedPatient() Patient {
	return gradient(Patient{
		Name:  "layers_not_reversed",
		Title: Text{"A panic before the first update", "첫 갱신 전에 패닉"},
		Story: Text{"Backward through the layers, written under the loop of Forward and after its pattern. There is no first step: it panics.",
			"Forward의 반복문 아래에 같은 모양으로 역전파를 썼다. 첫 단계도 마치지 못하고 패닉이 난다."},
		Cause: "layers not reversed",
		Cure: Text{"Walk them with slices.Backward(net.Layers). The derivative comes from the loss, so the last layer is the first to get it.",
			"slices.Backward(net.Layers)로 거꾸로 지난다. 미분은 손실에서 오므로 마지막 계층이 먼저 받는다."},
	}, gradientLayersNotReversed)
}
