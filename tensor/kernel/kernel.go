// Package kernel has the inner loops of matrix products.
//
// Whatever it computes is the same bits on every machine: a sum runs from its
// first element to its last, and a product is rounded before it is added
// (float64(x*y) + z), because Go may otherwise fuse the two into one rounding
// on processors that can.
//
// DotReference is the plain thing: the three loops of the definition. Dot
// computes the same bits by two loops, Gather and Spread, which exist in plain
// Go and in the vector instructions of a processor. The environment variable
// BACKPROP_KERNEL=go asks for plain Go. The package keeps nothing from one
// call to the next.
package kernel

import (
	"fmt"
	"os"
	"strings"
)

// A Matrix is a view of Data: element (i, j) is Data[i*RowStride+j*ColStride].
type Matrix struct {
	Data                 []float64
	Rows, Cols           int
	RowStride, ColStride int
}

// T returns the transpose, a view.
func (m Matrix) T() Matrix {
	return Matrix{m.Data, m.Cols, m.Rows, m.ColStride, m.RowStride}
}

// slice returns rows i to iEnd and columns j to jEnd, a view.
func (m Matrix) slice(i, iEnd, j, jEnd int) Matrix {
	return Matrix{m.Data[i*m.RowStride+j*m.ColStride:], iEnd - i, jEnd - j, m.RowStride, m.ColStride}
}

// withRows returns m, or a copy in which each row is contiguous.
func (m Matrix) withRows() Matrix {
	if m.ColStride == 1 || m.Cols <= 1 {
		return m
	}
	c := Matrix{make([]float64, m.Rows*m.Cols), m.Rows, m.Cols, m.Cols, 1}
	m.copyTo(c.Data, m.Cols)
	return c
}

// copyTo writes m's rows to dst, each stride elements after the one before. It
// reads the elements in the order in which they lie.
func (m Matrix) copyTo(dst []float64, stride int) {
	if m.ColStride == 1 {
		for i := range m.Rows {
			copy(dst[i*stride:][:m.Cols], m.Data[i*m.RowStride:])
		}
		return
	}
	for j := range m.Cols {
		column := m.Data[j*m.ColStride:]
		for i := range m.Rows {
			dst[i*stride+j] = column[i*m.RowStride]
		}
	}
}

// finite reports whether m holds neither NaN nor an infinity.
func (m Matrix) finite() bool {
	if m.ColStride != 1 {
		m = m.T()
	}
	m = m.withRows()
	if m.RowStride == m.Cols {
		return Finite(m.Data[:m.Rows*m.Cols])
	}
	for i := range m.Rows {
		if !Finite(m.Data[i*m.RowStride:][:m.Cols]) {
			return false
		}
	}
	return true
}

// A set is one set of instructions: how many float64s (lanes) a register holds,
// and how many registers (vectors) hold a row at most. Plain Go has none.
type set struct {
	name           string
	lanes, vectors int
}

var plain = set{"go", 0, 0}

// chosen is the set that is used: the best that the processor has, or the one
// that the environment variable BACKPROP_KERNEL names.
var chosen = choose(os.Getenv("BACKPROP_KERNEL"))

func choose(name string) set {
	var names []string
	for _, s := range append(sets(), plain) {
		if name == "" || name == s.name {
			return s
		}
		names = append(names, s.name)
	}
	fmt.Fprintf(os.Stderr, "BACKPROP_KERNEL is %q; this processor has %s\n",
		name, strings.Join(names, ", "))
	os.Exit(2)
	return plain
}

// Lanes returns how many float64s the vector instructions in use take at
// once, or 1 for plain Go.
func Lanes() int { return max(chosen.lanes, 1) }

// MaxStrip returns how many columns Gather and Spread take at once at most.
func MaxStrip() int {
	if chosen == plain {
		return 64
	}
	return chosen.vectors * chosen.lanes
}
