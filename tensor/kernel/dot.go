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

// Dot sets c, which is zeros, to a·b, equal to DotReference to the bit.
//
// A row of the product is a sum of b's rows, of which the row of a says how
// much of each. So a zero in a spares a whole row of b, as long as b is finite:
// 0*∞ and 0*NaN are NaN. Cores share the elements of c, never a sum.
func Dot(c []float64, a, b Matrix) {
	if len(c) == 0 || a.Cols == 0 {
		return
	}
	product := Matrix{c, a.Rows, b.Cols, b.Cols, 1}
	if b.Cols < max(chosen.lanes, 4) {
		dotNarrow(product, a.withRows(), b)
		return
	}
	spare := a.Rows > 8 && b.finite() // for few rows, to look through b costs more
	work := a.Rows * a.Cols * b.Cols
	switch {
	case a.RowStride == 1 && a.ColStride > 1:
		b = b.withRows()
		share(a.Rows, work, func(from, to int) {
			dotSpread(product.slice(from, to, 0, b.Cols), a.slice(from, to, 0, a.Cols), b, spare)
		})
	case b.Cols > a.Rows:
		a = a.withRows()
		share(b.Cols, work, func(from, to int) {
			dotGather(product.slice(0, a.Rows, from, to), a, b.slice(0, b.Rows, from, to), spare)
		})
	default:
		a = a.withRows()
		share(a.Rows, work, func(from, to int) {
			dotGather(product.slice(from, to, 0, b.Cols), a.slice(from, to, 0, a.Cols), b, spare)
		})
	}
}

// Dot walks its matrices in blocks that stay in a near cache.
const (
	blockRows = 64  // of b in dotGather, of c in dotSpread
	bandRows  = 256 // of a in dotGather, of b in dotSpread: there are lists for so many
)

// dotGather adds a·b to c: each row of a makes the list of b's rows that are
// gathered into a row of c. It takes a block of b's rows at a time, and c
// holds the sums so far.
func dotGather(c, a, b Matrix, spare bool) {
	l := newLists(min(bandRows, a.Rows), min(blockRows, a.Cols))
	var panel []float64
	if b.ColStride != 1 || a.Rows >= bandRows {
		panel = make([]float64, min(blockRows, b.Rows)*min(MaxStrip(), b.Cols))
	}
	for i := 0; i < a.Rows; i += bandRows {
		iEnd := min(i+bandRows, a.Rows)
		for k := 0; k < a.Cols; k += blockRows {
			kEnd := min(k+blockRows, a.Cols)
			l.list(a.slice(i, iEnd, k, kEnd), spare)
			for j := 0; j < b.Cols; j += l.N {
				l.N = stripWidth(b.Cols - j)
				l.Stay, l.StayStride = c.Data[i*c.RowStride+j:], c.RowStride
				part := b.slice(k, kEnd, j, j+l.N)
				l.Others, l.OthersStride = part.Data, part.RowStride
				if panel != nil { // so that the rows are contiguous, and near each other
					part.copyTo(panel, l.N)
					l.Others, l.OthersStride = panel, l.N
				}
				gatherStrip(&l.Lists)
			}
		}
	}
}

// dotSpread sets c to a·b for a transpose a: its columns are contiguous, and
// each makes the list of c's rows that a row of b is spread to. It takes a
// block of c's rows at a time, whose sums are contiguous until they are done.
func dotSpread(c, a, b Matrix, spare bool) {
	l := newLists(min(bandRows, a.Cols), min(blockRows, a.Rows))
	sums := make([]float64, min(blockRows, a.Rows)*b.Cols)
	for i := 0; i < a.Rows; i += blockRows {
		block := min(blockRows, a.Rows-i)
		clear(sums)
		for k := 0; k < a.Cols; k += bandRows {
			l.list(a.slice(i, i+block, k, min(k+bandRows, a.Cols)).T(), spare)
			for j := 0; j < b.Cols; j += l.N {
				l.N = stripWidth(b.Cols - j)
				l.Stay, l.StayStride = b.Data[k*b.RowStride+j:], b.RowStride
				l.Others, l.OthersStride = sums[j*block:], l.N
				spreadStrip(&l.Lists)
			}
		}
		for j := 0; j < b.Cols; j += l.N {
			l.N = stripWidth(b.Cols - j)
			strip := Matrix{sums[j*block:], block, l.N, l.N, 1}
			strip.copyTo(c.Data[i*c.RowStride+j:], c.RowStride)
		}
	}
}

// dotNarrow is Dot for a c of so few columns that no vector fits them. It
// takes four rows of a at a time: one sum has to wait for each addition, four
// do not wait for each other.
func dotNarrow(c, a, b Matrix) {
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

// share calls do for parts of 0 to n, on all cores if the work, counted in
// products, is worth it.
func share(n, work int, do func(from, to int)) {
	const worthSharing = 1 << 21 // a goroutine may start a tenth of a millisecond late
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
