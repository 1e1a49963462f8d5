package clinic

import "backprop/tensor"

// differencesHTooLarge differentiates numerically.
func differencesHTooLarge(f func(*tensor.Tensor) float64, x *tensor.Tensor) *tensor.Tensor {
	return differences(f, x, 0.5)
}

func hTooLargePatient() Patient {
	return numerical(Patient{
		Name:  "h_too_large",
		Title: Text{"Stable, and off by 0.25", "안정적으로 0.25만큼 틀린다"},
		Story: Text{"With h = 0.5 the author saw no rounding at all. Every number is off by 0.25.",
			"h = 0.5로 하니 반올림 오차가 보이지 않았다. 모든 수가 0.25씩 다르다."},
		Cause: "h too large",
		Cure: Text{"h = 1e-4 for 0.5. Between x - h and x + h the curve is taken for a straight line, and x³ is then off by h².",
			"0.5를 1e-4로 고친다. x - h와 x + h 사이에서 곡선을 직선으로 보는 셈이고, x³에서는 h²만큼 틀린다."},
	}, differencesHTooLarge)
}
