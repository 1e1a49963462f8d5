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
				s.y = column[i-1].y + room(column[i-1], s, m.gap)
			}
		}
	}
	var w settler
	for range 6 {
		for _, column := range l.columns {
			w.settle(column, toLeft, m.gap)
		}
		for _, column := range slices.Backward(l.columns) {
			w.settle(column, toRight, m.gap)
		}
	}
	for range 20 {
		for _, column := range l.columns {
			w.settle(column, toLeft|toRight, m.gap)
		}
		for _, column := range slices.Backward(l.columns) {
			w.settle(column, toLeft|toRight, m.gap)
		}
	}
}

// The sides on which a spot has neighbours.
const toLeft, toRight = 1, 2

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
				i > 0 && y < column[i-1].y+room(column[i-1], s, m.gap) ||
				i+1 < len(column) && y > column[i+1].y-room(s, column[i+1], m.gap) {
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
func room(a, b *spot, gap float64) float64 { return a.down + gap + b.up }

// A settler settles columns. It keeps its slices from one to the next.
type settler struct {
	offsets []float64 // of the spots, below the first spot of the column
	blocks  []block
}

// A block is neighbouring spots of a column that move as one.
type block struct {
	from        int     // its first spot
	sum, weight float64 // of where the first spot of the column wants to be
}

// pull adds the neighbours that a spot is drawn to. The spot is so far below
// the first one of its column.
func (b *block) pull(neighbours []link, offset float64) {
	for _, n := range neighbours {
		b.sum += float64(n.weight * (n.to.y - offset))
		b.weight += n.weight
	}
}

// settle moves the spots of a column to where the weighted sum of the squares
// of their distances from their neighbours is least. Spots that would come too
// close form a block, which moves as one to its common mean: that is the exact
// solution (pool adjacent violators).
func (w *settler) settle(column []*spot, sides int, gap float64) {
	w.offsets, w.blocks = w.offsets[:0], w.blocks[:0]
	for i, s := range column {
		offset := 0.0
		if i > 0 {
			offset = w.offsets[i-1] + room(column[i-1], s, gap)
		}
		w.offsets = append(w.offsets, offset)
		b := block{from: i}
		if sides&toLeft != 0 {
			b.pull(s.left, offset)
		}
		if sides&toRight != 0 {
			b.pull(s.right, offset)
		}
		if b.weight == 0 { // stay
			b.weight = 1e-6
			b.sum = float64(b.weight * (s.y - offset))
		}
		w.blocks = append(w.blocks, b)
		for k := len(w.blocks) - 1; k > 0; k-- {
			above, below := &w.blocks[k-1], w.blocks[k]
			if above.sum/above.weight <= below.sum/below.weight {
				break
			}
			above.sum += below.sum
			above.weight += below.weight
			w.blocks = w.blocks[:k]
		}
	}
	for k, b := range w.blocks {
		to := len(column)
		if k+1 < len(w.blocks) {
			to = w.blocks[k+1].from
		}
		for i := b.from; i < to; i++ {
			column[i].y = w.offsets[i] + b.sum/b.weight
		}
	}
}
