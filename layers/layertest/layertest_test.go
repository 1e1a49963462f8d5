package layertest

import (
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
