package clinic

import (
	"backprop/layers"
	"backprop/tensor"
)

// reluBackwardForgotten passes everything on.
type reluBackwardForgotten struct{ x *tensor.Tensor }

func (r *reluBackwardForgotten) Forward(x *tensor.Tensor) *tensor.Tensor {
	r.x = x.Copy()
	out := x.Copy()
	out.SetMasked(x.LessEqual(0), 0)
	return out
}

func (r *reluBackwardForgotten) Backward(dout *tensor.Tensor) *tensor.Tensor {
	return dout.Copy()
}

func backwardForgottenPatient() Patient {
	p := Patient{
		Name:  "backward_forgotten",
		Cause: "not masked",
		Story: Text{"The activation has no weights, so there is nothing to do on the way back.",
			"활성화 함수에는 가중치가 없으니 역전파에서 할 일이 없다."},
		Cure: Text{"Backward must stop dout where Forward stopped x.",
			"Forward가 x를 막은 곳에서 Backward도 dout을 막아야 한다."},
	}
	return activation(p, func() layers.Layer { return &reluBackwardForgotten{} })
}
