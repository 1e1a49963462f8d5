package clinic

import (
	"backprop/layers"
	"backprop/tensor"
)

// reluDoutInPlace writes its zeros into the dout of the caller.
type reluDoutInPlace struct{ x *tensor.Tensor }

func (r *reluDoutInPlace) Forward(x *tensor.Tensor) *tensor.Tensor {
	r.x = x.Copy()
	out := x.Copy()
	out.SetMasked(x.LessEqual(0), 0)
	return out
}

func (r *reluDoutInPlace) Backward(dout *tensor.Tensor) *tensor.Tensor {
	dout.SetMasked(r.x.LessEqual(0), 0)
	return dout
}

func doutInPlacePatient() Patient {
	p := Patient{
		Name:  "dout_in_place",
		Cause: "dout overwritten",
		Story: Text{"As in the notes: dout[mask] = 0. It trains, but when I used dout for a second branch the numbers were wrong.",
			"노트처럼 dout[mask] = 0이라고 썼다. 학습은 되는데 dout을 다른 가지에도 쓰니 수가 틀렸다."},
		Cure: Text{"Copy dout first: the caller may still need it.",
			"먼저 dout을 복사한다. 호출한 쪽에서 더 쓸 수 있다."},
	}
	return activation(p, func() layers.Layer { return &reluDoutInPlace{} })
}
