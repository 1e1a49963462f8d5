package layertest

import "backprop/tensor"

// Solve returns the weights for which the sum of weights·parts is nearest to
// got, or nil if they are not determined.
func Solve(got *tensor.Tensor, parts []*tensor.Tensor) []float64 {
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
	var weights []float64
	for _, row := range a {
		weights = append(weights, row[len(parts)])
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
