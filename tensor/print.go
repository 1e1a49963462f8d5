package tensor

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// NumPy's print options, as np.get_printoptions() shows them.
const (
	precision = 8    // digits after the point, at most
	threshold = 1000 // with more elements than this, only the edges are shown
	edgeItems = 3
	lineWidth = 75
)

// String returns x in NumPy's layout, as print(x) shows it.
func (x *Tensor) String() string { return numPys(x.shape, x.under) }

// Format implements fmt.Formatter. The verbs v and s print x as String does. A
// verb for numbers prints NumPy's brackets around elements in that verb:
// fmt.Printf("%.2f", x).
func (x *Tensor) Format(s fmt.State, verb rune) { FormatRows(s, verb, x.shape, x.under) }

// FormatRows is Format for an array of any kind, which has the given shape. It
// calls row for the indices of the first axis that are shown, and no others.
func FormatRows(s fmt.State, verb rune, shape Shape, row func(i int) *Tensor) {
	switch verb {
	case 'v', 's':
		fmt.Fprint(s, numPys(shape, row))
	case 'e', 'E', 'f', 'F', 'g', 'G', 'b', 'x', 'X':
		fmt.Fprint(s, layOut(shape, row, formatIn(fmt.FormatString(s, verb))))
	default:
		fmt.Fprintf(s, "%%!%c(tensor=%s)", verb, numPys(shape, row))
	}
}

// numPys returns what NumPy prints.
func numPys(shape Shape, row func(i int) *Tensor) string {
	if len(shape) == 0 {
		return repr(row(0).Item())
	}
	return layOut(shape, row, formatFor)
}

// A format returns the text of one element.
type format func(float64) string

// layOut returns the array in NumPy's layout. Its elements have the format
// that choose returns for those that are shown.
func layOut(shape Shape, row func(i int) *Tensor, choose func(values []float64) format) string {
	size := 1
	for _, length := range shape {
		size *= length
	}
	if size == 0 {
		return "[]"
	}
	p := printer{summary: size > threshold}
	if len(shape) == 0 {
		v := row(0).Item()
		return choose([]float64{v})(v)
	}
	rows := p.rows(shape[0], row)
	p.format = choose(p.values(rows, nil))
	return p.print(rows, " ", lineWidth)
}

type printer struct {
	summary bool // whether a long axis shows only its edges
	format  format
}

// rows returns the rows of an array of n rows that are shown, with nil for the
// dots between the edges.
func (p printer) rows(n int, row func(i int) *Tensor) []*Tensor {
	var rows []*Tensor
	for i := 0; i < n; i++ {
		if p.summary && n > 2*edgeItems && i == edgeItems {
			rows = append(rows, nil)
			i = n - edgeItems
		}
		rows = append(rows, row(i))
	}
	return rows
}

// under returns the tensor at index i of the first axis, x[i], or a scalar
// itself.
func (x *Tensor) under(i int) *Tensor {
	if len(x.shape) == 0 {
		return x
	}
	return &Tensor{x.shape[1:], x.strides[1:], x.data[i*x.strides[0]:]}
}

// values appends to list the elements that are shown.
func (p printer) values(rows []*Tensor, list []float64) []float64 {
	for _, x := range rows {
		switch {
		case x == nil:
		case len(x.shape) == 0:
			list = append(list, x.data[0])
		default:
			list = p.values(p.rows(x.shape[0], x.under), list)
		}
	}
	return list
}

// print returns the rows in brackets. Lines after the first begin with the
// indent. A line is wider than width only if one element is.
func (p printer) print(rows []*Tensor, indent string, width int) string {
	s, column := "[", len(indent)
	rank := len(rows[0].shape)
	for i, x := range rows {
		var word string
		switch {
		case x == nil:
			word = "..."
		case rank == 0:
			word = p.format(x.data[0])
		default:
			word = p.print(p.rows(x.shape[0], x.under), indent+" ", width-1)
		}
		switch {
		case i == 0:
		case rank > 0:
			s += strings.Repeat("\n", rank) + indent
		case column+1+len(word) > width-1:
			s = strings.TrimRight(s, " ") + "\n" + indent
			column = len(indent)
		default:
			s += " "
			column++
		}
		s += word
		column += len(word)
	}
	return s + "]"
}

// formatIn returns a choice of format: verb, such as "%.2f", filled up with
// spaces to the width of the widest element.
func formatIn(verb string) func(values []float64) format {
	return func(values []float64) format {
		width := 0
		for _, v := range values {
			width = max(width, len(fmt.Sprintf(verb, v)))
		}
		return func(v float64) string { return fmt.Sprintf("%*s", width, fmt.Sprintf(verb, v)) }
	}
}

// formatFor returns the format that lines the values up as NumPy does: fixed,
// or with exponents if they are very large, very small or far apart.
func formatFor(values []float64) format {
	least, most := math.Inf(1), 0.0
	for _, v := range values {
		if v := math.Abs(v); v != 0 && v <= math.MaxFloat64 {
			least, most = min(least, v), max(most, v)
		}
	}
	verb := byte('f')
	if most >= 1e8 || least < 1e-4 || most/least > 1000 {
		verb = 'e'
	}
	var left, right, exponent, special int // widths
	for _, v := range values {
		if s, ok := notFinite(v); ok {
			special = max(special, len(s))
			continue
		}
		whole, frac, exp := digits(v, verb)
		left, right = max(left, len(whole)), max(right, len(frac))
		exponent = max(exponent, len(exp))
	}
	tail := 1 + right + exponent
	if verb == 'e' {
		tail++ // the letter
	}
	width := max(left+tail, special)
	return func(v float64) string {
		s, ok := notFinite(v)
		if ok {
			return strings.Repeat(" ", width-len(s)) + s
		}
		whole, frac, exp := digits(v, verb)
		if verb == 'e' && len(frac) < right {
			// NumPy fills up with more of v's digits. They are zeros, unless v
			// is a denormal, whose few bits have a short form of few digits.
			whole, frac, exp = split(strconv.FormatFloat(v, verb, right, 64))
		}
		s = strings.Repeat(" ", width-tail-len(whole)) + whole + "." + frac
		if verb == 'f' {
			return s + strings.Repeat(" ", right-len(frac))
		}
		return s + "e" + exp[:1] + strings.Repeat("0", exponent-len(exp)) + exp[1:]
	}
}

// digits returns the parts of v's shortest form, with at most precision digits
// after the point and no zeros at the end. For verb 'f', exp is empty.
func digits(v float64, verb byte) (whole, frac, exp string) {
	whole, frac, exp = split(strconv.FormatFloat(v, verb, -1, 64))
	if len(frac) > precision {
		whole, frac, exp = split(strconv.FormatFloat(v, verb, precision, 64))
	}
	return whole, strings.TrimRight(frac, "0"), exp
}

// split returns the parts of a number: "1", "25" and "+00" of "1.25e+00".
func split(s string) (whole, frac, exp string) {
	s, exp, _ = strings.Cut(s, "e")
	whole, frac, _ = strings.Cut(s, ".")
	return whole, frac, exp
}

// notFinite returns the word for NaN and the infinities.
func notFinite(v float64) (string, bool) {
	switch {
	case math.IsNaN(v):
		return "nan", true
	case math.IsInf(v, 1):
		return "inf", true
	case math.IsInf(v, -1):
		return "-inf", true
	}
	return "", false
}

// repr returns a single number as Python prints it: the shortest form that
// reads back, with a point or an exponent.
func repr(v float64) string {
	if s, ok := notFinite(v); ok {
		return s
	}
	if a := math.Abs(v); a != 0 && (a < 1e-4 || a >= 1e16) {
		return strconv.FormatFloat(v, 'e', -1, 64)
	}
	s := strconv.FormatFloat(v, 'f', -1, 64)
	if !strings.Contains(s, ".") {
		s += ".0"
	}
	return s
}
