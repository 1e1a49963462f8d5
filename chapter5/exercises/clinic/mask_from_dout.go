package clinic

import (
	"backprop/layers"
	"backprop/tensor"
)

// reluMaskFromDout looks at dout, and not at what x was.
type reluMaskFromDout struct{ x *tensor.Tensor }

func (r *reluMaskFromDout) Forward(x *tensor.Tensor) *tensor.Tensor {
	r.x = x.Copy()
	out := x.Copy()
	out.SetMasked(x.LessEqual(0), 0)
	return out
}

func (r *reluMaskFromDout) Backward(dout *tensor.Tensor) *tensor.Tensor {
	dx := dout.Copy()
	dx.SetMasked(dout.LessEqual(0), 0)
	return dx
}

func maskFromDoutPatient() Patient {
	p := Patient{
		Name:  "mask_from_dout",
		Cause: "mask from dout",
		Story: Text{"ReLU again on the way back, as the book says: what is not above 0 becomes 0.",
			"책에 나온 대로 역전파에서도 ReLU를 했다. 0보다 크지 않은 것은 0으로 했다."},
		Cure: Text{"The switch is set by x on the way there. Keep the mask of x in Forward, and use it in Backward.",
			"스위치는 순전파에서 x가 정한다. Forward에서 x의 마스크를 간직했다가 Backward에서 쓴다."},
	}
	return activation(p, func() layers.Layer { return &reluMaskFromDout{} })
}
