package clinic

import (
	"backprop/chapter5"
	"backprop/chapter5/exercises/checks"
	"backprop/layers/layertest"
	"backprop/tensor"
)

// gradientGradientOfTheWrongBatch does not go forward with its batch.
func gradientGradientOfTheWrongBatch(net *chapter5.TwoLayerNet, x, t *tensor.Tensor) map[string]*tensor.Tensor {
	dout := net.LastLayer.Backward(1)
	for i := len(net.Layers) - 1; i >= 0; i-- {
		dout = net.Layers[i].Backward(dout)
	}
	return gradientsOf(net)
}

func gradientOfTheWrongBatchPatient() Patient {
	p := Patient{
		Name:  "gradient_of_the_wrong_batch",
		Cause: "gradient of the wrong batch",
		Story: Text{"The loss was computed above already, I need not go forward again.",
			"손실은 위에서 이미 구했으니 순전파를 또 할 필요가 없다."},
		Cure: Text{"net.Loss(x, t) first: Backward goes back through the last Forward, whatever batch that was of.",
			"먼저 net.Loss(x, t)를 부른다. Backward는 어느 배치였든 마지막 Forward를 되짚는다."},
	}
	p.Symptom = func() string {
		return gradientSymptom(gradientGradientOfTheWrongBatch)
	}
	p.Examine = func() layertest.Report { return checks.Gradient(gradientGradientOfTheWrongBatch) }
	p.Healthy = func() layertest.Report { return checks.Gradient((*chapter5.TwoLayerNet).Gradient) }
	return p
}
