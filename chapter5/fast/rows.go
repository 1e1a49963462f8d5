package fast

import "backprop/tensor/kernel"

// This file adds rows to rows by Gather, in vectors: with lists that name one
// row after another.

// maxRows is the number of rows that the entries of a list can tell apart.
const maxRows = 256

// rowByRow is the list of all rows in order, each with value 0. The ends oneEach
// divide it into lists of one row each.
var rowByRow, oneEach = func() (entries [maxRows]kernel.Entry, ends [maxRows + 1]uint32) {
	for k := range entries {
		entries[k], ends[k+1] = kernel.Entry(k), uint32(k+1)
	}
	return
}()

var one = [1]float64{1}

// addToRows adds x to each of the rows of c.
func addToRows(c, x []float64) {
	kernel.Gather(kernel.Lists{Stay: c, StayStride: len(x), Others: x, N: len(x),
		Count: len(c) / len(x), Entries: rowByRow[:], Ends: []uint32{0, 1}, Values: one[:]})
}

// addScaled adds v*x to c. Both consist of rows of n elements.
func addScaled(c []float64, v float64, x []float64, n int) {
	values := [1]float64{v}
	for rows := len(x) / n; rows > 0; rows -= maxRows {
		kernel.Gather(kernel.Lists{Stay: c, StayStride: n, Others: x, OthersStride: n, N: n,
			Count: min(rows, maxRows), Entries: rowByRow[:], Ends: oneEach[:], EndsStep: 1, Values: values[:]})
		if rows > maxRows {
			c, x = c[maxRows*n:], x[maxRows*n:]
		}
	}
}

// addRows adds the rows of x to c, one after another.
func addRows(c, x []float64, rows int) {
	for n := len(c); rows > 0; rows -= maxRows {
		kernel.Gather(kernel.Lists{Stay: c, Others: x, OthersStride: n, N: n, Count: 1,
			Entries: rowByRow[:], Ends: []uint32{0, uint32(min(rows, maxRows))}, Values: one[:]})
		x = x[min(rows, maxRows)*n:]
	}
}
