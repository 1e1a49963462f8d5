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
	return relu(Patient{
		Name:  "kink",
		Title: Text{"It learns, and yet a check fails", "학습은 되는데 검사에서 떨어진다"},
		Story: Text{"The author asks what the difference is. The loss falls as it does for everybody else, and only a test with zeros in x complains.",
			"만든 사람은 무슨 차이냐고 묻는다. 손실은 남들처럼 줄어든다. x에 0이 있는 검사 하나만 실패한다."},
		Cause: "kink",
		Cure: Text{"Write LessEqual(0) for Less(0), in Forward and Backward. By (5.8) the derivative at 0 is 0. With random weights x is hardly ever exactly 0; where weights begin with 0 it is 0 everywhere.",
			"Forward와 Backward의 Less(0)을 LessEqual(0)으로 고친다. 식 (5.8)에서 0의 미분은 0이다. 가중치가 난수이면 x가 정확히 0인 일이 거의 없지만, 가중치를 0에서 시작하면 어디나 0이다."},
	}, func() layers.Layer { return &reluKink{} })
}
