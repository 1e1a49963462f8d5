package clinic

import (
	"backprop/chapter5"
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
	return gradient(Patient{
		Name:  "gradient_of_the_wrong_batch",
		Title: Text{"It learns, and never agrees", "배우기는 하는데 확인은 틀린다"},
		Story: Text{"The loss was computed a few lines above, so the author left out the forward pass. It learns. The gradient check never agrees.",
			"손실은 몇 줄 위에서 이미 구했으니 순전파를 뺐다. 배우기는 한다. 기울기 확인이 한 번도 맞지 않는다."},
		Cause: "gradient of the wrong batch",
		Cure: Text{"Begin with net.Loss(x, t). Backward goes back over what the layers kept in the last Forward, whatever batch that was of; here it was not x.",
			"net.Loss(x, t)로 시작한다. Backward는 어느 배치였든 마지막 Forward가 계층에 남긴 것을 되짚는다. 여기서는 그것이 x가 아니었다."},
	}, gradientGradientOfTheWrongBatch)
}
