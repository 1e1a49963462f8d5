package kernel

// pieceCols is how many columns of a Packed are taken at a time: so few that
// as many rows of another matrix, of fifty columns each, stay in the
// first-level cache, and that a byte holds their places.
const pieceCols = 98

// Packed is a matrix of bytes that are mostly 0, of which it keeps the rest,
// row by row (compressed sparse rows). A row is in pieces of pieceCols.
type Packed struct {
	cols   int
	pieces int      // of a row
	kept   []entry  // each a column, counted from where its piece begins, and a byte
	ends   []uint32 // piece p of row i is between ends[i*pieces+p] and the next
}

// NewPacked returns a matrix without rows, with room for as many as given if
// four in five bytes are 0. It grows as it needs.
func NewPacked(rows, cols int) *Packed {
	pieces := (cols + pieceCols - 1) / pieceCols
	return &Packed{cols, pieces,
		make([]entry, 0, rows*cols/5), make([]uint32, 1, rows*pieces+1)}
}

// Append adds a row.
func (p *Packed) Append(row []byte) {
	for from := 0; from < p.cols; from += pieceCols {
		for j, v := range row[from:min(from+pieceCols, p.cols)] {
			if v != 0 {
				p.kept = append(p.kept, entry(j)|entry(v)<<8)
			}
		}
		p.ends = append(p.ends, uint32(len(p.kept)))
	}
}

// Rows returns the number of rows.
func (p *Packed) Rows() int { return (len(p.ends) - 1) / p.pieces }

// Cols returns the number of columns.
func (p *Packed) Cols() int { return p.cols }

// Sparse is a matrix of some rows of a Packed one as numbers: a byte b is
// table[b], and 0 is 0. It does not change.
type Sparse struct {
	packed *Packed
	table  *[256]float64
	ends   []uint32 // those of each row in packed, from where its first piece begins
	kept   int      // elements, of all the rows
}

// NewSparse returns the rows that mask names. It keeps table.
func NewSparse(p *Packed, mask []int, table *[256]float64) *Sparse {
	s := &Sparse{p, table, make([]uint32, 0, len(mask)*(p.pieces+1)), 0}
	for _, r := range mask {
		s.kept += int(p.ends[(r+1)*p.pieces] - p.ends[r*p.pieces])
	}
	for _, r := range mask { // its ends are in the cache by now
		s.ends = append(s.ends, p.ends[r*p.pieces:][:p.pieces+1]...)
	}
	return s
}

// Rows returns the number of rows.
func (s *Sparse) Rows() int { return len(s.ends) / (s.packed.pieces + 1) }

// Cols returns the number of columns.
func (s *Sparse) Cols() int { return s.packed.cols }

// Dense writes the elements to dst, row by row. What is not written is 0.
func (s *Sparse) Dense(dst []float64) {
	for i := range s.Rows() {
		ends := s.ends[i*(s.packed.pieces+1):]
		for piece := range s.packed.pieces {
			for _, e := range s.packed.kept[ends[piece]:ends[piece+1]] {
				dst[i*s.Cols()+piece*pieceCols+int(e&255)] = s.table[e>>8]
			}
		}
	}
}

// piece makes l's lists the rows from up to to in a piece of the columns.
func (s *Sparse) piece(l lists, piece, from, to int) lists {
	l.entries, l.values = s.packed.kept, s.table[:]
	l.endsStep = s.packed.pieces + 1
	l.ends, l.count = s.ends[from*l.endsStep+piece:], to-from
	return l
}

// fetch brings what is kept of the rows from up to to into the cache. They
// come from all over the memory: asked for one by one when their lists are
// walked, each would be waited for.
func (s *Sparse) fetch(from, to int) {
	step := s.packed.pieces + 1
	for i := from; i < to; i++ {
		ends := s.ends[i*step:][:step]
		if first, last := ends[0], ends[step-1]; first < last {
			prefetch(&s.packed.kept[first], int(last-first))
		}
	}
}
