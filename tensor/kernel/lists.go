package kernel

import "math"

// Lists holds the arguments of Gather and Spread: the rows of two matrices, Stay
// and Others, and for each row of Stay a list of rows of Others.
//
//	Gather   Stay[i] += value * Others[row]   for each entry of list i
//	Spread   Others[row] += value * Stay[i]   for each entry of list i
//
// Row i of Stay stays in registers while the entries of list i are processed.
// Others holds the rows that the entries name.
type Lists struct {
	Stay         []float64 // row i begins at Stay[i*StayStride]
	StayStride   int
	Others       []float64
	OthersStride int
	N            int // columns

	// List i is Entries[Ends[i*EndsStep]:Ends[i*EndsStep+1]], for i < Count.
	// An entry's value is one of Values[i*ValuesStep:].
	Count      int
	Entries    []Entry
	Ends       []uint32
	EndsStep   int
	Values     []float64
	ValuesStep int
}

// An Entry of a list holds the index of one of 256 rows and of one of 256
// values: row | value<<8.
type Entry uint16

// Gather adds to each row of Stay the rows of Others on its list, each times
// its value.
func Gather(l Lists) {
	for j := 0; j < l.N && l.Count > 0; {
		s := l.strip(j)
		gatherStrip(&s)
		j += s.N
	}
}

// Spread adds each row of Stay, times the value, to the rows of Others on its
// list.
func Spread(l Lists) {
	for j := 0; j < l.N && l.Count > 0; {
		s := l.strip(j)
		spreadStrip(&s)
		j += s.N
	}
}

// strip returns l with only the columns of the strip that begins at column j.
func (l *Lists) strip(j int) Lists {
	s := *l
	s.Stay, s.Others, s.N = l.Stay[j:], l.Others[j:], stripWidth(l.N-j)
	return s
}

// stripWidth returns the width of the next strip of n columns: as many as the
// registers hold, or one vector fewer if the last strip would otherwise be
// narrower than a vector.
func stripWidth(n int) int {
	w := min(n, MaxStrip())
	if rest := n - w; 0 < rest && rest < chosen.lanes {
		w -= chosen.lanes
	}
	return w
}

// gatherStrip gathers one strip, in plain Go if it is narrower than a vector.
func gatherStrip(l *Lists) {
	if chosen != plain && l.N >= chosen.lanes {
		gatherVectors(l)
	} else {
		gatherGo(l)
	}
}

func spreadStrip(l *Lists) {
	if chosen != plain && l.N >= chosen.lanes {
		spreadVectors(l)
	} else {
		spreadGo(l)
	}
}

func gatherGo(l *Lists) {
	for i := range l.Count {
		sum := l.Stay[i*l.StayStride:][:l.N]
		list, values := l.list(i)
		// With four entries at a time, an element of the sum is loaded and
		// stored once for four products. They are still added in order.
		for ; len(list) >= 4; list = list[4:] {
			v0, row0 := l.valueAndRow(list[0], values)
			v1, row1 := l.valueAndRow(list[1], values)
			v2, row2 := l.valueAndRow(list[2], values)
			v3, row3 := l.valueAndRow(list[3], values)
			for j, s := range sum {
				s += float64(v0 * row0[j])
				s += float64(v1 * row1[j])
				s += float64(v2 * row2[j])
				sum[j] = s + float64(v3*row3[j])
			}
		}
		for _, e := range list {
			v, row := l.valueAndRow(e, values)
			for j := range sum {
				sum[j] += float64(v * row[j])
			}
		}
	}
}

func spreadGo(l *Lists) {
	for i := range l.Count {
		row := l.Stay[i*l.StayStride:][:l.N]
		list, values := l.list(i)
		for _, e := range list {
			v, sum := l.valueAndRow(e, values)
			for j := range sum {
				sum[j] += float64(v * row[j])
			}
		}
	}
}

// list returns list i and the values of its entries.
func (l *Lists) list(i int) (list []Entry, values []float64) {
	ends := l.Ends[i*l.EndsStep:]
	return l.Entries[ends[0]:ends[1]], l.Values[i*l.ValuesStep:]
}

// valueAndRow returns the value and the row with the indices in e.
func (l *Lists) valueAndRow(e Entry, values []float64) (v float64, row []float64) {
	return values[e>>8], l.Others[int(e&255)*l.OthersStride:][:l.N]
}

// NonZero writes to list an entry for each element of x that is not 0, in
// order. The entry of element k has row k and value k. NonZero returns the
// number of entries. The length of list must be at least Room(len(x)), and x
// must have at most 256 elements.
func NonZero(list []Entry, x []float64) int {
	_ = list[:Room(len(x))]
	n, k := 0, 0
	if eights := len(x) &^ 7; chosen != plain && listsInVectors && eights > 0 {
		n, k = nonZeroVectors(&list[0], &x[0], eights), eights
	}
	for ; k < len(x); k++ {
		// No branch: the processor could not predict it. The highest bit of
		// b | -b is set unless b is 0.
		list[n] = Entry(k | k<<8)
		b := math.Float64bits(x[k]) << 1 // without the sign
		n += int((b | -b) >> 63)
	}
	return n
}

// Positive does the same as NonZero for the elements that ReLU passes: all but
// those with x <= 0. NaN passes.
func Positive(list []Entry, x []float64) int {
	_ = list[:Room(len(x))]
	n, k := 0, 0
	if eights := len(x) &^ 7; chosen != plain && listsInVectors && eights > 0 {
		n, k = positiveVectors(&list[0], &x[0], eights), eights
	}
	for ; k < len(x); k++ {
		list[n] = Entry(k | k<<8)
		b := math.Float64bits(x[k])
		n += int((^b & (b | -b)) >> 63) // not negative, and not 0
		if x[k] != x[k] && b>>63 == 1 {
			n++ // a NaN with a sign
		}
	}
	return n
}

// Room returns the length that a list of n elements needs. It is more than n,
// because the vector instructions write eight entries at once, some of them
// after the last one.
func Room(n int) int { return n + 8 }

// All returns the list of n elements, at most 256: the entry of element k has
// row k and value k.
func All(n int) []Entry { return all[:n] }

var all = func() (list [256]Entry) {
	for k := range list {
		list[k] = Entry(k | k<<8)
	}
	return
}()

// A rowLists holds the lists of a band of rows of a matrix. A row is divided into
// blocks of blockRows elements, and each block has a list.
type rowLists struct {
	entries []Entry
	ends    []uint32 // list i ends at ends[i+1], and ends[0] is 0
}

// listBuffers are for a rowLists on the stack, because new memory from the heap is
// often not in the cache.
type listBuffers struct {
	entries [1 << 13]Entry // those of 50 images
	ends    [1<<9 + 1]uint32
}

// forBands returns an empty rowLists for bands of a matrix of rows by cols. It uses
// r if the bands may be short. Each band goes through the other matrix, of cols by
// others elements: this takes long if the matrix is large or copied.
func (r *listBuffers) forBands(rows, cols, others int, copied bool) rowLists {
	rows = min(rows, bandRows)
	short := 8*cols < len(r.entries) && cols*others <= 1<<16 && !copied
	if short || Room(rows*cols) <= len(r.entries) {
		return rowLists{r.entries[:], r.ends[:]}
	}
	n := max(cols, min(rows*cols, 1<<20))
	return rowLists{make([]Entry, Room(n)), make([]uint32, rows*blocks(cols)+1)}
}

// blocks returns the number of blocks in a row of cols elements.
func blocks(cols int) int { return (cols + blockRows - 1) / blockRows }

// fill makes lists for the first rows of m, as many as there is room for, and
// returns the matrix of these rows. The rows of m must be contiguous. A list has an
// entry for each element, or, with skipZeros, for each that is not 0.
func (l rowLists) fill(m Matrix, skipZeros bool) Matrix {
	n, list := 0, 0
	for i := range min(bandRows, m.Rows) {
		if n+Room(m.Cols) > len(l.entries) || list+blocks(m.Cols) >= len(l.ends) {
			return m.slice(0, i, 0, m.Cols)
		}
		// A row is read from start to end: the processor fetches memory ahead.
		for k := 0; k < m.Cols; k += blockRows {
			elements := m.row(i)[k:min(k+blockRows, m.Cols)]
			if skipZeros {
				n += NonZero(l.entries[n:], elements)
			} else {
				n += copy(l.entries[n:], all[:len(elements)])
			}
			list++
			l.ends[list] = uint32(n)
		}
	}
	return m.slice(0, min(bandRows, m.Rows), 0, m.Cols)
}

// block returns the lists of the block that begins at element k of each row of
// band, for which fill has made lists.
func (l rowLists) block(band Matrix, k int) Lists {
	return Lists{Count: band.Rows, Values: band.Data[k:], ValuesStep: band.RowStride,
		Entries: l.entries, Ends: l.ends[k/blockRows:], EndsStep: blocks(band.Cols)}
}

var zeros [256]float64 // the values of Finite

// Finite reports whether all elements of x are finite.
func Finite(x []float64) bool {
	// 0 times an element is NaN if the element is NaN or infinite, and then the
	// sum of these products is NaN. Gather adds them up, with x as rows of cols
	// elements.
	const cols = 64
	var sums [cols]float64
	rows := len(x) / cols
	for i := 0; i < rows; i += len(all) {
		count := min(rows-i, len(all))
		Gather(Lists{Stay: sums[:], Others: x[i*cols:], OthersStride: cols, N: cols,
			Values: zeros[:], Entries: all[:], Ends: []uint32{0, uint32(count)}, Count: 1})
	}
	sum := 0.0
	for _, v := range sums {
		sum += v
	}
	for _, v := range x[rows*cols:] {
		sum += float64(0 * v)
	}
	return sum == 0
}
