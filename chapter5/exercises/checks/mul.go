package checks

import "backprop/layers/layertest"

// Mul checks a multiplication layer, as section 4.1 defines it.
func Mul(fresh func() NumberLayer) layertest.Report { return numbers(mul(), fresh) }

func mul() *layertest.Exam {
	right := func(x, y float64) float64 { return x * y }
	e := numberExam(right,
		func(x, y, dout float64) (dx, dy float64) { return dout * y, dout * x },
		map[string]string{"Forward": "x·y", "dx": "dout·y", "dy": "dout·x"},
		"it is dout itself, as for an addition: multiply it by the other input.",
		"덧셈처럼 dout 그대로다. 다른 쪽 입력을 곱해야 한다.",
		func(_, _, dout float64) (dx, dy float64) { return dout, dout })
	e.Mistakes = append(e.Mistakes, backOf(right)("quotient for an input",
		"an input is computed as x·y divided by the other input, which is 0/0 where that is 0. Keep both x and y.",
		"입력을 x·y를 다른 입력으로 나누어 구했다. 그 입력이 0이면 0/0이다. x와 y를 모두 저장한다.",
		func(x, y, dout float64) (dx, dy float64) { return dout * (x * y / x), dout * x },
		func(x, y, dout float64) (dx, dy float64) { return dout * y, dout * (x * y / y) },
		func(x, y, dout float64) (dx, dy float64) { return dout * (x * y / x), dout * (x * y / y) })...)
	return e
}
