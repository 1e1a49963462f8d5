package graph

import (
	"math"
	"slices"
)

// level finds the heights. Each column in turn moves as near to its neighbours
// as the gap between its cells allows, from left to right and back. Then each
// cell follows its neighbours on the left, so that an edge stays straight up to
// its last bend. At last the left end of a lone edge follows the right end.
func (l *layout) level(step float64) {
	const rounds = 4
	for _, c := range l.columns {
		for i, s := range c.cells {
			if i > 0 {
				above := c.cells[i-1]
				s.offset = above.offset + float64(above.down+gap+s.up)
			}
			s.y = s.offset
		}
	}
	for range rounds {
		for _, c := range l.columns {
			c.level(nearBoth, 0)
		}
		for _, c := range slices.Backward(l.columns) {
			c.level(nearBoth, 0)
		}
	}
	for _, c := range l.columns {
		c.level(nearLeft, step)
	}
	for _, c := range slices.Backward(l.columns) {
		c.level(nearLone, step)
	}
}

// A wish is the height that a cell moves to if it can, and how much it counts
// beside the wishes of others.
type wish struct{ y, weight float64 }

// slight is next to nothing.
const slight = 1e-5

func nearLeft(s *cell) wish  { return s.near(s.left) }
func nearRight(s *cell) wish { return s.near(s.right) }
func nearBoth(s *cell) wish  { return s.near(s.left, s.right) }

// nearLone returns the wish for the height of the neighbour on the right if no
// other edge leaves s or reaches that neighbour. Otherwise s stays.
func nearLone(s *cell) wish {
	if len(s.right) == 1 && len(s.right[0].left) == 1 {
		return wish{s.right[0].y, slight}
	}
	return wish{s.y, 1}
}

// near returns the wish for the mean height of neighbours. A cell without
// neighbours wishes to stay.
func (s *cell) near(neighbours ...[]*cell) wish {
	sum, weight := 0.0, 0.0
	for _, side := range neighbours {
		for _, other := range side {
			w := min(s.weight, other.weight)
			sum += float64(w * other.y)
			weight += w
		}
	}
	if weight == 0 {
		return wish{s.y, slight}
	}
	return wish{sum / weight, weight}
}

// A block is neighbouring cells of a column that move as one. It wishes for a
// height of the column's first cell.
type block struct {
	wish
	cells int
}

// level moves the cells of a column to the heights at which the weighted sum of
// the squares of their distances from their wishes is least. Cells whose wishes
// would bring them too close form a block, which takes the mean of the wishes
// (pool adjacent violators). If step is not 0, the heights are multiples of it.
func (c *column) level(wishOf func(*cell) wish, step float64) {
	blocks := make([]block, 0, len(c.cells))
	for _, s := range c.cells {
		b := block{wishOf(s), 1}
		b.y -= s.offset
		for n := len(blocks); n > 0 && blocks[n-1].y > b.y; n-- {
			above := blocks[n-1]
			weight := above.weight + b.weight
			y := (float64(above.y*above.weight) + float64(b.y*b.weight)) / weight
			b = block{wish{y, weight}, above.cells + b.cells}
			blocks = blocks[:n-1]
		}
		blocks = append(blocks, b)
	}
	cells := c.cells
	for _, b := range blocks {
		if step > 0 {
			b.y = math.Ceil(b.y/step-0.5) * step
		}
		for _, s := range cells[:b.cells] {
			s.y = s.offset + b.y
		}
		cells = cells[b.cells:]
	}
}
