package layertest

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"backprop/tensor"
)

func sameShape(a, b *tensor.Tensor) bool {
	return a != nil && b != nil && slices.Equal(a.Shape(), b.Shape())
}

// Same reports whether a and b have the same shape and nearly the same
// elements, relative to the largest.
func Same(a, b *tensor.Tensor, within float64) bool {
	if a == nil || b == nil {
		return a == b
	}
	return sameShape(a, b) && len(differing(a, b, within)) == 0
}

// differing returns the numbers of the elements in which a and b differ. A NaN equals a
// NaN and an infinity itself.
func differing(a, b *tensor.Tensor, within float64) (elements []int) {
	x, y := a.Data(), b.Data()
	limit := within * scale(y)
	for i := range x {
		if !(x[i] == y[i] || x[i] != x[i] && y[i] != y[i] || math.Abs(x[i]-y[i]) <= limit) {
			elements = append(elements, i)
		}
	}
	return elements
}

// scale returns the size of the largest finite element.
func scale(x []float64) float64 {
	most := 0.0
	for _, v := range x {
		if a := math.Abs(v); a > most && !math.IsInf(a, 1) {
			most = a
		}
	}
	return most
}

func isFinite(x *tensor.Tensor) bool {
	return x != nil && !slices.ContainsFunc(x.Data(),
		func(v float64) bool { return math.IsNaN(v) || math.IsInf(v, 0) })
}

func dot(a, b *tensor.Tensor) float64 { return a.Mul(b).Sum().Item() }

// tellApart writes two numbers with six digits, or with all of them if six do not tell
// the numbers apart.
func tellApart(a, b float64) (string, string) {
	s, t := fmt.Sprintf("%.6g", a), fmt.Sprintf("%.6g", b)
	if s == t {
		return fmt.Sprint(a), fmt.Sprint(b)
	}
	return s, t
}

// place writes the index of element i: [1, 2].
func place(x *tensor.Tensor, i int) string {
	index := x.Shape()
	for axis, size := range slices.Backward(index) {
		index[axis] = i % size
		i /= size
	}
	return List(index)
}

// List writes numbers as [1, 2].
func List[N any](numbers []N) string { return strings.ReplaceAll(fmt.Sprint(numbers), " ", ", ") }

func round(v float64) float64 { return math.Round(v*1e6)/1e6 + 0 }

// Solve returns the weights for which the sum of weights·parts is got, or nil if there
// are none or many, as where got is not finite.
func Solve(got *tensor.Tensor, parts []*tensor.Tensor, within float64) (weights []float64) {
	if !isFinite(got) {
		return nil
	}
	var a [][]float64 // the normal equations, with their right side
	for _, p := range parts {
		var row []float64
		for _, q := range parts {
			row = append(row, dot(p, q))
		}
		a = append(a, append(row, dot(p, got)))
	}
	for i, row := range a {
		pivot := row[i]
		if !(pivot > 1e-9*(1+dot(parts[i], parts[i]))) {
			return nil
		}
		for j := range row {
			row[j] /= pivot
		}
		for k, other := range a {
			if factor := other[i]; k != i {
				for j := range other {
					other[j] -= factor * row[j]
				}
			}
		}
	}
	sum := tensor.Zeros(got.Shape()...)
	for i, row := range a {
		weights = append(weights, row[len(parts)])
		sum.AddInPlace(parts[i].MulScalar(weights[i]))
	}
	if !Same(got, sum, within) {
		return nil
	}
	return weights
}
