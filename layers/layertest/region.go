package layertest

import "math"

// conditions separate the wrong elements of a result from the right ones, by the
// value of x or of dout at the same place.
var conditions = []struct {
	format  string
	applies func(v float64) bool
}{
	{"%s = 0", func(v float64) bool { return v == 0 }},
	{"%s < 0", func(v float64) bool { return v < 0 }},
	{"%s > 0", func(v float64) bool { return v > 0 }},
	{"%s <= 0", func(v float64) bool { return v <= 0 }},
	{"%s >= 0", func(v float64) bool { return v >= 0 }},
	{"%s > 1", func(v float64) bool { return v > 1 }},
	{"%s < 1", func(v float64) bool { return v < 1 }},
	{"|%s| > 1", func(v float64) bool { return math.Abs(v) > 1 }},
	{"|%s| < 1", func(v float64) bool { return math.Abs(v) < 1 }},
}

// region finds out where a result is wrong, if it is right elsewhere: where x > 1,
// or where dout < 0. Calls of two sizes have to show it.
func region(f *Finding) (Cause, Text) {
	for _, operand := range []string{"x", "dout"} {
		for _, c := range conditions {
			fits, sizes := true, map[string]bool{} // of the calls with wrong elements
			var example Text
			for i, p := range f.pairs() {
				at := p.call.In[0]
				if operand == "dout" {
					at = p.call.Dout
				}
				if operand == "dout" && f.Value == 0 || !sameShape(at, p.got) {
					fits = fits && i > 0
					continue
				}
				wrong, right := 0, 0
				got, want := p.got.Data(), p.want.Data()
				for k, v := range at.Data() {
					isWrong := !(math.Abs(got[k]-want[k]) <= f.Exam.Within*scale(want)) && got[k] != want[k]
					switch applies := c.applies(v); {
					case isWrong && applies:
						if wrong++; example.English == "" {
							example = Say("for %s = %.4g it is %.4g and must be %.4g.",
								"%s = %.4g일 때 지금 %.4g, 맞는 값 %.4g.", operand, v, round(got[k]), round(want[k]))
						}
					case isWrong || applies && want[k] != 0:
						fits = false
					case !applies:
						right++
					}
				}
				if fits = fits && (wrong == 0 || right > 0); wrong > 0 {
					sizes[at.Shape().String()] = true
				}
			}
			if fits && len(sizes) >= 2 {
				return "region", Say("where "+c.format+" it is wrong, and elsewhere it is right: ",
					c.format+"인 곳에서 틀렸고 나머지에서는 맞는다. ", operand).Then(example)
			}
		}
	}
	return "", Text{}
}
