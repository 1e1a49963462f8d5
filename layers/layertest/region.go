package layertest

import "slices"

// conditions separate the wrong elements of a result from the right ones, by the
// value of an input or of dout at the same place.
var conditions = []struct {
	english, korean string
	applies         func(v float64) bool
}{
	{"%s is 0", "%s = 0", func(v float64) bool { return v == 0 }},
	{"%s is below 0", "%s < 0", func(v float64) bool { return v < 0 }},
	{"%s is above 0", "%s > 0", func(v float64) bool { return v > 0 }},
	{"%s is 0 or below", "%s <= 0", func(v float64) bool { return v <= 0 }},
	{"%s is 0 or above", "%s >= 0", func(v float64) bool { return v >= 0 }},
	{"%s is above 1", "%s > 1", func(v float64) bool { return v > 1 }},
	{"%s is below 1", "%s < 1", func(v float64) bool { return v < 1 }},
}

// region finds out where a result is wrong, if it is right elsewhere: where x is above 1,
// or where dout is below 0. Two calls have to show it.
func region(f *Finding) (Cause, Text) {
	for k, operand := range append(slices.Clone(f.Exam.Inputs), "dout") {
		for _, condition := range conditions {
			fits, right, calls := true, 0, 0
			for _, g := range f.everywhere() {
				call, wrong, want := g.Exam.Calls[g.Call], g.wrong(), g.Want.Data()
				at := append(slices.Clone(call.In), call.Dout)[k]
				if operand == "dout" && f.Value == 0 || !sameShape(at, g.Got) {
					fits = fits && g != f
					continue
				}
				for j, v := range at.Data() {
					switch applies, isWrong := condition.applies(v), slices.Contains(wrong, j); {
					case !applies && !isWrong && want[j] != 0:
						right++
					case applies != isWrong && (isWrong || want[j] != 0):
						fits = false
					}
				}
				calls += min(1, len(wrong))
			}
			if fits && right > 0 && calls >= 2 {
				return "region", Say("where "+condition.english+" it is wrong, and elsewhere it is right: ",
					condition.korean+"인 곳에서 틀렸고 나머지에서는 맞는다. ", operand).Then(f.element(f.wrong()[0]))
			}
		}
	}
	return "", Text{}
}
