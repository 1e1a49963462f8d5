package clinic

import (
	"backprop/layers"
	"backprop/tensor"
)

// sigmoidOfX takes x for y on the way back.
type sigmoidOfX struct{ x *tensor.Tensor }

func (s *sigmoidOfX) Forward(x *tensor.Tensor) *tensor.Tensor {
	s.x = x.Copy()
	return tensor.Scalar(1).Div(x.Neg().Exp().AddScalar(1))
}

func (s *sigmoidOfX) Backward(dout *tensor.Tensor) *tensor.Tensor {
	return dout.Mul(s.x).Mul(tensor.Scalar(1).Sub(s.x))
}

func sigmoidOfXPatient() Patient {
	return sigmoid(Patient{
		Name:  "sigmoid_of_x",
		Title: Text{"NaN after a dozen steps", "열 몇 단계 만에 NaN"},
		Story: Text{"The derivative is y(1 - y), said the book, and the author took y for what comes in. By step 15 the loss is NaN.",
			"책에 미분이 y(1 - y)라고 있어서, 들어온 값을 y로 알았다. 15단계에 이르러 손실이 NaN이 되었다."},
		Cause: "x for y",
		Cure: Text{"Keep the result of Forward, s.y, in place of s.x, and use it in Backward: dout · y · (1 - y). With y between 0 and 1 that is 0.25 at most; x(1 - x) has no bound.",
			"Forward에서 s.x 대신 결과 s.y를 간직했다가 Backward에서 dout · y · (1 - y)로 쓴다. y는 0과 1 사이이므로 y(1 - y)는 0.25를 넘지 않는다. x(1 - x)에는 한계가 없다."},
	}, func() layers.Layer { return &sigmoidOfX{} })
}
