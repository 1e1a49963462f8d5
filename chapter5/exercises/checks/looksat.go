package checks

import (
	"math"
	"slices"

	"backprop/layers"
	"backprop/layers/layertest"
	"backprop/tensor"
)

// looksAt explains a wrong loss by its derivative. The derivative of -w·log(y[k])
// by a row of x is w·(y - 1 at k), so it tells which class k of the row the loss
// looks at, and with which weight w.
func looksAt(f *layertest.Finding, fresh func() LossLayer) *layertest.Problem {
	c := f.Exam.Calls[f.Call]
	x, t := c.In[0].Copy(), c.In[1]
	N, C := x.Shape()[0], x.Shape()[1]
	labels := oneHot(t, N, C).Argmax(1)
	gradient := tensor.NumericalGradient(func(x T) float64 { return fresh().Forward(x.Copy(), t.Copy()) }, x)
	y := layers.Softmax(x)
	row := func(t T, i int) []float64 { return t.Slice(i, i+1).Data() }
	counts, loss := make([]float64, N), 0.0 // how often each row counts, and the loss that they give
	for i := range N {
		label := int(labels.At(i))
		class, weight := classOf(row(gradient, i), row(y, i))
		switch {
		case class < 0:
			return nil // no cross entropy
		case weight == 0:
			continue // the row does not count
		case class != label:
			return found("another class", "Forward is wrong: in row %d the loss looks at class %d, and the label is %d. It takes the wrong element of y.",
				"Forward의 값이 틀렸다. %d번 행에서 y의 다른 원소로 손실을 구했다. 사용한 클래스: %d, 레이블: %d.",
				i, class, label)
		}
		counts[i] = math.Round(weight*float64(N)*1e4) / 1e4
		loss -= weight * math.Log(y.At(i, label)+1e-7)
	}
	got := f.Got.Item()
	fraction := func(n float64) bool { return n != math.Round(n) }
	switch {
	case slices.Equal(counts, slices.Repeat([]float64{1}, N)):
		return found("something added", "Forward is wrong: %.4g is added, which does not depend on x.",
			"Forward의 값이 틀렸다. x와 관계없는 값이 더해져 있다: %.4g.", got-f.Want.Item())
	case !slices.ContainsFunc(counts, fraction) && math.Abs(loss-got) < 1e-3:
		return unequal("Forward", counts)
	}
	return nil
}

// classOf returns the class that a loss looks at in a row, by its derivative
// w·(y - 1 at the class), and w. The class is -1 if it is no such derivative.
func classOf(derivative, y []float64) (class int, w float64) {
	if !slices.ContainsFunc(derivative, func(d float64) bool { return math.Abs(d) > 1e-6 }) {
		return 0, 0
	}
	for class = range y {
		w = derivative[class] / (y[class] - 1)
		fits := math.Abs(w) > 1e-4
		for j := range y {
			want := w * y[j]
			if j == class {
				want -= w
			}
			fits = fits && math.Abs(derivative[j]-want) < 1e-5
		}
		if fits {
			return class, w
		}
	}
	return -1, 0
}
