// Package kernel provides the inner loops of matrix products.
//
// Results have the same bits on every machine. A sum adds its terms from first
// to last. A product is rounded before it is added, as in float64(x*y) + z:
// without the conversion, Go may fuse the two operations on some processors and
// round only once.
//
// DotReference is the definition, three plain loops. Dot computes the same bits
// by one of two inner loops, Gather and Spread, or by dotNarrow if the product has
// few columns. dot.go chooses the loop and divides a large product among the cores.
// It also skips products with 0 where the other factor is finite.
//
// Gather and Spread exist in plain Go (lists.go; lists_wasm.go for WebAssembly)
// and, for some processors, in vector instructions. instructions.go takes the best
// that the processor has, or those that the environment variable BACKPROP_KERNEL
// names, where go is plain Go; instructions_amd64.go asks the processor. The
// package holds no state between calls.
package kernel

// A Matrix is a view of Data: element (i, j) is Data[i*RowStride+j*ColStride].
type Matrix struct {
	Data                 []float64
	Rows, Cols           int
	RowStride, ColStride int
}

// T returns the transpose as a view.
func (m Matrix) T() Matrix {
	return Matrix{m.Data, m.Cols, m.Rows, m.ColStride, m.RowStride}
}

// slice returns rows i to iEnd-1 and columns j to jEnd-1 as a view.
func (m Matrix) slice(i, iEnd, j, jEnd int) Matrix {
	return Matrix{m.Data[i*m.RowStride+j*m.ColStride:], iEnd - i, jEnd - j, m.RowStride, m.ColStride}
}

// withContiguousRows returns m, or a copy of m if its rows are not contiguous.
func (m Matrix) withContiguousRows() Matrix {
	if m.ColStride == 1 || m.Cols <= 1 {
		return m
	}
	c := Matrix{make([]float64, m.Rows*m.Cols), m.Rows, m.Cols, m.Cols, 1}
	m.copyTo(c.Data, m.Cols)
	return c
}

// copyTo writes row i of m to dst[i*stride:]. It reads the elements of m in the
// order in which they lie in memory.
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

// finite reports whether all elements of m are finite.
func (m Matrix) finite() bool {
	if m.ColStride != 1 {
		m = m.T()
	}
	m = m.withContiguousRows()
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
