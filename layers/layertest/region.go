package layertest

import (
	"fmt"
	"math"
	"slices"

	"backprop/tensor"
)

// conditions separate the wrong elements of a result from the right ones, by the
// value of an input or of dout at the same place.
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
// or where dout < 0. Calls of two sizes have to show it, or two calls of numbers.
func region(f *Finding) (Cause, Text) {
	for k, operand := range append(slices.Clone(f.Exam.Inputs), "dout") {
		for _, c := range conditions {
			fits, right, sizes := true, 0, map[string]bool{} // of the calls with wrong elements
			var example Text
			for i, p := range f.pairs() {
				at := slices.Concat(p.call.In, []*tensor.Tensor{p.call.Dout})[k]
				if operand == "dout" && f.Value == 0 || !sameShape(at, p.got) {
					fits = fits && i > 0
					continue
				}
				wrong := 0
				got, want := p.got.Data(), p.want.Data()
				for j, v := range at.Data() {
					isWrong := !(math.Abs(got[j]-want[j]) <= f.Exam.Within*scale(want)) && got[j] != want[j]
					switch applies := c.applies(v); {
					case isWrong && applies:
						if wrong++; example.English == "" {
							example = Say("for %s = %.4g it is %.4g and must be %.4g.",
								"%s = %.4g일 때 지금 %.4g, 맞는 값 %.4g.", operand, v, round(got[j]), round(want[j]))
						}
					case isWrong || applies && want[j] != 0:
						fits = false
					case !applies:
						right++
					}
				}
				if size := at.Shape().String(); wrong > 0 && at.Size() > 1 {
					sizes[size] = true
				} else if wrong > 0 {
					sizes[fmt.Sprint(i)] = true // numbers have one size
				}
			}
			if fits && right > 0 && len(sizes) >= 2 {
				return "region", Say("where "+c.format+" it is wrong, and elsewhere it is right: ",
					c.format+"인 곳에서 틀렸고 나머지에서는 맞는다. ", operand).Then(example)
			}
		}
	}
	return "", Text{}
}
