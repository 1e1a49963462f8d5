package layertest

import (
	"math"

	"backprop/tensor"
)

// Solve returns the weights for which the sum of weights·parts is nearest to
// got, or nil if they are not determined.
func Solve(got *tensor.Tensor, parts []*tensor.Tensor) []float64 {
	n := len(parts)
	a := make([][]float64, n) // the normal equations, with their right side
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
	weights := make([]float64, n)
	for i := range n {
		weights[i] = a[i][n] / a[i][i]
	}
	return weights
}

// sumOf returns the weights for which the sum of weights·parts is got, or nil if there
// are none.
func sumOf(got *tensor.Tensor, parts []*tensor.Tensor, within float64) []float64 {
	weights, total := Solve(got, parts), tensor.Zeros(got.Shape()...)
	for i, w := range weights {
		total.AddInPlace(parts[i].MulScalar(w))
	}
	if !same(got, total, within) {
		return nil
	}
	return weights
}
