package clinic

import (
	"backprop/layers"
	"backprop/layers/layertest"
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
	p := Patient{
		Name:  "sigmoid_of_x",
		Cause: "x for y",
		Story: Text{"y(1 - y) is the derivative, and y is what comes in, no?",
			"미분이 y(1 - y)인데, y는 들어온 값이 아닌가?"},
		Cure: Text{"y is the result of Forward. Keep it, not x.",
			"y는 Forward의 결과다. x가 아니라 y를 간직한다."},
	}
	broken := func() layers.Layer { return &sigmoidOfX{} }
	p.Symptom = body{activation: broken}.run
	p.Examine = func() layertest.Report { return layertest.Sigmoid(broken) }
	p.Healthy = func() layertest.Report {
		return layertest.Sigmoid(func() layers.Layer { return &layers.Sigmoid{} })
	}
	return p
}
