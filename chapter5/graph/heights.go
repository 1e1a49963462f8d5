package graph

import (
	"math"
	"slices"
)

// level finds the heights: each column in turn as near to its neighbours as
// the gap between its spots allows, from the left to the right and back, until
// little changes.
func (l *layout) level(step float64) {
	const rounds = 20
	for _, c := range l.columns {
		for i, s := range c.spots {
			if i > 0 {
				s.offset = c.spots[i-1].offset + leastDistance(c.spots[i-1], s)
			}
			s.y = s.offset
		}
	}
	for range rounds {
		for _, c := range l.columns {
			c.level()
		}
		for _, c := range slices.Backward(l.columns) {
			c.level()
		}
	}
	for _, c := range l.columns {
		for _, s := range c.spots {
			s.y = math.Floor(s.y/step+0.5) * step
		}
	}
	for _, c := range l.columns {
		for _, s := range c.spots {
			if before := s.mainInputs(); len(before) == 1 && len(before[0].right) == 1 {
				s.moveTo(before[0].y)
			}
		}
	}
	for _, c := range slices.Backward(l.columns) {
		for _, s := range c.spots {
			if len(s.right) == 1 && len(s.right[0].to.left) == 1 {
				s.moveTo(s.right[0].to.y)
			}
		}
	}
}

// mainInputs returns the spots to the left, without side inputs.
func (s *spot) mainInputs() []*spot {
	var spots []*spot
	for _, link := range s.left {
		if link.weight == 1 {
			spots = append(spots, link.to)
		}
	}
	return spots
}

// moveTo moves a spot to a height that is near, if the gaps allow it: that
// takes a small bend out of an edge.
func (s *spot) moveTo(y float64) {
	spots := s.column.spots
	switch {
	case math.Abs(y-s.y) > gap:
	case s.index > 0 && y < spots[s.index-1].y+leastDistance(spots[s.index-1], s):
	case s.index+1 < len(spots) && y > spots[s.index+1].y-leastDistance(s, spots[s.index+1]):
	default:
		s.y = y
	}
}

// leastDistance returns how far b must lie below a.
func leastDistance(a, b *spot) float64 { return float64(a.down + gap + b.up) }

// A block is neighbouring spots of a column that move as one.
type block struct {
	spots       int
	sum, weight float64
}

// level moves the spots of a column to where the weighted sum of the squares of
// their distances from their neighbours is least. Each spot wishes for a
// height of the column's first spot, the mean of its neighbours' heights less
// its own offset. Spots whose wishes would bring them too close form a block,
// which takes the mean of its wishes: the least squares solution (pool
// adjacent violators).
func (c *column) level() {
	blocks := make([]block, 0, len(c.spots))
	for _, s := range c.spots {
		b := block{spots: 1}
		for _, links := range [][]link{s.left, s.right} {
			for _, link := range links {
				b.sum += float64(link.weight * (link.to.y - s.offset))
				b.weight += link.weight
			}
		}
		for len(blocks) > 0 {
			above := blocks[len(blocks)-1]
			if above.sum/above.weight <= b.sum/b.weight {
				break
			}
			b = block{above.spots + b.spots, above.sum + b.sum, above.weight + b.weight}
			blocks = blocks[:len(blocks)-1]
		}
		blocks = append(blocks, b)
	}
	i := 0
	for _, b := range blocks {
		for range b.spots {
			c.spots[i].y = c.spots[i].offset + b.sum/b.weight
			i++
		}
	}
}
