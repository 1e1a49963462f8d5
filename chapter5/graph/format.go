package graph

import (
	"math"
	"strconv"
	"strings"
)

// Format returns v as pictures show it: with four decimals at most, or with an
// exponent if v is very small or very large.
func Format(v float64) string {
	if a := math.Abs(v); a != 0 && (a < 1e-3 || a >= 1e7) || v != v {
		return strconv.FormatFloat(v, 'g', 3, 64)
	}
	s := strconv.FormatFloat(v, 'f', 4, 64)
	s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	if s == "-0" {
		return "0"
	}
	return s
}
