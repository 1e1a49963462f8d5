package clinic

import (
	"fmt"

	"backprop/chapter5/exercises/checks"
	"backprop/layers/layertest"
	"backprop/tensor"
)

// differencesHTooLarge differentiates numerically.
func differencesHTooLarge(f func(*tensor.Tensor) float64, x *tensor.Tensor) *tensor.Tensor {
	return differences(f, x, 0.5)
}

func hTooLargePatient() Patient {
	p := Patient{
		Name:  "h_too_large",
		Cause: "h too large",
		Story: Text{"h = 0.5 gives stable numbers.",
			"h = 0.5로 하니 수가 안정적이다."},
		Cure: Text{"h = 1e-4: the curve is no straight line over a width of 1.",
			"h = 1e-4로 한다. 폭 1에 걸친 곡선은 직선이 아니다."},
	}
	p.Symptom = func() string {
		x := tensor.Vector(1, -2, 0.5)
		square := func(*tensor.Tensor) float64 { return x.Mul(x).Sum().Item() }
		return fmt.Sprintf("f = the sum of x²\nx        %v\nright    %v\ngradient %v\n", x.Copy(), x.MulScalar(2), differencesHTooLarge(square, x))
	}
	p.Examine = func() layertest.Report { return checks.NumericalGradient(differencesHTooLarge) }
	p.Healthy = func() layertest.Report { return checks.NumericalGradient(tensor.NumericalGradient) }
	return p
}
