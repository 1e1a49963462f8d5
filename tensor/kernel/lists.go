package kernel

import "math"

// Lists is what Gather and Spread work on: rows of two matrices, and for each
// row of the one a list of rows of the other.
//
//	Gather   Stay[i] += value * Others[row]   for each entry of list i
//	Spread   Others[row] += value * Stay[i]   for each entry of list i
//
// The row that stays is in registers while its list passes.
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

// An Entry of a list names one of 256 rows and one of 256 values by their
// places: row | value<<8.
type Entry uint16

// Gather adds to each row that stays the rows on its list.
func Gather(l Lists) { l.strips(gatherStrip) }

// Spread adds each row that stays to the rows on its list.
func Spread(l Lists) { l.strips(spreadStrip) }

// strips does the columns of l, a strip at a time.
func (l *Lists) strips(do func(l *Lists)) {
	for left := l.N; left > 0 && l.Count > 0; {
		l.N = stripWidth(left)
		do(l)
		if left -= l.N; left > 0 {
			l.Stay, l.Others = l.Stay[l.N:], l.Others[l.N:]
		}
	}
}

// stripWidth returns how many of n columns are taken at once: as many as the
// registers hold, or fewer where less than a vector would be left over.
func stripWidth(n int) int {
	w := min(n, MaxStrip())
	if rest := n - w; 0 < rest && rest < chosen.lanes {
		w -= chosen.lanes
	}
	return w
}

// gatherStrip does one strip. One that is too narrow for a vector is plain
// Go's.
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

// gatherGo takes four entries at a time, so that an element of the sum is
// loaded and stored once for four; it still adds the four products one after
// another.
func gatherGo(l *Lists) {
	for i := range l.Count {
		sum := l.Stay[i*l.StayStride:][:l.N]
		list, values := l.at(i)
		for ; len(list) >= 4; list = list[4:] {
			v0, row0 := l.named(list[0], values)
			v1, row1 := l.named(list[1], values)
			v2, row2 := l.named(list[2], values)
			v3, row3 := l.named(list[3], values)
			for j, s := range sum {
				s += float64(v0 * row0[j])
				s += float64(v1 * row1[j])
				s += float64(v2 * row2[j])
				sum[j] = s + float64(v3*row3[j])
			}
		}
		for _, e := range list {
			v, row := l.named(e, values)
			for j := range sum {
				sum[j] += float64(v * row[j])
			}
		}
	}
}

func spreadGo(l *Lists) {
	for i := range l.Count {
		row := l.Stay[i*l.StayStride:][:l.N]
		list, values := l.at(i)
		for _, e := range list {
			v, sum := l.named(e, values)
			for j := range sum {
				sum[j] += float64(v * row[j])
			}
		}
	}
}

// at returns list i and its values.
func (l *Lists) at(i int) (list []Entry, values []float64) {
	ends := l.Ends[i*l.EndsStep:]
	return l.Entries[ends[0]:ends[1]], l.Values[i*l.ValuesStep:]
}

// named returns the value and the row that an entry names.
func (l *Lists) named(e Entry, values []float64) (v float64, row []float64) {
	return values[e>>8], l.Others[int(e&255)*l.OthersStride:][:l.N]
}

// NonZero writes to list an entry for each element of x that is not 0, in
// order: element k is row k with value k. It returns how many there are. The
// list must have room for Room(len(x)) entries, and len(x) is at most 256.
func NonZero(list []Entry, x []float64) int {
	_ = list[:Room(len(x))]
	n, k := 0, 0
	if whole := len(x) &^ 7; chosen != plain && listsInVectors && whole > 0 {
		n, k = nonZeroVectors(&list[0], &x[0], whole), whole
	}
	for ; k < len(x); k++ {
		// without a branch, which the processor could not predict: the highest
		// bit of b | -b is set unless b is 0
		list[n] = Entry(k | k<<8)
		b := math.Float64bits(x[k]) << 1 // without the sign
		n += int((b | -b) >> 63)
	}
	return n
}

// Positive is NonZero for the elements that ReLU passes: all but those with
// x <= 0, so NaN is one.
func Positive(list []Entry, x []float64) int {
	_ = list[:Room(len(x))]
	n, k := 0, 0
	if whole := len(x) &^ 7; chosen != plain && listsInVectors && whole > 0 {
		n, k = positiveVectors(&list[0], &x[0], whole), whole
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

// Room returns how many entries a list of n elements has room for: the vector
// instructions write eight at once.
func Room(n int) int { return n + 8 }

// all has an entry for each of 256 elements.
var all = func() (list [256]Entry) {
	for k := range list {
		list[k] = Entry(k | k<<8)
	}
	return
}()

// rowLists are Lists that are made of a matrix's rows.
type rowLists struct {
	Lists
	entries []Entry
	ends    []uint32
}

// newLists returns lists with room for so many rows of so many elements.
func newLists(rows, cols int) *rowLists {
	return &rowLists{entries: make([]Entry, Room(rows*cols)), ends: make([]uint32, rows+1)}
}

// list makes a list of each row of m, whose elements are contiguous: of those
// that are not 0, or of all.
func (l *rowLists) list(m Matrix, nonZero bool) {
	l.Count, l.Values, l.ValuesStep = m.Rows, m.Data, m.RowStride
	if !nonZero {
		l.Entries, l.Ends, l.EndsStep = all[:], []uint32{0, uint32(m.Cols)}, 0
		return
	}
	n := 0
	for i := range m.Rows {
		l.ends[i] = uint32(n)
		n += NonZero(l.entries[n:], m.row(i))
	}
	l.ends[m.Rows] = uint32(n)
	l.Entries, l.Ends, l.EndsStep = l.entries, l.ends, 1
}

// Finite reports whether x holds neither NaN nor an infinity: 0 times such an
// element is NaN, and then so is the sum.
func Finite(x []float64) bool {
	const cols = 64 // as if x were rows of so many elements
	var sums [cols]float64
	var zero [256]float64
	rows := len(x) / cols
	for i := 0; i < rows; i += len(all) {
		count := min(rows-i, len(all))
		Gather(Lists{Stay: sums[:], Others: x[i*cols:], OthersStride: cols, N: cols,
			Values: zero[:], Entries: all[:], Ends: []uint32{0, uint32(count)}, Count: 1})
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
