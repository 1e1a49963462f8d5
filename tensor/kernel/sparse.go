package kernel

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// DotSparse returns a·b, as Dot does, and spares the products with a's zeros.
// Adding 0*b leaves a sum as it is while b is finite, but 0*∞ is NaN: b must
// be finite.
func DotSparse(a *Sparse, b Matrix) []float64 {
	if a.Rows() >= 16 { // rows enough to lay b out for
		return DotStrips(a, NewStrips(b))
	}
	b = packed(b)
	c := make([]float64, a.Rows()*b.Cols)
	if len(c) == 0 {
		return c
	}
	for piece := range a.packed.pieces {
		gather(a.piece(lists{
			stay: c, stayStride: b.Cols, n: b.Cols,
			others: b.Data[piece*pieceCols*b.RowStride:], othersStride: b.RowStride,
		}, piece, 0, a.Rows()))
	}
	return c
}

// DotStrips is DotSparse for a b in strips. It takes a piece of a's columns at
// a time: the rows of b that belong to it stay in the first-level cache while
// a's rows pass.
func DotStrips(a *Sparse, b *Strips) []float64 {
	c := scratch(a.Rows() * b.cols)
	defer free(c)
	if Cores(a.kept*b.cols) == 1 {
		b = b.sideBySide()
	}
	b.share(a.Rows(), a.kept, func(strip Matrix, j, first, last int) {
		w := strip.Cols
		sums := scratch(min(last-first, manyRows) * w)
		defer free(sums)
		for from := first; from < last; from += manyRows {
			to := min(from+manyRows, last)
			a.fetch(from, to)
			clear(*sums)
			for piece := range a.packed.pieces {
				gather(a.piece(lists{
					stay: *sums, stayStride: w, n: w,
					others: strip.Data[piece*pieceCols*w:], othersStride: w,
				}, piece, from, to))
			}
			for i := from; i < to; i++ {
				copy((*c)[i*b.cols+j:][:min(w, b.cols-j)], (*sums)[(i-from)*w:])
			}
		}
	})
	return append([]float64(nil), *c...) // which does not clear it first, as make does
}

// manyRows is how many rows DotStrips takes at a time at most: their sums stay
// in the second-level cache.
const manyRows = 256

// Strips is a matrix cut into strips of columns, which lie one after another,
// each row by row in whole vectors, with zeros beyond the matrix's columns.
//
// A core takes a strip of a product. So it meets the same numbers time after
// time, in its own cache, and never waits for what another core has written.
// A strip is four vectors of AVX-512 wide: in narrower ones there is more work
// with the lists than with the numbers. One core alone takes all at once.
type Strips struct {
	rows, cols int
	width      int // of a strip, but for the last
	strips     []Matrix
	whole      atomic.Pointer[Strips] // the same as one strip, once made
}

// NewStrips returns a copy of m.
func NewStrips(m Matrix) *Strips {
	m = packed(m)
	vectors, strips := (m.Cols+7)/8, 1
	if runtime.GOMAXPROCS(0) > 1 {
		strips = max(1, (vectors+3)/4)
	}
	s := newStrips(m.Rows, m.Cols, (vectors+strips-1)/strips*8)
	for i, strip := range s.strips {
		m.columns(i*s.width, strip.Cols).copyTo(strip.Data, strip.Cols)
	}
	return s
}

// newStrips returns a matrix of zeros.
func newStrips(rows, cols, width int) *Strips {
	s := &Strips{rows: rows, cols: cols, width: width}
	for j := 0; j < cols; j += width {
		w := min(width, wholeVectors(cols-j))
		s.strips = append(s.strips, Matrix{make([]float64, rows*w), rows, w, w, 1})
	}
	return s
}

// sideBySide returns s as one strip, to be read.
func (s *Strips) sideBySide() *Strips {
	if len(s.strips) < 2 {
		return s
	}
	whole := s.whole.Load()
	if whole == nil {
		whole = newStrips(s.rows, s.cols, wholeVectors(s.cols))
		for i, strip := range s.strips {
			strip.copyTo(whole.strips[0].Data[i*s.width:], whole.width)
		}
		s.whole.Store(whole)
	}
	return whole
}

// Rows returns the number of rows.
func (s *Strips) Rows() int { return s.rows }

// Cols returns the number of columns.
func (s *Strips) Cols() int { return s.cols }

// Dense writes the elements to dst, row by row.
func (s *Strips) Dense(dst []float64) {
	for i, strip := range s.strips {
		j := i * s.width
		strip.columns(0, s.cols-j).copyTo(dst[j:], s.cols)
	}
}

// share shares what is done to each strip, which begins at column j, and to
// some items, rows or pieces, from first up to last: perCol is the work for a
// column.
func (s *Strips) share(items, perCol int, do func(strip Matrix, j, first, last int)) {
	if len(s.strips) == 0 {
		return
	}
	work := perCol * s.cols
	groups := max(1, min(Cores(work)/len(s.strips), items))
	Share(len(s.strips)*groups, work, func(part int) {
		i, g := part/groups, part%groups
		do(s.strips[i], i*s.width, items*g/groups, items*(g+1)/groups)
	})
}

// Product is aᵀ·b for a Sparse a and a finite b, still to be computed.
type Product struct {
	a      *Sparse
	n      int       // columns of b
	rows   []float64 // b's, each of stride elements
	stride int
}

// NewProduct returns aᵀ·b. It keeps a copy of b.
func NewProduct(a *Sparse, b Matrix) *Product {
	p := &Product{a, b.Cols, nil, wholeVectors(b.Cols)}
	p.rows = make([]float64, b.Rows*p.stride)
	packed(b).copyTo(p.rows, p.stride)
	return p
}

// Rows returns the number of rows.
func (p *Product) Rows() int { return p.a.Cols() }

// Cols returns the number of columns.
func (p *Product) Cols() int { return p.n }

// Dense writes the elements to dst, row by row.
func (p *Product) Dense(dst []float64) {
	sums := newStrips(p.Rows(), p.n, wholeVectors(p.n))
	p.AddScaledTo(sums, 1)
	sums.Dense(dst)
}

// AddScaledTo adds s times the elements to c, each sum made before it is
// scaled. It reports whether what is then in c is finite.
//
// It takes a piece of a's columns at a time, which are rows of c: each row of
// b is added to those sums where the row of a beside it has something. The
// sums stay in the first-level cache while all the rows of b pass.
func (p *Product) AddScaledTo(c *Strips, s float64) (finite bool) {
	var infinite atomic.Bool
	c.whole.Store(nil)
	c.share(p.a.packed.pieces, p.a.kept, func(strip Matrix, j, from, to int) {
		w := strip.Cols
		sums := scratch(pieceCols * w)
		defer free(sums)
		for piece := from; piece < to; piece++ {
			clear(*sums)
			if p.a.Rows() > 0 {
				spread(p.a.piece(lists{
					stay: p.rows[j:], stayStride: p.stride, n: w,
					others: *sums, othersStride: w,
				}, piece, 0, p.a.Rows()))
			}
			rows := strip.Data[piece*pieceCols*w:]
			rows = rows[:min(len(rows), pieceCols*w)]
			gather(lists{
				stay: rows, stayStride: w, n: w, others: *sums, othersStride: w,
				values: []float64{s}, entries: inOrder[:], ends: counting[:], endsStep: 1, count: len(rows) / w,
			})
			if !Finite(rows) {
				infinite.Store(true)
			}
		}
	})
	return !infinite.Load()
}

// wholeVectors returns n rounded up to a multiple of eight: rows that begin
// where a cache line does are not loaded or stored across two.
func wholeVectors(n int) int { return (n + 7) &^ 7 }

// scratch returns room that was used before, for n elements.
func scratch(n int) *[]float64 {
	if s, ok := pool.Get().(*[]float64); ok && cap(*s) >= n {
		*s = (*s)[:n]
		return s
	}
	s := make([]float64, n)
	return &s
}

func free(s *[]float64) { pool.Put(s) }

var pool sync.Pool
