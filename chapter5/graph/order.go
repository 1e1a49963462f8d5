package graph

import (
	"cmp"
	"slices"
)

// order sorts the columns so that few edges cross: each spot near the mean
// place of its neighbours to the left, then to the right, and so on. The best
// of these orders stays.
func (l *layout) order() {
	const attempts = 12
	best, fewest := l.spots(), l.crossings()
	for i := 0; i < attempts && fewest > 0; i++ {
		if i%2 == 0 {
			for _, c := range l.columns {
				c.sort(func(s *spot) []*spot { return s.left })
			}
		} else {
			for _, c := range slices.Backward(l.columns) {
				c.sort(func(s *spot) []*spot { return s.right })
			}
		}
		if n := l.crossings(); n < fewest {
			best, fewest = l.spots(), n
		}
	}
	for i, c := range l.columns {
		c.spots = best[i]
		c.number()
	}
}

// spots returns a copy of the present order.
func (l *layout) spots() [][]*spot {
	var spots [][]*spot
	for _, c := range l.columns {
		c.number()
		spots = append(spots, slices.Clone(c.spots))
	}
	return spots
}

func (c *column) number() {
	for i, s := range c.spots {
		s.index = i
	}
}

// sort sorts a column by the mean place of the neighbours. A spot without
// neighbours has its own place.
func (c *column) sort(neighbours func(*spot) []*spot) {
	mean := func(s *spot) float64 {
		all := neighbours(s)
		if len(all) == 0 {
			return float64(s.index)
		}
		sum := 0
		for _, other := range all {
			sum += other.index
		}
		return float64(sum) / float64(len(all))
	}
	slices.SortStableFunc(c.spots, func(a, b *spot) int { return cmp.Compare(mean(a), mean(b)) })
	c.number()
}

// crossings counts the pairs of edges that cross between columns.
func (l *layout) crossings() int {
	n := 0
	for _, c := range l.columns {
		var above []int // where the edges of the spots above end
		for _, s := range c.spots {
			for _, to := range s.right {
				for _, end := range above {
					if end > to.index {
						n++
					}
				}
			}
			for _, to := range s.right {
				above = append(above, to.index)
			}
		}
	}
	return n
}
