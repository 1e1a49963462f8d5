package graph

import (
	"cmp"
	"slices"
)

// order sorts the columns so that few edges cross: each cell near the mean
// place of its neighbours to the left, then to the right, and so on. The best
// of these orders stays. While the order is sought, the height of a cell is its
// place in the column.
func (l *layout) order() {
	const attempts = 8
	best, fewest := l.places(), l.crossings()
	for i := 0; i < attempts && fewest > 0; i++ {
		if i%2 == 0 {
			for _, c := range l.columns {
				c.sort(nearLeft)
			}
		} else {
			for _, c := range slices.Backward(l.columns) {
				c.sort(nearRight)
			}
		}
		if n := l.crossings(); n < fewest {
			best, fewest = l.places(), n
		}
	}
	for i, c := range l.columns {
		c.cells = best[i]
		c.number()
	}
}

// places returns a copy of the order of each column.
func (l *layout) places() [][]*cell {
	var places [][]*cell
	for _, c := range l.columns {
		places = append(places, slices.Clone(c.cells))
	}
	return places
}

func (c *column) number() {
	for i, s := range c.cells {
		s.y = float64(i)
	}
}

func (c *column) sort(wishOf func(*cell) wish) {
	for _, s := range c.cells {
		s.y = wishOf(s).y // the neighbours are in other columns
	}
	slices.SortStableFunc(c.cells, func(a, b *cell) int { return cmp.Compare(a.y, b.y) })
	c.number()
}

// crossings counts the pairs of edges that cross between columns.
func (l *layout) crossings() int {
	n := 0
	var above []float64 // where the edges of the cells above end
	for _, c := range l.columns {
		above = above[:0]
		for _, s := range c.cells {
			for _, to := range s.right {
				for _, end := range above {
					if end > to.y {
						n++
					}
				}
			}
			for _, to := range s.right {
				above = append(above, to.y)
			}
		}
	}
	return n
}
