package clinic

import (
	"slices"

	"backprop/chapter5"
	"backprop/tensor"
)

// gradientWrongKey has a line copied and not quite changed.
func gradientWrongKey(net *chapter5.TwoLayerNet, x, t *tensor.Tensor) map[string]*tensor.Tensor {
	net.Loss(x, t)
	dout := net.LastLayer.Backward(1)
	for _, layer := range slices.Backward(net.Layers) {
		dout = layer.Backward(dout)
	}
	grads := map[string]*tensor.Tensor{}
	grads["W1"], grads["b1"] = net.Affine1.DW, net.Affine1.DB
	grads["W2"], grads["b2"] = net.Affine1.DW, net.Affine1.DB
	return grads
}

func wrongKeyPatient() Patient {
	return gradient(Patient{
		Name:  "wrong_key",
		Title: Text{"Shapes that do not fit", "맞지 않는 형상"},
		Story: Text{"A line copied late at night. The first update panics: it cannot subtract (784, 20) from (20, 10).",
			"밤늦게 한 줄을 복사했다. 첫 갱신에서 (20, 10)에서 (784, 20)을 뺄 수 없다며 패닉이 난다."},
		Cause: "wrong key",
		Cure: Text{"In the second of the two lines write net.Affine2.DW, net.Affine2.DB. W1 and b1 are Affine1's, W2 and b2 Affine2's. Had both layers had one shape, nothing would have panicked.",
			"두 줄 가운데 둘째 줄을 net.Affine2.DW, net.Affine2.DB로 고친다. W1과 b1은 Affine1, W2와 b2는 Affine2의 것이다. 두 계층의 형상이 같았다면 패닉도 나지 않았을 것이다."},
	}, gradientWrongKey)
}
