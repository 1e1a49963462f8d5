package checks

import "backprop/layers/layertest"

// Add checks an addition layer, as section 4.2 defines it.
func Add(fresh func() NumberLayer) layertest.Report { return numbers(add(), fresh) }

func add() *layertest.Exam {
	right := func(x, y float64) float64 { return x + y }
	e := numberExam(right,
		func(_, _, dout float64) (dx, dy float64) { return dout, dout },
		map[string]string{"Forward": "x + y", "dx": "dout", "dy": "dout"},
		"it is multiplied by an input, as in a multiplication. An addition passes dout on as it is.",
		"곱셈처럼 입력을 곱했다. 덧셈은 dout을 그대로 흘려보낸다.",
		func(x, y, dout float64) (dx, dy float64) { return dout * y, dout * x })
	e.Mistakes = append(e.Mistakes, backOf(right)("dout split",
		"dout is split between the two inputs. Each of them gets the whole dout.",
		"dout을 두 입력에 나누었다. 두 입력에 각각 dout 전체를 흘려보낸다.",
		func(_, _, dout float64) (dx, dy float64) { return dout / 2, dout / 2 })...)
	return e
}
