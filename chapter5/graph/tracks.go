package graph

import "slices"

// A track is the upright line that pieces of edges between two columns share
// if they come together at a cell or go out from one.
type track struct {
	at          *cell
	left, right []int // heights at which edges come to it and leave it
	x           int   // from the left column
}

// tracks returns the tracks to the right of a column. Those that would lie
// upon each other are put in an order in which no edge crosses one, if there
// is such an order.
func tracks(c *column) []*track {
	var all []*track
	for _, from := range c.cells {
		for _, to := range from.right {
			at := trackAt(from, to)
			i := slices.IndexFunc(all, func(t *track) bool { return t.at == at })
			if i < 0 {
				i = len(all)
				all = append(all, &track{at: at})
			}
			all[i].left = append(all[i].left, int(from.y))
			all[i].right = append(all[i].right, int(to.y))
		}
	}
	all = slices.DeleteFunc(all, func(t *track) bool { return t.low() == t.high() })
	slices.SortStableFunc(all, func(a, b *track) int { return crosses(a, b) - crosses(b, a) })
	for i, t := range all {
		for _, before := range all[:i] {
			if t.low() <= before.high() && before.low() <= t.high() {
				t.x = max(t.x, before.x+1)
			}
		}
	}
	return all
}

// trackAt returns the cell whose track a piece of an edge takes.
func trackAt(from, to *cell) *cell {
	if to.shape != nil {
		return to
	}
	return from
}

func (t *track) low() int  { return min(slices.Min(t.left), slices.Min(t.right)) }
func (t *track) high() int { return max(slices.Max(t.left), slices.Max(t.right)) }

// crosses counts the edges that cross if a lies to the left of b.
func crosses(a, b *track) int {
	n := 0
	for _, y := range a.right {
		if b.low() <= y && y <= b.high() {
			n++
		}
	}
	for _, y := range b.left {
		if a.low() <= y && y <= a.high() {
			n++
		}
	}
	return n
}
