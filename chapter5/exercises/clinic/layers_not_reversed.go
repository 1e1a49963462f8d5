package clinic

import (
	"backprop/chapter5"
	"backprop/chapter5/exercises/checks"
	"backprop/layers/layertest"
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
	p := Patient{
		Name:  "layers_not_reversed",
		Cause: "layers not reversed",
		Story: Text{"Backward through the layers, one after the other.",
			"계층을 차례로 지나며 역전파했다."},
		Cure: Text{"From the last to the first.",
			"마지막 계층부터 처음으로 간다."},
	}
	p.Symptom = func() string {
		return gradientSymptom(gradientLayersNotReversed)
	}
	p.Examine = func() layertest.Report { return checks.Gradient(gradientLayersNotReversed) }
	p.Healthy = func() layertest.Report { return checks.Gradient((*chapter5.TwoLayerNet).Gradient) }
	return p
}
