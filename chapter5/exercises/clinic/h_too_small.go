package clinic

import (
	"fmt"

	"backprop/chapter5/exercises/checks"
	"backprop/layers/layertest"
	"backprop/tensor"
)

// differencesHTooSmall differentiates numerically.
func differencesHTooSmall(f func(*tensor.Tensor) float64, x *tensor.Tensor) *tensor.Tensor {
	return differences(f, x, 1e-12)
}

func hTooSmallPatient() Patient {
	p := Patient{
		Name:  "h_too_small",
		Cause: "h too small",
		Story: Text{"The smaller h, the nearer to the limit: 1e-12.",
			"h가 작을수록 극한에 가까우니 1e-12로 했다."},
		Cure: Text{"h = 1e-4: below that rounding is left over.",
			"h = 1e-4로 한다. 더 작으면 반올림 오차만 남는다."},
	}
	p.Symptom = func() string {
		x := tensor.Vector(1, -2, 0.5)
		square := func(*tensor.Tensor) float64 { return x.Mul(x).Sum().Item() }
		return fmt.Sprintf("f = the sum of x²\nx        %v\nright    %v\ngradient %v\n", x.Copy(), x.MulScalar(2), differencesHTooSmall(square, x))
	}
	p.Examine = func() layertest.Report { return checks.NumericalGradient(differencesHTooSmall) }
	p.Healthy = func() layertest.Report { return checks.NumericalGradient(tensor.NumericalGradient) }
	return p
}
