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
	return relu(Patient{
		Name:  "dout_in_place",
		Title: Text{"Right alone, wrong in company", "혼자면 맞고 둘이면 틀린다"},
		Story: Text{"Translated line by line from the notes, dout[mask] = 0 included. It trains. When the author sent the same dout into a second branch, the numbers there were wrong.",
			"노트의 파이썬을 dout[mask] = 0까지 한 줄씩 옮겼다. 학습은 잘 된다. 같은 dout을 다른 가지에도 보냈더니 그쪽 수가 틀렸다."},
		Cause: "dout overwritten",
		Cure: Text{"Begin Backward with dx := dout.Copy(), set the zeros in dx and return dx. dout belongs to the caller, who may still need it.",
			"Backward를 dx := dout.Copy()로 시작해 dx를 0으로 만들고 dx를 돌려준다. dout은 호출한 쪽의 것이고 더 쓸 곳이 있을 수 있다."},
	}, func() layers.Layer { return &reluDoutInPlace{} })
}
