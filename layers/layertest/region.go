package layertest

import "math"

// cut recognises a result that is cut off above or below a bound.
func cut(f *Finding) (Cause, Text) {
	for _, sign := range []float64{1, -1} { // a lower bound is an upper bound of -x
		bound := math.Inf(-1)
		for _, p := range f.pairs() {
			bound = max(bound, p.got.MulScalar(sign).Max().Item())
		}
		within := f.Exam.Within * max(1, math.Abs(bound))
		fits, off, below := true, 0, 0
		for _, p := range f.pairs() {
			want := p.want.MulScalar(sign).Data()
			for i, v := range p.got.MulScalar(sign).Data() {
				fits = fits && math.Abs(v-min(want[i], bound)) <= within
				if want[i] > bound+within {
					off++
				} else if v < bound-within {
					below++
				}
			}
		}
		if fits && off > 1 && below > 1 {
			return "cut off", Say("it is cut off at %.4g: every number beyond is set to that.",
				"%.4g에서 잘렸다. 이 값을 넘는 수가 모두 이 값이 되었다.", float64(sign*bound))
		}
	}
	return "", Text{}
}

// conditions separate the wrong elements of a result from the right ones, by
// the value of x or of dout at the same place.
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

// region finds out where a result is wrong, if it is right elsewhere: where
// x > 1, or where dout < 0. Two calls of different sizes have to show it.
func region(f *Finding) (Cause, Text) {
	for _, operand := range []string{"x", "dout"} {
		for _, c := range conditions {
			if example, ok := f.onlyWhere(operand, c.applies); ok {
				return "region", Say("where "+c.format+" it is wrong, and elsewhere it is right: ",
					c.format+"인 곳에서 틀렸고 나머지에서는 맞다. ", operand).Then(example)
			}
		}
	}
	return "", Text{}
}

// onlyWhere reports whether the elements of the result are wrong where x or dout
// meets a condition, and right elsewhere. It returns an example.
func (f *Finding) onlyWhere(operand string, applies func(v float64) bool) (example Text, ok bool) {
	sizes := map[string]bool{}
	for i, p := range f.pairs() {
		c := f.Exam.Calls[p.call]
		at, other := c.In[0], c.Dout
		if operand == "dout" && f.Value > 0 {
			at, other = other, at
		}
		if operand == "dout" && f.Value == 0 || !sameShape(at, p.got) {
			if i == 0 {
				return Text{}, false
			}
			continue
		}
		got, want := p.got.Data(), p.want.Data()
		limit, wrong, right := f.Exam.Within*scale(want), 0, 0
		for k, v := range at.Data() {
			isWrong := !(math.Abs(got[k]-want[k]) <= limit) && got[k] != want[k]
			byChance := v == 0 || sameShape(other, at) && other.Data()[k] == 0
			switch {
			case isWrong != applies(v) && !(applies(v) && byChance):
				return Text{}, false
			case isWrong:
				if wrong++; example.English == "" {
					example = Say("for %s = %.4g it is %.4g and must be %.4g.",
						"%s = %.4g일 때 지금 %.4g, 맞는 값 %.4g.", operand, v, round(got[k]), round(want[k]))
				}
			case !applies(v):
				right++
			}
		}
		if wrong > 0 {
			sizes[f.Exam.size(p.call)] = true
		}
		if wrong > 0 && right == 0 {
			return Text{}, false
		}
	}
	return example, len(sizes) >= 2
}
