package layertest

import (
	"fmt"
	"math"
	"slices"
)

// A condition tells the wrong elements of a result from the right ones.
type condition struct {
	of      string // x, dout, row or column
	says    Text
	applies func(v, last float64) bool // last is that of the row or the column
}

var conditions = func() []condition {
	var all []condition
	for _, of := range []string{"x", "dout"} {
		for _, c := range []struct {
			says    string
			applies func(v, _ float64) bool
		}{
			{"%s = 0", func(v, _ float64) bool { return v == 0 }},
			{"%s < 0", func(v, _ float64) bool { return v < 0 }},
			{"%s > 0", func(v, _ float64) bool { return v > 0 }},
			{"%s <= 0", func(v, _ float64) bool { return v <= 0 }},
			{"%s >= 0", func(v, _ float64) bool { return v >= 0 }},
			{"%s > 1", func(v, _ float64) bool { return v > 1 }},
			{"%s < 1", func(v, _ float64) bool { return v < 1 }},
			{"|%s| > 1", func(v, _ float64) bool { return math.Abs(v) > 1 }},
			{"|%s| < 1", func(v, _ float64) bool { return math.Abs(v) < 1 }},
		} {
			says := fmt.Sprintf(c.says, of)
			all = append(all, condition{of, Text{"where " + says, says + "인 곳"}, c.applies})
		}
	}
	for _, of := range [][2]string{{"row", "행"}, {"column", "열"}} {
		all = append(all,
			condition{of[0],
				Text{"in the first " + of[0], "첫 " + of[1]},
				func(v, _ float64) bool { return v == 0 }},
			condition{of[0],
				Text{"in the last " + of[0], "마지막 " + of[1]},
				func(v, last float64) bool { return v == last }},
			condition{of[0],
				Text{"in every " + of[0] + " but the first", "첫 " + of[1] + " 말고 모든 곳"},
				func(v, _ float64) bool { return v != 0 }},
			condition{of[0],
				Text{"in every " + of[0] + " but the last", "마지막 " + of[1] + " 말고 모든 곳"},
				func(v, last float64) bool { return v != last }})
	}
	return all
}()

// region tells where a result is wrong, if it is right elsewhere: where x > 1,
// where dout < 0, in the last row.
func (f *Finding) region() (Cause, Text) {
	for _, condition := range conditions {
		shows := map[string]bool{}
		fits := true
		for j := range f.Exam.Calls {
			if wrong, all, ok := f.where(j, condition); !ok {
				fits = fits && j != f.Call
			} else if !all {
				fits = false
			} else if wrong {
				shows[f.Exam.size(j)] = true
			}
		}
		if fits && len(shows) >= 2 {
			return "region", condition.says.
				Then(Say(" it is wrong, and elsewhere it is right",
					"에서 틀리고 나머지에서는 맞다")).Then(f.there(condition))
		}
	}
	return "", Text{}
}

// operand returns what a condition looks at, for each element of got.
func (f *Finding) operand(j int, c condition) []float64 {
	got := f.Exam.student[j].values[f.Value]
	switch {
	case c.of == "x" && sameShape(f.Exam.Calls[j].In[0], got):
		return f.Exam.Calls[j].In[0].Data()
	case c.of == "dout" && f.Value > 0 && sameShape(f.Exam.Calls[j].Dout, got):
		return f.Exam.Calls[j].Dout.Data()
	case (c.of == "row" || c.of == "column") && got.NDim() == 2 && got.Shape()[0] > 2:
		index := make([]float64, got.Size())
		for i := range index {
			at := indexOf(got, i)
			index[i] = float64(at[0])
			if c.of == "column" {
				index[i] = float64(at[1])
			}
		}
		return index
	}
	return nil
}

// where reports whether call j has wrong elements, and whether exactly those
// are wrong that a condition applies to. It is not ok if that cannot be said.
func (f *Finding) where(j int, c condition) (wrong, all, ok bool) {
	if f.Value >= len(f.Exam.student[j].values) {
		return false, false, false
	}
	got, want := f.Exam.student[j].values[f.Value], f.Exam.right(j).values[f.Value]
	if !sameShape(got, want) {
		return false, false, false
	}
	operand := f.operand(j, c)
	if operand == nil {
		return false, false, false
	}
	last := slices.Max(operand)
	limit := f.Exam.Within * scale(want.Data())
	a, b := got.Data(), want.Data()
	x, dout := f.operand(j, condition{of: "x"}), f.operand(j, condition{of: "dout"})
	all = true
	elsewhere := false
	for i := range a {
		off := !(math.Abs(a[i]-b[i]) <= limit) && !(a[i] != a[i] && b[i] != b[i]) && a[i] != b[i]
		applies := c.applies(operand[i], last)
		if off && !applies {
			return true, false, true
		}
		if off {
			wrong = true
		} else if applies && !(x != nil && x[i] == 0) && !(dout != nil && dout[i] == 0) {
			all = false // right where it should be wrong
		}
		elsewhere = elsewhere || !off && !applies
	}
	return wrong, (all && elsewhere) || !wrong, true
}

// there says what a result is where it is wrong.
func (f *Finding) there(c condition) Text {
	a, b, operand := f.Got.Data(), f.Want.Data(), f.operand(f.Call, c)
	limit := f.Exam.Within * scale(b)
	for i := range a {
		if !(math.Abs(a[i]-b[i]) <= limit) {
			if c.of == "x" || c.of == "dout" {
				return Say(": for %s = %.4g it is %.4g and must be %.4g.",
					". %s = %.4g일 때 지금 %.4g, 맞는 값 %.4g.",
					c.of,
					operand[i],
					round(a[i]),
					round(b[i]))
			}
			return Say(": element %s is %.4g and must be %.4g.",
				". 원소 %s: 지금 %.4g, 맞는 값 %.4g.",
				place(f.Got, i),
				round(a[i]),
				round(b[i]))
		}
	}
	return Say(".", ".")
}
