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
	p := Patient{
		Name:  "first_mask_kept",
		Cause: "stale",
		Story: Text{"I make the mask once, to save time. The first step is perfect.",
			"시간을 아끼려고 마스크를 한 번만 만들었다. 첫 걸음은 완벽하다."},
		Cure: Text{"Each batch has its own mask: make it anew in every Forward.",
			"배치마다 마스크가 다르다. Forward마다 새로 만든다."},
	}
	return activation(p, func() layers.Layer { return &reluFirstMaskKept{} })
}
