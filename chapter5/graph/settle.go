package graph

import (
	"math"
	"slices"
)

// settle finds the heights: each column in turn as near to its neighbours as
// the room between its spots allows, first from the left, then from the right,
// then to both sides.
func (l *layout) settle(m metrics) {
	for _, column := range l.columns {
		for i, s := range column {
			s.y = 0
			if i > 0 {
				s.y = column[i-1].y + room(column[i-1], s, m)
			}
		}
	}
	left := func(s *spot) []link { return s.left }
	right := func(s *spot) []link { return s.right }
	both := func(s *spot) []link { return slices.Concat(s.left, s.right) }
	for range 6 {
		for _, column := range l.columns {
			settleColumn(column, left, m)
		}
		for _, column := range slices.Backward(l.columns) {
			settleColumn(column, right, m)
		}
	}
	for range 20 {
		for _, column := range l.columns {
			settleColumn(column, both, m)
		}
		for _, column := range slices.Backward(l.columns) {
			settleColumn(column, both, m)
		}
	}
}

// straighten takes small bends out of edges: what lies nearly as high as what
// comes before it moves to its height, if there is room. Then it makes all heights
// whole numbers.
func (l *layout) straighten(m metrics) {
	for _, column := range l.columns {
		for i, s := range column {
			from := slices.Clone(s.left)
			from = slices.DeleteFunc(from, func(n link) bool { return n.weight == hanging })
			if len(from) != 1 || len(from[0].to.right) != 1 {
				continue
			}
			y := from[0].to.y
			if math.Abs(y-s.y) > m.gap ||
				i > 0 && y < column[i-1].y+room(column[i-1], s, m) ||
				i+1 < len(column) && y > column[i+1].y-room(s, column[i+1], m) {
				continue
			}
			s.y = y
		}
	}
	for _, column := range l.columns {
		for _, s := range column {
			s.y = math.Floor(s.y + 0.5)
		}
	}
}

// room is how far b's y must lie below a's.
func room(a, b *spot, m metrics) float64 { return a.down + m.gap + b.up }

// settleColumn moves the spots of a column to where the weighted sum of the
// squares of their distances from their neighbours is least. Spots that would
// come too close form a block, which moves as one to its common mean: that is
// the exact solution (pool adjacent violators).
func settleColumn(column []*spot, neighbours func(*spot) []link, m metrics) {
	type block struct {
		spots       []*spot
		sum, weight float64 // of where its first spot wants to be
	}
	var blocks []block
	offset := map[*spot]float64{} // below the first spot of the column
	for i, s := range column {
		if i > 0 {
			offset[s] = offset[column[i-1]] + room(column[i-1], s, m)
		}
		b := block{spots: []*spot{s}}
		for _, n := range neighbours(s) {
			b.sum += float64(n.weight * (n.to.y - offset[s]))
			b.weight += n.weight
		}
		if b.weight == 0 { // stay
			b.weight = 1e-6
			b.sum = float64(b.weight * (s.y - offset[s]))
		}
		blocks = append(blocks, b)
		for k := len(blocks) - 1; k > 0; k-- {
			above, below := blocks[k-1], blocks[k]
			if above.sum/above.weight <= below.sum/below.weight {
				break
			}
			blocks[k-1] = block{append(above.spots, below.spots...),
				above.sum + below.sum, above.weight + below.weight}
			blocks = blocks[:k]
		}
	}
	for _, b := range blocks {
		for _, s := range b.spots {
			s.y = offset[s] + b.sum/b.weight
		}
	}
}
