package kernel

import (
	"runtime"
	"sync"
)

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

// Dot sets c to a·b, with the bits of DotReference. The elements of c must be 0
// before the call.
func Dot(c []float64, a, b Matrix) {
	if len(c) == 0 || a.Cols == 0 {
		return
	}
	product := Matrix{c, a.Rows, b.Cols, b.Cols, 1}
	if b.Cols < max(chosen.lanes, 4) {
		dotNarrow(product, a.withContiguousRows(), b)
		return
	}
	// Row i of c is the sum over k of a[i, k] times row k of b. Where a[i, k] is 0,
	// Dot skips row k of b, but only if b is finite: 0*∞ and 0*NaN are NaN.
	skipZeros := a.Rows > 8 && b.finite() // for few rows, the check of b takes too long
	// Each core computes some rows or columns of c, so no sum is split.
	work := a.Rows * a.Cols * b.Cols
	switch {
	case a.RowStride == 1 && a.ColStride > 1:
		b = b.withContiguousRows()
		share(a.Rows, work, func(from, to int) {
			dotSpread(product.slice(from, to, 0, b.Cols), a.slice(from, to, 0, a.Cols), b, skipZeros)
		})
	case b.Cols > a.Rows:
		a = a.withContiguousRows()
		share(b.Cols, work, func(from, to int) {
			dotGather(product.slice(0, a.Rows, from, to), a, b.slice(0, b.Rows, from, to), skipZeros)
		})
	default:
		a = a.withContiguousRows()
		share(a.Rows, work, func(from, to int) {
			dotGather(product.slice(from, to, 0, b.Cols), a.slice(from, to, 0, a.Cols), b, skipZeros)
		})
	}
}

// Dot processes its matrices in blocks and bands of rows that fit the cache.
const (
	blockRows = 98  // rows of b in dotGather, of c in dotSpread: an eighth of an image
	bandRows  = 256 // at most, of matrix a in dotGather, of b in dotSpread
	farApart  = 128 // elements from row to row: if more, a block is copied
)

// dotGather adds a·b to c. The lists of a row of matrix a name the rows of b that
// are added to a row of c. dotGather processes a block of rows of b at a time, and
// c holds the partial sums.
func dotGather(c, a, b Matrix, skipZeros bool) {
	var panel []float64 // a copy of a block, with adjacent rows
	if b.ColStride != 1 || b.RowStride > farApart && a.Rows >= bandRows {
		panel = make([]float64, min(blockRows, b.Rows)*min(MaxStrip(), b.Cols))
	}
	var buffers listBuffers
	lists := buffers.forBands(a.Rows, a.Cols, b.Cols, panel != nil)
	for i := 0; i < a.Rows; {
		band := lists.fill(a.slice(i, a.Rows, 0, a.Cols), skipZeros)
		for k := 0; k < a.Cols; k += blockRows {
			kEnd := min(k+blockRows, a.Cols)
			l := lists.block(band, k)
			for j := 0; j < b.Cols; {
				n := stripWidth(b.Cols - j)
				l.N = n
				l.Stay, l.StayStride = c.Data[i*c.RowStride+j:], c.RowStride
				strip := b.slice(k, kEnd, j, j+n)
				l.Others, l.OthersStride = strip.Data, strip.RowStride
				if panel != nil {
					strip.copyTo(panel, n)
					l.Others, l.OthersStride = panel, n
				}
				gatherStrip(&l)
				j += n
			}
		}
		i += band.Rows
	}
}

// dotSpread adds a·b to c. Matrix a is a transpose: its columns are contiguous. The
// lists of a column of matrix a name the rows of c to which a row of b is added.
// dotSpread processes a block of rows of c at a time.
func dotSpread(c, a, b Matrix, skipZeros bool) {
	var panel []float64 // a copy of a block, with adjacent rows
	if c.RowStride > farApart {
		panel = make([]float64, min(blockRows, a.Rows)*min(MaxStrip(), b.Cols))
	}
	var buffers listBuffers
	lists := buffers.forBands(a.Cols, a.Rows, b.Cols, panel != nil)
	for k := 0; k < a.Cols; {
		band := lists.fill(a.slice(0, a.Rows, k, a.Cols).T(), skipZeros)
		for i := 0; i < a.Rows; i += blockRows {
			iEnd := min(i+blockRows, a.Rows)
			l := lists.block(band, i)
			for j := 0; j < b.Cols; {
				n := stripWidth(b.Cols - j)
				l.N = n
				l.Stay, l.StayStride = b.Data[k*b.RowStride+j:], b.RowStride
				strip := c.slice(i, iEnd, j, j+n)
				l.Others, l.OthersStride = strip.Data, strip.RowStride
				if panel != nil {
					strip.copyTo(panel, n)
					l.Others, l.OthersStride = panel, n
				}
				spreadStrip(&l)
				if panel != nil {
					Matrix{panel, strip.Rows, n, n, 1}.copyTo(strip.Data, strip.RowStride)
				}
				j += n
			}
		}
		k += band.Rows
	}
}

// dotNarrow sets c to a·b if matrix c has fewer columns than 4 or than a vector.
func dotNarrow(c, a, b Matrix) {
	// Four rows of matrix a at a time: an addition to a sum waits for the addition
	// before it, but four sums do not wait for each other.
	column := make([]float64, b.Rows)
	for j := range b.Cols {
		b.slice(0, b.Rows, j, j+1).copyTo(column, 1)
		i := 0
		for ; i+4 <= a.Rows; i += 4 {
			s0, s1, s2, s3 := 0.0, 0.0, 0.0, 0.0
			r0, r1, r2, r3 := a.row(i), a.row(i+1), a.row(i+2), a.row(i+3)
			for k, v := range column {
				s0 += float64(r0[k] * v)
				s1 += float64(r1[k] * v)
				s2 += float64(r2[k] * v)
				s3 += float64(r3[k] * v)
			}
			c.row(i)[j], c.row(i + 1)[j], c.row(i + 2)[j], c.row(i + 3)[j] = s0, s1, s2, s3
		}
		for ; i < a.Rows; i++ {
			sum, row := 0.0, a.row(i)
			for k, v := range column {
				sum += float64(row[k] * v)
			}
			c.row(i)[j] = sum
		}
	}
}

// row returns row i, whose elements are contiguous.
func (m Matrix) row(i int) []float64 { return m.Data[i*m.RowStride:][:m.Cols] }

// share divides 0 to n into ranges and calls do for each of them. It uses
// several cores if work, the number of products, is large enough.
func share(n, work int, do func(from, to int)) {
	const worthSharing = 1 << 21 // a goroutine may take 0.1 ms to start
	cores := max(1, min(runtime.GOMAXPROCS(0), n, work/worthSharing))
	var others sync.WaitGroup
	for core := 1; core < cores; core++ {
		others.Add(1)
		go func() {
			defer others.Done()
			do(n*core/cores, n*(core+1)/cores)
		}()
	}
	do(0, n/cores)
	others.Wait()
}
