package kernel

import "math"

// LessEqual puts 1 in out where x is at most v, else 0.
//
// Neither this nor SetMasked branches for an element. A branch that goes
// either way as often, the processor guesses wrong half of the time, and each
// wrong guess costs it as much as twenty sums.
func LessEqual(out, x []float64, v float64) {
	x = x[:len(out)]
	n := inVectors(len(out))
	if n > 0 {
		lessEqualVectors(&out[0], &x[0], n, v)
	}
	for i := n; i < len(out); i++ {
		var bits uint64
		if x[i] <= v {
			bits = 0x3ff0000000000000 // of 1
		}
		out[i] = math.Float64frombits(bits)
	}
}

// SetMasked puts v in out where mask is not 0.
func SetMasked(out, mask []float64, v float64) {
	mask = mask[:len(out)]
	n, put := inVectors(len(out)), math.Float64bits(v)
	if n > 0 {
		setMaskedVectors(&out[0], &mask[0], n, v)
	}
	for i := n; i < len(out); i++ {
		bits := math.Float64bits(out[i])
		if mask[i] != 0 {
			bits = put
		}
		out[i] = math.Float64frombits(bits)
	}
}

// inVectors returns how many of n elements are done in vectors.
func inVectors(n int) int {
	if chosen == plain || maskLanes == 0 {
		return 0
	}
	return n - n%max(maskLanes, 1)
}
