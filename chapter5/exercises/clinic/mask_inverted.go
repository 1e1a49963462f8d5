package clinic

import (
	"backprop/layers"
	"backprop/tensor"
)

// reluMaskInverted stops on the way back what it let through.
type reluMaskInverted struct{ x *tensor.Tensor }

func (r *reluMaskInverted) Forward(x *tensor.Tensor) *tensor.Tensor {
	r.x = x.Copy()
	out := x.Copy()
	out.SetMasked(x.LessEqual(0), 0)
	return out
}

func (r *reluMaskInverted) Backward(dout *tensor.Tensor) *tensor.Tensor {
	dx := dout.Copy()
	dx.SetMasked(r.x.Greater(0), 0)
	return dx
}

func maskInvertedPatient() Patient {
	return relu(Patient{
		Name:  "mask_inverted",
		Title: Text{"A loss that hardly falls", "좀처럼 줄지 않는 손실"},
		Story: Text{"Written from memory on the train home. I keep a mask of the neurons that are alive, and Backward sets those places to 0. After fifty steps the loss is still above 2, where my neighbour's is below 0.2.",
			"집에 가는 기차에서 기억나는 대로 썼다. 살아 있는 뉴런의 마스크를 만들고 Backward에서 그 자리를 0으로 했다. 50단계가 지나도 손실이 2를 넘는다. 옆자리 친구는 0.2보다 작다."},
		Cause: "mask inverted",
		Cure: Text{"In Backward write SetMasked(r.x.LessEqual(0), 0) for SetMasked(r.x.Greater(0), 0). The mask marks what is to be stopped, and ReLU stops x <= 0.",
			"Backward의 SetMasked(r.x.Greater(0), 0)을 SetMasked(r.x.LessEqual(0), 0)으로 고친다. 마스크는 막을 곳을 표시하고, ReLU가 막는 곳은 x <= 0이다."},
	}, func() layers.Layer { return &reluMaskInverted{} })
}
