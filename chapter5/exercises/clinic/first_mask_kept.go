package clinic

import (
	"backprop/layers"
	"backprop/tensor"
)

// reluFirstMaskKept keeps the mask of the first batch.
type reluFirstMaskKept struct{ mask *tensor.Tensor }

func (r *reluFirstMaskKept) Forward(x *tensor.Tensor) *tensor.Tensor {
	if r.mask == nil || r.mask.Size() != x.Size() {
		r.mask = x.LessEqual(0)
	}
	out := x.Copy()
	out.SetMasked(x.LessEqual(0), 0)
	return out
}

func (r *reluFirstMaskKept) Backward(dout *tensor.Tensor) *tensor.Tensor {
	dx := dout.Copy()
	dx.SetMasked(r.mask.Reshape(dout.Shape()...), 0)
	return dx
}

func firstMaskKeptPatient() Patient {
	return relu(Patient{
		Name:  "first_mask_kept",
		Title: Text{"The first step is perfect", "첫 단계는 완벽하다"},
		Story: Text{"An engineer saved time by making the mask only once. The gradient check of the first batch was perfect. Training is slower than it should be.",
			"한 엔지니어가 시간을 아끼려고 마스크를 한 번만 만들었다. 첫 배치로 한 기울기 확인은 완벽했다. 그런데 학습이 남들보다 느리다."},
		Cause: "stale",
		Cure: Text{"In Forward take the if away and write r.mask = x.LessEqual(0) each time. Every batch switches other neurons off.",
			"Forward에서 if를 없애고 매번 r.mask = x.LessEqual(0)으로 한다. 배치마다 꺼지는 뉴런이 다르다."},
	}, func() layers.Layer { return &reluFirstMaskKept{} })
}
