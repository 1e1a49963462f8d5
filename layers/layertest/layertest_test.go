package layertest

import (
	"slices"
	"testing"

	"backprop/layers"
	"backprop/tensor"
)

func TestTheProjectsOwnLayers(t *testing.T) {
	for name, r := range map[string]Report{
		"ReLU":            ReLU(func() layers.Layer { return &layers.ReLU{} }),
		"Sigmoid":         Sigmoid(func() layers.Layer { return &layers.Sigmoid{} }),
		"Mul":             Mul(func() NumberLayer { return &layers.Mul{} }),
		"Add":             Add(func() NumberLayer { return &layers.Add{} }),
		"SoftmaxWithLoss": SoftmaxWithLoss(func() LossLayer { return &layers.SoftmaxWithLoss{} }),
		"Affine": Affine(func(W, b *tensor.Tensor) AffineLayer {
			a := layers.NewAffine(W, b)
			return AffineLayer{a, func() (*tensor.Tensor, *tensor.Tensor) { return a.DW, a.DB }}
		}),
	} {
		if err := r.Err(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for _, remark := range r.Remarks {
			t.Errorf("%s: %s", name, remark.English)
		}
	}
}

// A layer that swallows a NaN, knows no empty batch and goes back before it
// went forward is right all the same; it is remarked upon.
func TestRemarks(t *testing.T) {
	r := ReLU(newLayer(func(x *tensor.Tensor, keep kept) *tensor.Tensor {
		if x.Size() == 0 {
			panic("no data")
		}
		keep["x"] = x.Copy()
		data := x.Data()
		for i, v := range data {
			if !(v > 0) {
				data[i] = 0
			}
		}
		return tensor.New(data, x.Shape()...)
	}, func(dout *tensor.Tensor, keep kept) *tensor.Tensor {
		if keep["x"] == nil {
			return dout
		}
		return dout.Mul(keep["x"].Greater(0))
	}))
	want(t, "not careful", r, "right")
	var causes []Cause
	for _, remark := range r.Remarks {
		causes = append(causes, remark.Cause)
	}
	if !slices.Equal(causes, []Cause{"backward before forward", "empty batch", "not finite"}) {
		t.Errorf("remarks on %q", causes)
	}
}
