package layertest

import (
	"math"
	"slices"

	"backprop/tensor"
)

// rows tells which rows of the batch count, and how often: the gradient of a
// parameter is a sum over the batch, and what every row adds is known.
func (f *Finding) rows() (Cause, Text) {
	w := f.weights(f.Call)
	if w == nil || slices.Max(w)-slices.Min(w) < 1e-6 {
		return "", Text{}
	}
	cause, t := rowsThatCount(w)
	for j := range f.Exam.Calls {
		if other := f.weights(j); j != f.Call && len(other) > 2 {
			if again, _ := rowsThatCount(other); again != cause {
				return "", Text{}
			}
			return cause, t
		}
	}
	return "", Text{} // seen only once
}

// rowsThatCount says which rows have another weight than 1.
func rowsThatCount(w []float64) (Cause, Text) {
	last := len(w) - 1
	missing := func(i int) bool { return math.Abs(w[i]) < 1e-4 }
	var left []int
	odd := -1
	for i, v := range w {
		if missing(i) {
			left = append(left, i)
		}
		if odd < 0 && math.Abs(v-1) > 1e-4 {
			odd = i
		}
	}
	switch {
	case len(left) == 1 && missing(0):
		return "first row left out", Say("the first row is left out.", "배치의 첫 행이 빠졌다.")
	case len(left) == 1 && missing(last):
		return "last row left out", Say("the last row is left out.", "배치의 마지막 행이 빠졌다.")
	case len(left) == last && !missing(0):
		return "first row only", Say("only the first row of the batch counts.", "배치의 첫 행만 들어 있다.")
	case len(left) == last && !missing(last):
		return "last row only", Say("only the last row of the batch counts: each row overwrites the one before, = instead of +=.",
			"배치의 마지막 행만 들어 있다. 행마다 앞의 것을 덮어쓴다. +=이어야 할 곳이 =이다.")
	case odd < 0:
		return "", Text{}
	}
	return "rows", Say("row %d of the batch counts %.4g times instead of once.",
		"배치의 %d번 행이 한 번이 아니라 %.4g번 들어 있다.",
		odd,
		round(w[odd]))
}

func round(v float64) float64 { return math.Round(v*1e6)/1e6 + 0 }

// weights returns how often each row of the batch counts in the result of
// call j, or nil if the result is no such sum.
func (f *Finding) weights(j int) []float64 {
	e := f.Exam
	c := e.Calls[j]
	if f.Value == 0 || f.Value >= len(e.student[j].values) || c.Dout == nil || c.Dout.NDim() < 2 {
		return nil
	}
	got := e.student[j].values[f.Value]
	N := c.Dout.Shape()[0]
	if !sameShape(got, e.right(j).values[f.Value]) || got.Size() < N+2 || N < 2 || !isFinite(got) {
		return nil
	}
	parts := make([]*tensor.Tensor, N)
	for n := range N {
		only := c
		only.Dout = tensor.Zeros(c.Dout.Shape()...)
		only.Dout.Slice(n, n+1).SetAll(c.Dout.Slice(n, n+1))
		t := e.run(e.Right, only)
		if f.Value >= len(t.values) {
			return nil
		}
		parts[n] = t.values[f.Value]
	}
	w := Solve(got, parts)
	if w == nil {
		return nil
	}
	rest := got.Copy()
	for n, part := range parts {
		rest.SubInPlace(part.MulScalar(w[n]))
		if !plainNumber(w[n]) && math.Abs(w[n]) > 1e-6 {
			return nil
		}
	}
	if scale(rest.Data()) > 10*e.Within*scale(got.Data()) {
		return nil
	}
	return w
}

// Solve returns the w for which the sum of w·parts comes nearest to got, or
// nil if it is not determined.
func Solve(got *tensor.Tensor, parts []*tensor.Tensor) []float64 {
	n := len(parts)
	a := make([][]float64, n)
	for i := range n {
		a[i] = make([]float64, n+1)
		for j := range n {
			a[i][j] = dot(parts[i], parts[j])
		}
		a[i][n] = dot(parts[i], got)
	}
	for i := range n {
		pivot := i
		for k := i; k < n; k++ {
			if math.Abs(a[k][i]) > math.Abs(a[pivot][i]) {
				pivot = k
			}
		}
		a[i], a[pivot] = a[pivot], a[i]
		if !(math.Abs(a[i][i]) > 1e-9*(1+dot(parts[i], parts[i]))) {
			return nil
		}
		for k := range n {
			if k != i {
				factor := a[k][i] / a[i][i]
				for j := i; j <= n; j++ {
					a[k][j] -= factor * a[i][j]
				}
			}
		}
	}
	w := make([]float64, n)
	for i := range n {
		w[i] = a[i][n] / a[i][i]
	}
	return w
}
