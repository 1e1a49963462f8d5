package checks

import "backprop/layers/layertest"

// Mul checks a multiplication layer, as section 4.1 defines it.
func Mul(fresh func() NumberLayer) layertest.Report { return numbers(mul(), fresh) }

func mul() *layertest.Exam {
	return numberExam(
		func(x, y float64) float64 { return x * y },
		func(x, y, dout float64) (dx, dy float64) { return dout * y, dout * x },
		map[string]string{"Forward": "x·y", "dx": "dout·y", "dy": "dout·x"},
		"it is dout itself, as for an addition: multiply it by the other input.",
		"덧셈처럼 dout 그대로다. 다른 쪽 입력을 곱해야 한다.",
		func(_, _, dout float64) (dx, dy float64) { return dout, dout })
}
