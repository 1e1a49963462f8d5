package clinic

import (
	"backprop/layers"
	"backprop/tensor"
)

// reluKink lets pass where x is 0.
type reluKink struct{ x *tensor.Tensor }

func (r *reluKink) Forward(x *tensor.Tensor) *tensor.Tensor {
	r.x = x.Copy()
	out := x.Copy()
	out.SetMasked(x.Less(0), 0)
	return out
}

func (r *reluKink) Backward(dout *tensor.Tensor) *tensor.Tensor {
	dx := dout.Copy()
	dx.SetMasked(r.x.Less(0), 0)
	return dx
}

func kinkPatient() Patient {
	p := Patient{
		Name:  "kink",
		Cause: "kink",
		Story: Text{"x < 0 or x <= 0, what is the difference? It learns as well as before.",
			"x < 0이나 x <= 0이나 무슨 차이가 있나? 전과 똑같이 학습된다."},
		Cure: Text{"By (5.8) the derivative at 0 is 0: mask x <= 0. It matters where many x are 0 exactly, as with weights of 0.",
			"(5.8)에서 0의 미분은 0이다. x <= 0을 막는다. 가중치가 0이어서 x가 정확히 0인 곳이 많으면 차이가 난다."},
	}
	return activation(p, func() layers.Layer { return &reluKink{} })
}
