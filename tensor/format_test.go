package tensor

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

func TestFormat(t *testing.T) {
	x := Matrix([][]float64{{1, -0.5}, {22.25, 1.0 / 3}})
	for _, c := range []struct {
		name, got, want string
	}{
		{"Println", fmt.Sprintln(x), "[[ 1.         -0.5       ]\n [22.25        0.33333333]]\n"},
		{"%v", fmt.Sprintf("%v", x), x.String()},
		{"%+v", fmt.Sprintf("%+v", x), x.String()},
		{"%#v", fmt.Sprintf("%#v", x), x.String()},
		{"%s", fmt.Sprintf("%s", x), x.String()},
		{"%.2f", fmt.Sprintf("%.2f", x), "[[ 1.00 -0.50]\n [22.25  0.33]]"},
		{"%8.3f", fmt.Sprintf("%8.3f", x), "[[   1.000   -0.500]\n [  22.250    0.333]]"},
		{"%+.1f", fmt.Sprintf("%+.1f", x), "[[ +1.0  -0.5]\n [+22.2  +0.3]]"},
		{"%e", fmt.Sprintf("%.1e", x), "[[ 1.0e+00 -5.0e-01]\n [ 2.2e+01  3.3e-01]]"},
		{"%g", fmt.Sprintf("%g", Vector(1e-20, 2, 0.1)), "[1e-20     2   0.1]"},
		{"a verb that is not for numbers", fmt.Sprintf("%d", Vector(1, 2)), "%!d(tensor=[1. 2.])"},
		{"a transpose", fmt.Sprintf("%.0f", x.T()), "[[ 1 22]\n [-0  0]]"},
		{"rank 3", fmt.Sprintf("%.0f", seq(2, 1, 2)), "[[[0 1]]\n\n [[2 3]]]"},
		{"a scalar", fmt.Sprintf("%.2f %v", Scalar(1.0/3), Scalar(2)), "0.33 2.0"},
		{"an empty one", fmt.Sprintf("%.2f %v", Zeros(2, 0), Zeros(0)), "[] []"},
		{"not finite", fmt.Sprintf("%.1f", Vector(1, math.NaN(), math.Inf(-1))), "[ 1.0  NaN -Inf]"},
		{"summarised", fmt.Sprintf("%.1f", seq(1001)), "[   0.0    1.0    2.0 ...  998.0  999.0 1000.0]"},
		{"a long row", fmt.Sprintf("%.2f", Full(1, 20)),
			"[" + strings.Repeat("1.00 ", 13) + "1.00\n 1.00" + strings.Repeat(" 1.00", 5) + "]"},
		{"in a struct", fmt.Sprint(struct{ W, B *Tensor }{x.Slice(0, 1), nil}), "{[[ 1.  -0.5]] <nil>}"},
		{"in a map", fmt.Sprint(map[string]*Tensor{"b": Vector(1, 2)}), "map[b:[1. 2.]]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.got != c.want {
				t.Errorf("prints\n%s\nwant\n%s", c.got, c.want)
			}
		})
	}
}

// FormatRows calls row only for the rows that are shown.
func TestFormatRowsReadsOnlyShownRows(t *testing.T) {
	read := map[int]bool{}
	f := formatter{Shape{60000, 2}, func(i int) *Tensor {
		read[i] = true
		return Vector(float64(i), 0.5)
	}}
	want := "[[0.0000e+00 5.0000e-01]\n [1.0000e+00 5.0000e-01]\n [2.0000e+00 5.0000e-01]\n ...\n" +
		" [5.9997e+04 5.0000e-01]\n [5.9998e+04 5.0000e-01]\n [5.9999e+04 5.0000e-01]]"
	if got := fmt.Sprint(f); got != want {
		t.Errorf("prints\n%s\nwant\n%s", got, want)
	}
	if len(read) != 6 {
		t.Errorf("reads the rows %v, want 3 from each end", read)
	}
}

type formatter struct {
	shape Shape
	row   func(i int) *Tensor
}

func (f formatter) Format(s fmt.State, verb rune) { FormatRows(s, verb, f.shape, f.row) }
