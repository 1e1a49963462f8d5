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
	return relu(Patient{
		Name:  "mask_from_dout",
		Title: Text{"A loss at 2.29 for ever", "2.29에서 멈춘 손실"},
		Story: Text{"A student who had read that ReLU lets pass what is above 0, and did so in both directions. From the fifth step on the loss stays at 2.29.",
			"ReLU는 0보다 큰 것을 통과시킨다고 읽은 학생이 양방향에 모두 그렇게 했다. 5단계부터 손실이 2.29에 머문다."},
		Cause: "mask from dout",
		Cure: Text{"In Backward write SetMasked(r.x.LessEqual(0), 0) for SetMasked(dout.LessEqual(0), 0). The switch was set by x on the way there; a negative dout has to come through where x > 0, or no weight could ever grow.",
			"Backward의 SetMasked(dout.LessEqual(0), 0)을 SetMasked(r.x.LessEqual(0), 0)으로 고친다. 스위치는 순전파 때 x가 정한다. x > 0인 곳에서는 음수인 dout도 지나가야 한다. 그러지 않으면 커지는 가중치가 없다."},
	}, func() layers.Layer { return &reluMaskFromDout{} })
}
