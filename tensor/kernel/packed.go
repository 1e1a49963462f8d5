package kernel

import (
	"slices"
	"sync"
)

// pieceCols is how many columns of a Packed are taken at a time: so few that
// as many rows of another matrix, of fifty columns each, stay in the
// first-level cache, and that a byte holds any distance between two of them.
const pieceCols = 98

// Packed is a matrix of bytes that are mostly 0, of which it keeps the rest,
// row by row (compressed sparse rows).
//
// A row is in pieces. A piece's last column is kept even if it is 0: so what
// is kept first of the next has the same distance from it as from that
// piece's edge, and a row can be walked by pieces or as one.
type Packed struct {
	cols   int
	pieces int      // of a row
	kept   []entry  // each a column, from the one kept before it, and a byte
	ends   []uint32 // piece p of row i is between ends[i*pieces+p] and the next
}

// NewPacked returns a matrix without rows, with room for as many as given if
// four in five bytes are 0. It grows as it needs.
func NewPacked(rows, cols int) *Packed {
	pieces := (cols + pieceCols - 1) / pieceCols
	return &Packed{cols, pieces,
		make([]entry, 0, rows*(cols/5+pieces)), make([]uint32, 1, rows*pieces+1)}
}

// Append adds a row.
func (p *Packed) Append(row []byte) {
	for from := 0; from < p.cols; from += pieceCols {
		last, piece := -1, row[from:min(from+pieceCols, p.cols)]
		for j, v := range piece {
			if v != 0 || j == len(piece)-1 {
				p.kept = append(p.kept, entry(j-last)|entry(v)<<8)
				last = j
			}
		}
		p.ends = append(p.ends, uint32(len(p.kept)))
	}
}

// Rows returns the number of rows.
func (p *Packed) Rows() int { return (len(p.ends) - 1) / p.pieces }

// Cols returns the number of columns.
func (p *Packed) Cols() int { return p.cols }

// row returns what is kept of row i.
func (p *Packed) row(i int) []entry { return p.kept[p.ends[i*p.pieces]:p.ends[(i+1)*p.pieces]] }

// Sparse is a matrix of some rows of a Packed one as numbers: a byte b is
// table[b], and 0 is 0. It does not change.
type Sparse struct {
	packed *Packed
	mask   []int // which rows
	table  *[256]float64
	kept   int // elements, of all the rows

	bands []bandOnce
}

// NewSparse returns the rows that mask names. It keeps mask and table.
func NewSparse(p *Packed, mask []int, table *[256]float64) *Sparse {
	s := &Sparse{packed: p, mask: mask, table: table,
		bands: make([]bandOnce, (len(mask)+bandRows-1)/bandRows)}
	for _, r := range mask {
		s.kept += len(p.row(r))
	}
	return s
}

// Rows returns the number of rows.
func (s *Sparse) Rows() int { return len(s.mask) }

// Cols returns the number of columns.
func (s *Sparse) Cols() int { return s.packed.cols }

// Dense writes the elements to dst, row by row. What is not written is 0.
func (s *Sparse) Dense(dst []float64) {
	for i, r := range s.mask {
		at := i*s.Cols() - 1
		for _, e := range s.packed.row(r) {
			at += int(e & 255)
			dst[at] = s.table[e>>8]
		}
	}
}

// bandRows is how many rows a band has at most: so many that a batch has a
// part for each of two cores, and so few that fifty sums for each, and the row
// that is spread over them, fit the first-level cache.
const bandRows = 64

// A band is some of the rows laid out by columns: column j's entries are
// between ends[j] and the next. An entry has a row and a byte.
type band struct {
	ends    []uint32
	entries []entry
}

// bandOnce is a band, made when it is first asked for.
type bandOnce struct {
	once sync.Once
	band *band
}

// rowsOf returns which rows are in band i. All have as many, or one fewer.
func (s *Sparse) rowsOf(i int) (from, to int) {
	n := len(s.bands)
	return s.Rows() * i / n, s.Rows() * (i + 1) / n
}

// makeBands makes all the bands.
func (s *Sparse) makeBands() {
	Share(len(s.bands), 32*s.kept, func(i int) { s.band(i) })
}

// band returns band i: the rows' elements sorted by column, by counting. They
// are copied first: they come from all over the memory, and copying asks for
// many at once.
func (s *Sparse) band(i int) *band {
	b := &s.bands[i]
	b.once.Do(func() {
		from, to := s.rowsOf(i)
		b.band = s.makeBand(s.mask[from:to])
	})
	return b.band
}

func (s *Sparse) makeBand(mask []int) *band {
	copied := entryPool.Get().(*[]entry)
	defer entryPool.Put(copied)
	all := (*copied)[:0]
	for _, r := range mask {
		all = append(all, s.packed.row(r)...)
	}
	*copied = all

	ends := make([]uint32, s.Cols()+1)
	rest := all
	for _, r := range mask {
		n, column := len(s.packed.row(r)), -1
		for _, e := range rest[:n] {
			column += int(e & 255)
			ends[column]++
		}
		rest = rest[n:]
	}
	begin := uint32(0)
	for j, count := range ends {
		ends[j] = begin
		begin += count
	}
	entries := make([]entry, len(all))
	next := slices.Clone(ends)       // where the column's next entry goes
	last := make([]uint8, len(ends)) // the row of its last entry, from 1
	rest = all
	for i, r := range mask {
		n, column, row := len(s.packed.row(r)), -1, uint8(i+1)
		for _, e := range rest[:n] {
			column += int(e & 255)
			at := next[column]
			next[column] = at + 1
			entries[at] = entry(row-last[column]) | e&0xff00
			last[column] = row
		}
		rest = rest[n:]
	}
	return &band{ends, entries}
}

var entryPool = sync.Pool{New: func() any { return new([]entry) }}
