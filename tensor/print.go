package tensor

import (
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
func (x *Tensor) String() string {
	if len(x.shape) == 0 {
		return repr(x.data()[0])
	}
	if x.Size() == 0 {
		return "[]"
	}
	p := printer{summary: x.Size() > threshold}
	p.format = formatFor(p.shown(x, nil))
	return p.print(x, " ", lineWidth)
}

type printer struct {
	summary bool
	format  func(float64) string
}

// parts returns the indices of the first axis that are shown, -1 for dots.
func (p printer) parts(x *Tensor) []int {
	var index []int
	n := x.shape[0]
	for i := 0; i < n; i++ {
		if p.summary && n > 2*edgeItems && i == edgeItems {
			index = append(index, -1)
			i = n - edgeItems
		}
		index = append(index, i)
	}
	return index
}

// shown appends to values those that are printed; they decide the format.
func (p printer) shown(x *Tensor, values []float64) []float64 {
	if len(x.shape) == 0 {
		return append(values, x.data()[0])
	}
	for _, i := range p.parts(x) {
		if i >= 0 {
			values = p.shown(x.under(i), values)
		}
	}
	return values
}

// under returns the tensor at index i of the first axis: x[i].
func (x *Tensor) under(i int) *Tensor {
	return &Tensor{x.shape[1:], x.strides[1:], x.store, x.from + i*x.strides[0]}
}

// print returns x in brackets. Lines after the first start with the indent,
// and none is wider than width if that can be helped.
func (p printer) print(x *Tensor, indent string, width int) string {
	if len(x.shape) == 0 {
		return p.format(x.data()[0])
	}
	s, column := "[", len(indent)
	for at, i := range p.parts(x) {
		word := "..."
		if i >= 0 {
			word = p.print(x.under(i), indent+" ", width-1)
		}
		switch {
		case at == 0:
		case len(x.shape) > 1:
			s += strings.Repeat("\n", len(x.shape)-1) + indent
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

// formatFor returns the format that lines the values up: fixed, or with
// exponents if they are very large, very small or far apart.
func formatFor(values []float64) func(float64) string {
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
		s = strings.Repeat(" ", width-tail-len(whole)) + whole + "." + frac
		if verb == 'f' {
			return s + strings.Repeat(" ", right-len(frac))
		}
		return s + strings.Repeat("0", right-len(frac)) + "e" +
			exp[:1] + strings.Repeat("0", exponent-len(exp)) + exp[1:]
	}
}

// digits returns the parts of v's shortest form, with at most precision
// digits after the point and no zeros at the end; exp is empty for verb 'f'.
func digits(v float64, verb byte) (whole, frac, exp string) {
	split := func(s string) {
		s, exp, _ = strings.Cut(s, "e")
		whole, frac, _ = strings.Cut(s, ".")
	}
	split(strconv.FormatFloat(v, verb, -1, 64))
	if len(frac) > precision {
		split(strconv.FormatFloat(v, verb, precision, 64))
	}
	return whole, strings.TrimRight(frac, "0"), exp
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
