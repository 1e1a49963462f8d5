//go:build !amd64

package kernel

const maskLanes = 0 // there are no such vectors here

func lessEqualVectors(out, x *float64, n int, v float64) {}
func setMaskedVectors(out, x *float64, n int, v float64) {}
