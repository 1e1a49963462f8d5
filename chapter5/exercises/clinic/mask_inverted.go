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
	p := Patient{
		Name:  "mask_inverted",
		Cause: "mask inverted",
		Story: Text{"I keep a mask of what is alive, and set that to 0. The loss hardly falls.",
			"살아 있는 곳의 마스크를 만들고 그곳을 0으로 했다. 손실이 거의 줄지 않는다."},
		Cure: Text{"Backward sets dout to 0 where x > 0. The mask marks what is to be stopped: x <= 0.",
			"Backward가 x > 0인 곳의 dout을 0으로 만든다. 마스크는 막을 곳, 곧 x <= 0을 표시해야 한다."},
	}
	return activation(p, func() layers.Layer { return &reluMaskInverted{} })
}
