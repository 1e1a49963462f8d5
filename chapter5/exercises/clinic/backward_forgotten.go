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
	return relu(Patient{
		Name:  "backward_forgotten",
		Title: Text{"Slower than the others", "남들보다 느리다"},
		Story: Text{"An activation has no weights, so its author saw nothing to do on the way back. The loss falls, but at step 45 it is at 0.31 where others are at 0.18.",
			"활성화 함수에는 가중치가 없으니 역전파에서 할 일도 없다고 생각했다. 손실은 줄지만 45단계에서 0.31이다. 남들은 0.18이다."},
		Cause: "not masked",
		Cure: Text{"In Backward, after dx := dout.Copy(), write dx.SetMasked(r.x.LessEqual(0), 0). What Forward stopped had no part in the loss, so no derivative may come back through it.",
			"Backward에서 dx := dout.Copy() 다음에 dx.SetMasked(r.x.LessEqual(0), 0)을 쓴다. Forward가 막은 것은 손실에 관여하지 않았으니 그리로 미분이 돌아오면 안 된다."},
	}, func() layers.Layer { return &reluBackwardForgotten{} })
}
