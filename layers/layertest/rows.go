package layertest

import (
	"math"
	"slices"

	"backprop/tensor"
)

// rows finds out which rows of the batch count, and how often: the gradient of a
// parameter is a sum over the batch. Two calls have to show it.
func rows(f *Finding) (cause Cause, said Text) {
	calls := 0
	for _, p := range f.pairs() {
		w := f.counts(p)
		odd := slices.IndexFunc(w, func(v float64) bool { return round(v) != 1 })
		if odd < 0 {
			continue
		}
		if calls++; calls == 1 {
			cause, said = rowsThatCount(w, odd)
		}
	}
	if calls < 2 {
		return "", Text{}
	}
	return cause, said
}

// rowsThatCount says which rows count, if row i counts w[i] times and the first
// odd one not once.
func rowsThatCount(w []float64, odd int) (Cause, Text) {
	last := len(w) - 1
	counts := func(v float64) bool { return round(v) != 0 }
	switch {
	case !slices.ContainsFunc(w[:last], counts):
		return "last row only", Say("only the last row of the batch counts: each row overwrites the one before, = instead of +=.",
			"배치의 마지막 행만 들어 있다. 행마다 앞의 것을 덮어쓴다. +=이어야 할 곳이 =이다.")
	case !slices.ContainsFunc(w[1:], counts):
		return "first row only", Say("only the first row of the batch counts.", "배치의 첫 행만 들어 있다.")
	}
	row := Say("row %d", "%d번 행", odd)
	if odd == last {
		row = Say("the last row", "마지막 행")
	}
	if !counts(w[odd]) {
		return "rows", Say("%s is left out.", "배치의 %s이 빠졌다.", row)
	}
	return "rows", Say("%s of the batch counts %.4g times instead of once.",
		"배치의 %s이 한 번이 아니라 %.4g번 들어 있다.", row, w[odd])
}

// counts solves for how often each row of the batch counts in a gradient. It
// returns nil if the gradient is no such sum.
func (f *Finding) counts(p pair) []float64 {
	c := f.Exam.Calls[p.call]
	if f.Value == 0 || c.Dout == nil || c.Dout.NDim() < 2 || !isFinite(p.got) {
		return nil
	}
	N := c.Dout.Shape()[0]
	if N < 2 || p.got.Size() < N+2 {
		return nil // too few numbers to tell the rows apart
	}
	var parts []*tensor.Tensor // of each row, where dout is 0 in the others
	for n := range N {
		only := c
		only.Dout = tensor.Zeros(c.Dout.Shape()...)
		only.Dout.Slice(n, n+1).SetAll(c.Dout.Slice(n, n+1))
		parts = append(parts, f.Exam.run(f.Exam.Right, only).values[f.Value])
	}
	w := Solve(p.got, parts)
	if w == nil || !same(sum(parts, w), p.got, 10*f.Exam.Within) {
		return nil
	}
	for i, v := range w {
		if w[i] = math.Round(v*1e4) / 1e4; !plainNumber(v) && w[i] != 0 {
			return nil
		}
	}
	return w
}
