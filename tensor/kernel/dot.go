// Package kernel has the inner loops of package tensor.
//
// Whatever it computes is the same bits on every machine: sums run from the
// first element to the last, and a product is rounded before it is added
// (float64(x*y) + z), because Go may otherwise fuse the two into one rounding
// on processors that can, and not on those that cannot.
//
// All products are done by two loops, gather and spread: in the vector
// instructions that the processor has, or in the plain Go beside them, which
// the environment variable BACKPROP_KERNEL=go asks for. Cores share the parts
// of a result, never a sum.
package kernel

// A Matrix is a view of Data: element (i, j) is Data[i*RowStride+j*ColStride].
type Matrix struct {
	Data                 []float64
	Rows, Cols           int
	RowStride, ColStride int
}

// DotReference sets c to a·b by the definition: element (i, j) is the sum
// over k, from first to last, of a[i, k] * b[k, j].
//
//	a: (M, K)   b: (K, N)   c: (M, N), row-major
func DotReference(c []float64, a, b Matrix) {
	for i := range a.Rows {
		for j := range b.Cols {
			sum := 0.0
			for k := range a.Cols {
				sum += float64(a.Data[i*a.RowStride+k*a.ColStride] *
					b.Data[k*b.RowStride+j*b.ColStride])
			}
			c[i*b.Cols+j] = sum
		}
	}
}

// Dot sets c, which is zeros, to a·b, equal to DotReference to the bit.
//
// It walks b in blocks of rows and strips of columns, which stay in the
// first-level cache while a band of a's rows passes over them; c has the sums
// so far in between.
func Dot(c []float64, a, b Matrix) {
	if len(c) == 0 || b.Rows == 0 {
		return
	}
	if b.Cols < chosen.lanes || b.Cols < 4 {
		dotNarrow(c, a, b)
		return
	}
	if a.RowStride == 1 && a.ColStride > 1 && a.Rows > b.Cols {
		// On its side, aᵀ's rows lie as they should.
		t := make([]float64, len(c))
		Dot(t, b.transposed(), a.transposed())
		Matrix{t, a.Rows, b.Cols, 1, a.Rows}.copyTo(c, b.Cols)
		return
	}
	a = packed(a)
	few := a.Rows < 16 && b.ColStride == 1 // not worth copying b for
	strips := b.Data
	if !few {
		copied := scratch(b.Rows * b.Cols)
		defer free(copied)
		strips = *copied
		inStrips(strips, b)
	}
	n := b.Cols
	Share((a.Rows+denseRows-1)/denseRows, a.Rows*a.Cols*n, func(part int) {
		first, last := part*denseRows, min((part+1)*denseRows, a.Rows)
		for k := 0; k < b.Rows; k += blockRows {
			block := min(blockRows, b.Rows-k)
			for j := 0; j < n; {
				w := stripWidth(n - j)
				l := lists{
					stay: c[first*n+j:], stayStride: n,
					others: strips[k*n+j*block:], othersStride: w, n: w,
					values: a.Data[first*a.RowStride+k:], valuesStep: a.RowStride,
					entries: all[:], ends: []uint32{0, uint32(block)}, count: last - first,
				}
				if few {
					l.others, l.othersStride = strips[k*b.RowStride+j:], b.RowStride
				}
				l.strip(gathering)
				j += w
			}
		}
	})
}

const (
	denseRows = 50 // how many rows of a product one core takes at a time
	blockRows = 64 // so many rows of a strip of 64 columns are 32 KB
)

// all is a list of all the rows of a block, each with the value of its own.
var all = func() (list [blockRows]entry) {
	for k := range list {
		list[k] = entry(k | k<<8)
	}
	return list
}()

// inStrips writes b to dst strip after strip of each block, each strip row
// after row, as Dot walks them.
func inStrips(dst []float64, b Matrix) {
	for k := 0; k < b.Rows; k += blockRows {
		rows := min(blockRows, b.Rows-k)
		for j := 0; j < b.Cols; {
			w := stripWidth(b.Cols - j)
			Matrix{b.Data[k*b.RowStride+j*b.ColStride:], rows, w, b.RowStride, b.ColStride}.copyTo(dst, w)
			dst = dst[rows*w:]
			j += w
		}
	}
}

// dotNarrow is Dot for a c of so few columns that no vector fits them. It
// takes four rows of a at a time: one sum has to wait for each addition, four
// do not wait for each other.
func dotNarrow(c []float64, a, b Matrix) {
	a, n := packed(a), b.Cols
	for j := range n {
		column := make([]float64, b.Rows)
		Matrix{b.Data[j*b.ColStride:], b.Rows, 1, b.RowStride, 1}.copyTo(column, 1)
		i := 0
		for ; i+4 <= a.Rows; i += 4 {
			s0, s1, s2, s3 := 0.0, 0.0, 0.0, 0.0
			r0, r1, r2, r3 := a.row(i).Data, a.row(i+1).Data, a.row(i+2).Data, a.row(i+3).Data
			r0, r1, r2, r3 = r0[:len(column)], r1[:len(column)], r2[:len(column)], r3[:len(column)]
			for k, v := range column {
				s0 += float64(r0[k] * v)
				s1 += float64(r1[k] * v)
				s2 += float64(r2[k] * v)
				s3 += float64(r3[k] * v)
			}
			c[i*n+j], c[(i+1)*n+j], c[(i+2)*n+j], c[(i+3)*n+j] = s0, s1, s2, s3
		}
		for ; i < a.Rows; i++ {
			sum, row := 0.0, a.row(i).Data[:len(column)]
			for k, v := range column {
				sum += float64(row[k] * v)
			}
			c[i*n+j] = sum
		}
	}
}

// row returns row i.
func (m Matrix) row(i int) Matrix {
	return Matrix{m.Data[i*m.RowStride:], 1, m.Cols, m.RowStride, m.ColStride}
}

func (m Matrix) transposed() Matrix {
	return Matrix{m.Data, m.Cols, m.Rows, m.ColStride, m.RowStride}
}

// packed returns m with its rows one after another.
func packed(m Matrix) Matrix {
	if m.ColStride == 1 || m.Cols <= 1 {
		return m
	}
	p := Matrix{make([]float64, m.Rows*m.Cols), m.Rows, m.Cols, m.Cols, 1}
	m.copyTo(p.Data, m.Cols)
	return p
}

// columns returns n columns from column j on, or as many as there are.
func (m Matrix) columns(j, n int) Matrix {
	return Matrix{m.Data[j*m.ColStride:], m.Rows, min(n, m.Cols-j), m.RowStride, m.ColStride}
}

// copyTo writes m's elements to dst, in rows of which each begins stride after
// the one before. It reads them in the order in which they lie.
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
