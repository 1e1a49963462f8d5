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
	threshold = 1000 // an array of more elements shows only its edges
	edgeItems = 3
	lineWidth = 75
)

// String returns x in NumPy's layout, as print(x) shows it.
func (x *Tensor) String() string { return numpyString(x.shape, x.subtensor) }

// Format implements fmt.Formatter. The verbs v and s print x as String does. A
// verb for numbers formats each element and prints NumPy's brackets around
// them: fmt.Printf("%.2f", x).
func (x *Tensor) Format(s fmt.State, verb rune) { FormatRows(s, verb, x.shape, x.subtensor) }

// FormatRows implements Format for any array of the given shape. It calls row
// only for the indices of the first axis that are shown.
func FormatRows(s fmt.State, verb rune, shape Shape, row func(i int) *Tensor) {
	switch verb {
	case 'v', 's':
		fmt.Fprint(s, numpyString(shape, row))
	case 'e', 'E', 'f', 'F', 'g', 'G', 'b', 'x', 'X':
		fmt.Fprint(s, layOut(shape, row, verbFormat(fmt.FormatString(s, verb))))
	default:
		fmt.Fprintf(s, "%%!%c(tensor=%s)", verb, numpyString(shape, row))
	}
}

// numpyString returns the text that NumPy prints.
func numpyString(shape Shape, row func(i int) *Tensor) string {
	if len(shape) == 0 {
		return repr(row(0).Item())
	}
	return layOut(shape, row, numpyFormat)
}

// A format returns the text of one element.
type format func(float64) string

// layOut returns the array in NumPy's layout. chooseFormat returns the format
// for the elements that are shown.
func layOut(shape Shape, row func(i int) *Tensor, chooseFormat func(values []float64) format) string {
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
		return chooseFormat([]float64{v})(v)
	}
	rows := p.shownRows(shape[0], row)
	p.format = chooseFormat(p.shownElements(rows, nil))
	return p.text(rows, " ", lineWidth)
}

type printer struct {
	summary bool // whether a long axis shows only its edges
	format  format
}

// shownRows returns the rows that are shown of an array of n rows, with nil for
// the dots between the edges.
func (p printer) shownRows(n int, row func(i int) *Tensor) []*Tensor {
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

// subtensor returns x[i], the tensor at index i of the first axis. For a scalar
// it returns x.
func (x *Tensor) subtensor(i int) *Tensor {
	if len(x.shape) == 0 {
		return x
	}
	return &Tensor{x.shape[1:], x.strides[1:], x.data[i*x.strides[0]:]}
}

// shownElements appends the elements that are shown to list.
func (p printer) shownElements(rows []*Tensor, list []float64) []float64 {
	for _, x := range rows {
		switch {
		case x == nil:
		case len(x.shape) == 0:
			list = append(list, x.data[0])
		default:
			list = p.shownElements(p.shownRows(x.shape[0], x.subtensor), list)
		}
	}
	return list
}

// text returns the rows in brackets. Each line after the first begins with
// indent. A line is longer than width only if one element is.
func (p printer) text(rows []*Tensor, indent string, width int) string {
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
			word = p.text(p.shownRows(x.shape[0], x.subtensor), indent+" ", width-1)
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

// verbFormat returns a function that chooses the format for values: the given
// verb, such as "%.2f", padded with spaces to the width of the widest value.
func verbFormat(verb string) func(values []float64) format {
	return func(values []float64) format {
		width := 0
		for _, v := range values {
			width = max(width, len(fmt.Sprintf(verb, v)))
		}
		return func(v float64) string { return fmt.Sprintf("%*s", width, fmt.Sprintf(verb, v)) }
	}
}

// numpyFormat returns the format with which NumPy aligns the values: without
// exponents, unless they are very large, very small or far apart.
func numpyFormat(values []float64) format {
	smallest, largest := math.Inf(1), 0.0
	for _, v := range values {
		if v := math.Abs(v); v != 0 && v <= math.MaxFloat64 {
			smallest, largest = min(smallest, v), max(largest, v)
		}
	}
	verb := byte('f')
	if largest >= 1e8 || smallest < 1e-4 || largest/smallest > 1000 {
		verb = 'e'
	}
	var left, right, exponent, special int // widths
	for _, v := range values {
		if s, ok := notFinite(v); ok {
			special = max(special, len(s))
			continue
		}
		integer, frac, exp := digits(v, verb)
		left, right = max(left, len(integer)), max(right, len(frac))
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
		integer, frac, exp := digits(v, verb)
		if verb == 'e' && len(frac) < right {
			// NumPy pads with further digits of v. They are zeros unless v is
			// subnormal: then the shortest form leaves digits out.
			integer, frac, exp = splitNumber(strconv.FormatFloat(v, verb, right, 64))
		}
		s = strings.Repeat(" ", width-tail-len(integer)) + integer + "." + frac
		if verb == 'f' {
			return s + strings.Repeat(" ", right-len(frac))
		}
		return s + "e" + exp[:1] + strings.Repeat("0", exponent-len(exp)) + exp[1:]
	}
}

// digits returns the shortest form of v in three pieces, with at most precision
// digits after the point and without trailing zeros. exp is empty for verb 'f'.
func digits(v float64, verb byte) (integer, frac, exp string) {
	integer, frac, exp = splitNumber(strconv.FormatFloat(v, verb, -1, 64))
	if len(frac) > precision {
		integer, frac, exp = splitNumber(strconv.FormatFloat(v, verb, precision, 64))
	}
	return integer, strings.TrimRight(frac, "0"), exp
}

// splitNumber splits a number: "1.25e+00" into "1", "25" and "+00".
func splitNumber(s string) (integer, frac, exp string) {
	s, exp, _ = strings.Cut(s, "e")
	integer, frac, _ = strings.Cut(s, ".")
	return integer, frac, exp
}

// notFinite reports whether v is NaN or infinite, and returns NumPy's word for
// it.
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

// repr returns v as Python prints a single number: the shortest form that reads
// back as v, with a point or an exponent.
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
