package kernel

import "math/bits"

//go:noescape
func gatherAVX512(l *Lists)

//go:noescape
func gatherAVX(l *Lists)

//go:noescape
func spreadAVX512(l *Lists)

//go:noescape
func spreadAVX(l *Lists)

//go:noescape
func nonZeroAVX(list *Entry, x *float64, n int, table *[256][8]Entry) int

//go:noescape
func positiveAVX(list *Entry, x *float64, n int, table *[256][8]Entry) int

func gatherVectors(l *Lists) {
	if chosen.lanes == 8 {
		gatherAVX512(l)
	} else {
		gatherAVX(l)
	}
}

func spreadVectors(l *Lists) {
	if chosen.lanes == 8 {
		spreadAVX512(l)
	} else {
		spreadAVX(l)
	}
}

const listsInVectors = true

// nonZeroVectors does the same as NonZero for a multiple of eight elements.
func nonZeroVectors(list *Entry, x *float64, n int) int {
	return nonZeroAVX(list, x, n, &entriesOf)
}

// positiveVectors does the same as Positive for a multiple of eight elements.
func positiveVectors(list *Entry, x *float64, n int) int {
	return positiveAVX(list, x, n, &entriesOf)
}

// entriesOf[mask] holds an entry for each bit that is set in mask.
var entriesOf = func() (table [256][8]Entry) {
	for mask := range table {
		for n, m := 0, uint(mask); m != 0; n, m = n+1, m&(m-1) {
			k := bits.TrailingZeros(m)
			table[mask][n] = Entry(k | k<<8)
		}
	}
	return
}()
