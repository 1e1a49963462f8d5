package graph

import (
	"fmt"
	"slices"
)

// characters is the ruler of Text.
var characters = ruler{
	shape: func(s *shape) float64 {
		width := columns(ascii(s))
		if s.kind == nameShape && len(s.in) == 0 {
			width++
		}
		return float64(width)
	},
	label: func(e *edge) float64 {
		return float64(max(4, columns(e.forward)+1, columns(e.backward)+1))
	},
	bend: func(left *column) float64 {
		width := 2
		for _, t := range tracks(left) {
			width = max(width, t.x+3)
		}
		return float64(width)
	},
	number: 6,
	page:   79,
	step:   1,
}

// ascii returns what a shape looks like, such as "(*)".
func ascii(s *shape) string {
	switch s.kind {
	case opShape:
		return "(" + s.text + ")"
	case branchShape:
		return "+"
	}
	return s.text
}

// Text returns NewPicture(n, Options{}).Text().
func (n *Node) Text() string { return NewPicture(n, Options{}).Text() }

// Text returns the picture for a terminal of 80 columns, in ASCII but for the
// names: a value stands above its edge and the derivative below.
//
//	          100
//	apple  -------+
//	          2.2 |
//	              +>(*)-> …
//	           2  |
//	number -------+
//	          110
func (p *Picture) Text() string {
	l := p.layOut(characters)
	c := &canvas{}
	for _, path := range l.paths {
		c.path(path)
	}
	for _, column := range l.columns {
		for _, s := range column.spots {
			c.spot(s)
		}
	}
	return c.String()
}

// path draws an edge between the columns, up or down on its track.
func (c *canvas) path(path []*spot) {
	for i, s := range path[1:] {
		last := path[i]
		x, y := int(last.column.to), int(last.y)
		if s.column.row != last.column.row {
			number := fmt.Sprintf("(%d)", s.number)
			c.text(x, y, "->"+number)
			c.text(int(s.column.to)-len(number), int(s.y), number)
			continue
		}
		for _, t := range tracks(last.column) {
			if t.at == shared(last, s) {
				c.across(x, x+1+t.x, y)
				x = x + 1 + t.x
				c.down(x, y, int(s.y))
			}
		}
		end := int(s.column.from)
		if s.shape != nil {
			end = int(s.column.to+s.column.from+1-s.width) / 2
			if s.shape.kind == nameShape {
				end = int(s.column.from) - 1
			}
		}
		c.across(x, end, int(s.y))
		if s.shape != nil && s.shape.kind != branchShape {
			c.text(end-1, int(s.y), ">")
		}
	}
}

// spot draws a shape or an edge with what is written above and below it.
func (c *canvas) spot(s *spot) {
	from, to, y := int(s.column.from), int(s.column.to), int(s.y)
	if s.shape == nil {
		c.across(from, to, y)
		if s.label {
			c.centred(from, to, y-1, s.edge.forward)
			c.centred(from, to, y+1, s.edge.backward)
		}
		return
	}
	text := ascii(s.shape)
	at := (from + to + 1 - int(s.width)) / 2
	if s.shape.kind == nameShape {
		at = from
	} else {
		c.across(at+int(s.width), to, y)
	}
	c.text(at, y, text)
}

// A track is the upright line that pieces of edges between two columns share
// if they come together at a spot or go out from one.
type track struct {
	at        *spot
	left      []int // heights at which edges come to it
	right     []int // and leave it
	low, high int
	x         int // from the left column
}

// tracks returns the tracks to the right of a column. Those that would lie
// upon each other are put in an order in which no edge crosses one, if there
// is such an order.
func tracks(c *column) []*track {
	var all []*track
	for _, from := range c.spots {
		for _, n := range from.right {
			at := shared(from, n.to)
			i := slices.IndexFunc(all, func(t *track) bool { return t.at == at })
			if i < 0 {
				i = len(all)
				all = append(all, &track{at: at, low: int(from.y), high: int(from.y)})
			}
			t, left, right := all[i], int(from.y), int(n.to.y)
			t.left, t.right = append(t.left, left), append(t.right, right)
			t.low, t.high = min(t.low, left, right), max(t.high, left, right)
		}
	}
	all = slices.DeleteFunc(all, func(t *track) bool { return t.low == t.high })
	slices.SortStableFunc(all, func(a, b *track) int { return crosses(a, b) - crosses(b, a) })
	for i, t := range all {
		for _, before := range all[:i] {
			if t.low <= before.high && before.low <= t.high {
				t.x = max(t.x, before.x+1)
			}
		}
	}
	return all
}

// shared returns the spot whose track a piece of an edge takes.
func shared(from, to *spot) *spot {
	if to.shape != nil {
		return to
	}
	return from
}

// crosses counts the edges that cross if a lies to the left of b.
func crosses(a, b *track) int {
	n := 0
	for _, y := range a.right {
		if b.low <= y && y <= b.high {
			n++
		}
	}
	for _, y := range b.left {
		if a.low <= y && y <= a.high {
			n++
		}
	}
	return n
}
