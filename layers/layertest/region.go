package layertest

import "math"

// An element is an element of a result, and what a condition may look at.
type element struct {
	x, dout   float64 // the elements at the same place, NaN if there are none
	row, col  int     // -1 if the result is no matrix of three rows or more
	rows      int     // of the result
	cols      int
	got, want float64
}

// A condition tells the wrong elements of a result from the right ones.
type condition struct {
	where   Text
	applies func(e element) bool
	shows   func(e element) Text // the element, as an example
}

var conditions = func() (all []condition) {
	compare := []struct {
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
	for _, operand := range []struct {
		name string
		of   func(e element) float64
	}{
		{"x", func(e element) float64 { return e.x }},
		{"dout", func(e element) float64 { return e.dout }},
	} {
		for _, c := range compare {
			all = append(all, condition{
				Say("where "+c.format, c.format+"인 곳", operand.name),
				func(e element) bool { return c.applies(operand.of(e)) },
				func(e element) Text {
					return Say("for %s = %.4g it", "%s = %.4g일 때", operand.name, operand.of(e))
				}})
		}
	}
	at := func(e element) Text { return Say("element [%d, %d]", "원소 [%d, %d]", e.row, e.col) }
	return append(all,
		condition{Say("in the first row", "첫 행"), func(e element) bool { return e.row == 0 }, at},
		condition{Say("in the last row", "마지막 행"), func(e element) bool { return e.row >= 0 && e.row == e.rows-1 }, at},
		condition{Say("in the first column", "첫 열"), func(e element) bool { return e.col == 0 }, at},
		condition{Say("in the last column", "마지막 열"), func(e element) bool { return e.col >= 0 && e.col == e.cols-1 }, at})
}()

// region finds out where a result is wrong, if it is right elsewhere: where
// x > 1, where dout < 0, in the last row. Two calls of different sizes have to
// show it.
func region(f *Finding) (Cause, Text) {
next:
	for _, c := range conditions {
		shows := map[string]bool{}
		var example element
		for i, p := range f.pairs() {
			inside, outside := 0, 0
			limit := f.Exam.Within * scale(p.want.Data())
			for _, e := range f.elements(p) {
				wrong := !(math.Abs(e.got-e.want) <= limit) && e.got != e.want && !(e.got != e.got && e.want != e.want)
				switch applies := c.applies(e); {
				case wrong && applies:
					if inside++; i == 0 && inside == 1 {
						example = e
					}
				case wrong, applies && e.x != 0 && e.dout != 0: // 0 may be right by chance
					continue next
				case !applies:
					outside++
				}
			}
			if inside > 0 && outside == 0 || i == 0 && inside == 0 {
				continue next
			}
			if inside > 0 {
				shows[f.Exam.size(p.call)] = true
			}
		}
		if len(shows) >= 2 {
			return "region", Say("%s it is wrong, and elsewhere it is right: %s is %.4g and must be %.4g.",
				"%s에서 틀리고 나머지에서는 맞다. %s 지금 %.4g, 맞는 값 %.4g.",
				c.where, c.shows(example), round(example.got), round(example.want))
		}
	}
	return "", Text{}
}

// elements returns the elements of a student's value.
func (f *Finding) elements(p pair) []element {
	c := f.Exam.Calls[p.call]
	all := make([]element, p.got.Size())
	got, want := p.got.Data(), p.want.Data()
	for i := range all {
		e := element{x: math.NaN(), dout: math.NaN(), row: -1, col: -1, got: got[i], want: want[i]}
		if sameShape(c.In[0], p.got) {
			e.x = c.In[0].Data()[i]
		}
		if f.Value > 0 && sameShape(c.Dout, p.got) {
			e.dout = c.Dout.Data()[i]
		}
		if p.got.NDim() == 2 && p.got.Shape()[0] > 2 {
			at := indexOf(p.got, i)
			e.row, e.col, e.rows, e.cols = at[0], at[1], p.got.Shape()[0], p.got.Shape()[1]
		}
		all[i] = e
	}
	return all
}
