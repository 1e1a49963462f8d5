package kernel

import (
	"fmt"
	"os"
	"strings"
)

// lists is what gather and spread work on: rows of two matrices, and for each
// row of the one a list of rows of the other.
//
//	gather   stay[i] += value * others[row]   for each entry of list i
//	spread   others[row] += value * stay[i]   for each entry of list i
//
// All of Dot's arithmetic is done by these two: a row of a product is a sum
// of rows, of which the left factor's elements say how much of each. The row
// that stays is in registers while its list passes.
type lists struct {
	stay         []float64 // row i begins at stay[i*stayStride]
	stayStride   int
	others       []float64
	othersStride int
	n            int // columns

	// List i is entries[ends[i*endsStep]:ends[i*endsStep+1]], for i < count.
	// An entry's value is one of values[i*valuesStep:].
	count      int
	entries    []entry
	ends       []uint32
	endsStep   int
	values     []float64
	valuesStep int
}

// An entry of a list names one of 256 rows and one of 256 values by their
// places: row | value<<8.
type entry uint16

// A kernel is gather and spread in instructions that work on several columns
// (lanes) at once, for one to eight times as many; or in Go, which has none.
type kernel struct {
	name  string
	lanes int
}

var plain = kernel{"go", 0}

func gather(l lists) { l.strips(gathering) }
func spread(l lists) { l.strips(spreading) }

type direction bool

const gathering, spreading direction = false, true

// strips does the columns of l, a strip at a time.
func (l *lists) strips(d direction) {
	for left := l.n; left > 0 && l.count > 0; {
		l.n = stripWidth(left)
		l.strip(d)
		if left -= l.n; left > 0 {
			l.stay, l.others = l.stay[l.n:], l.others[l.n:]
		}
	}
}

// strip does the columns of l, which are a strip. One that is too narrow for
// a vector is plain Go's.
func (l *lists) strip(d direction) {
	switch wide := chosen != plain && l.n >= chosen.lanes; {
	case d == gathering && wide:
		gatherVectors(l)
	case d == gathering:
		gatherGo(l)
	case wide:
		spreadVectors(l)
	default:
		spreadGo(l)
	}
}

// stripWidth returns how many of n columns are taken at once: eight vectors,
// or fewer where less than a vector would be left over.
func stripWidth(n int) int {
	if chosen == plain {
		return min(n, 64)
	}
	w := min(n, 8*chosen.lanes)
	if rest := n - w; 0 < rest && rest < chosen.lanes {
		w -= chosen.lanes
	}
	return w
}

// gatherGo takes four entries at a time, so that an element of the sum is
// loaded and stored once for four; it still adds the four products one after
// another.
func gatherGo(l *lists) {
	for i := range l.count {
		sum := l.stay[i*l.stayStride:][:l.n]
		list, values := l.list(i)
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

func spreadGo(l *lists) {
	for i := range l.count {
		row := l.stay[i*l.stayStride:][:l.n]
		list, values := l.list(i)
		for _, e := range list {
			v, sum := l.named(e, values)
			for j := range sum {
				sum[j] += float64(v * row[j])
			}
		}
	}
}

// list returns list i and its values.
func (l *lists) list(i int) (list []entry, values []float64) {
	ends := l.ends[i*l.endsStep:]
	return l.entries[ends[0]:ends[1]], l.values[i*l.valuesStep:]
}

// named returns the value and the row that an entry names.
func (l *lists) named(e entry, values []float64) (v float64, row []float64) {
	return values[e>>8], l.others[int(e&255)*l.othersStride:][:l.n]
}

// chosen is the kernel that is used: the best that the processor has, or the
// one that the environment variable BACKPROP_KERNEL names.
var chosen = choose(os.Getenv("BACKPROP_KERNEL"))

func choose(name string) kernel {
	kernels := append(wide(), plain)
	var names []string
	for _, k := range kernels {
		if name == "" || name == k.name {
			return k
		}
		names = append(names, k.name)
	}
	fmt.Fprintf(os.Stderr, "BACKPROP_KERNEL is %q; this processor has %s\n",
		name, strings.Join(names, ", "))
	os.Exit(2)
	return plain
}
