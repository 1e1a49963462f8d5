package graph

import (
	"cmp"
	"slices"
)

// order sorts the columns so that few edges cross: each cell near the mean
// place of its neighbours to the left, then to the right, and so on. While the
// order is sought, the height of a cell is its place in the column.
func (l *layout) order() {
	const rounds = 4
	for range rounds {
		for _, c := range l.columns {
			c.sort(nearLeft)
		}
		for _, c := range slices.Backward(l.columns) {
			c.sort(nearRight)
		}
	}
}

func (c *column) sort(wishOf func(*cell) wish) {
	for _, s := range c.cells {
		s.y = wishOf(s).y // the neighbours are in other columns
	}
	slices.SortStableFunc(c.cells, func(a, b *cell) int { return cmp.Compare(a.y, b.y) })
	for i, s := range c.cells {
		s.y = float64(i)
	}
}
