package clinic

import "backprop/tensor"

// differencesHTooSmall differentiates numerically.
func differencesHTooSmall(f func(*tensor.Tensor) float64, x *tensor.Tensor) *tensor.Tensor {
	return differences(f, x, 1e-12)
}

func hTooSmallPatient() Patient {
	return numerical(Patient{
		Name:  "h_too_small",
		Title: Text{"Right to four digits", "네 자리까지만 맞는다"},
		Story: Text{"The smaller h, the nearer to the limit, so the author took 1e-12. Three or four digits of the gradient are right.",
			"h가 작을수록 극한에 가까우니 1e-12로 했다. 기울기가 서너 자리만 맞는다."},
		Cause: "h too small",
		Cure: Text{"h = 1e-4 for 1e-12. f(x + h) and f(x - h) agree in all but the last digits of a float64, and what is left of their difference is rounding.",
			"1e-12를 1e-4로 고친다. f(x + h)와 f(x - h)는 float64의 마지막 몇 자리 말고는 같아서, 둘의 차에 남는 것은 반올림 오차다."},
	}, differencesHTooSmall)
}
