package kernel

import (
	"sync"
	"sync/atomic"
)

// DotSparse sets c, which is zeros, to a·b as Dot does, and spares the
// products with a's zeros. Adding 0*b leaves a sum as it is while b is
// finite, but 0*∞ is NaN: b must be finite.
func DotSparse(c []float64, a *Sparse, b Matrix) {
	if len(c) == 0 {
		return
	}
	b = packed(b)
	n := b.Cols
	passing := a.passing()
	if passing && a.Rows() >= bandRows { // rows enough to lay b out for
		rows := b.padded()
		defer free(rows)
		b = Matrix{*rows, b.Rows, n, wholeVectors(n), 1}
	}
	Share(len(a.bands), a.kept*n, func(i int) {
		from, to := a.rowsOf(i)
		c := c[from*n : to*n]
		if passing {
			a.gather(c, from, to, b)
		} else {
			a.band(i).spread(c, a, b)
		}
	})
}

// passing reports whether a's rows are next to each other and so few or so
// many that they are hardly a batch. A batch is multiplied three times,
// forward, backward and forward again, so that sorting its bands pays.
func (a *Sparse) passing() bool {
	for i, r := range a.mask {
		if r != a.mask[0]+i {
			return false
		}
	}
	return a.Rows() < 16 || a.Rows() > 2*bandRows
}

// gather adds a·b's rows from up to to, which are next to each other, to c.
// Each is gathered from the rows of b that the row of a names, a piece of a's
// columns at a time: the rows of b that belong to it stay in the first-level
// cache while all the rows of a pass.
func (a *Sparse) gather(c []float64, from, to int, b Matrix) {
	p := a.packed
	for piece := range p.pieces {
		gather(lists{
			stay: c, stayStride: b.Cols, n: b.Cols,
			others: b.Data[piece*pieceCols*b.RowStride:], othersStride: b.RowStride,
			values: a.table[:], entries: p.kept,
			ends: p.ends[a.mask[from]*p.pieces+piece:], endsStep: p.pieces, count: to - from,
		})
	}
}

// spread sets c, the band's rows, to those of a·b. Row j of b is added to the
// sums of those rows that have something in column j of a: b passes by once,
// while the sums stay in the first-level cache.
func (band *band) spread(c []float64, a *Sparse, b Matrix) {
	n, stride := b.Cols, wholeVectors(b.Cols)
	rows := len(c) / n
	sums := scratch(rows * stride)
	defer free(sums)
	clear(*sums)
	spread(lists{
		stay: b.Data, stayStride: b.RowStride,
		others: *sums, othersStride: stride, n: n,
		values: a.table[:], entries: band.entries, ends: band.ends, endsStep: 1, count: b.Rows,
	})
	for i := range rows {
		copy(c[i*n:][:n], (*sums)[i*stride:])
	}
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
	b = packed(b)
	for i := 0; i < b.Rows && p.n > 0; i++ {
		copy(p.rows[i*p.stride:][:p.n], b.Data[i*b.RowStride:])
	}
	return p
}

// Rows returns the number of rows.
func (p *Product) Rows() int { return p.a.Cols() }

// Cols returns the number of columns.
func (p *Product) Cols() int { return p.n }

// Dense writes the elements to c, which is zeros. Row j is the sum of those
// rows of b that meet something in column j of a.
func (p *Product) Dense(c []float64) {
	p.a.makeBands()
	Share((p.Rows()+partRows-1)/partRows, p.a.kept*p.n, func(part int) {
		first, last := part*partRows, min((part+1)*partRows, p.Rows())
		p.rowsTo(c[first*p.n:], p.n, first, last)
	})
}

// AddScaledTo adds s times the elements to c, each sum made before it is
// scaled. It reports whether what is then in c is finite.
func (p *Product) AddScaledTo(c []float64, s float64) (finite bool) {
	var infinite atomic.Bool
	p.a.makeBands()
	Share((p.Rows()+partRows-1)/partRows, p.a.kept*p.n, func(part int) {
		first, last := part*partRows, min((part+1)*partRows, p.Rows())
		c := c[first*p.n : last*p.n]
		sums := scratch((last - first) * p.stride)
		defer free(sums)
		clear(*sums)
		p.rowsTo(*sums, p.stride, first, last)
		gather(lists{stay: c, stayStride: p.n, others: *sums, othersStride: p.stride, n: p.n,
			values: []float64{s}, entries: each[:], ends: counting[:], endsStep: 1, count: last - first})
		if !Finite(c) {
			infinite.Store(true)
		}
	})
	return !infinite.Load()
}

// rowsTo adds rows first up to last to c, whose rows are stride apart.
func (p *Product) rowsTo(c []float64, stride, first, last int) {
	for i := range p.a.bands {
		band := p.a.band(i)
		from, _ := p.a.rowsOf(i)
		gather(lists{
			stay: c, stayStride: stride,
			others: p.rows[from*p.stride:], othersStride: p.stride, n: p.n,
			values: p.a.table[:], entries: band.entries,
			ends: band.ends[first:], endsStep: 1, count: last - first,
		})
	}
}

// partRows is how many rows of a gradient one core takes at a time.
const partRows = 98

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
