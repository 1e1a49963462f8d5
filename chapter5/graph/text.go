package graph

import (
	"fmt"
	"slices"
)

// characters are the metrics of Text.
var characters = metrics{
	shape: func(s *Shape) (width, up, down float64) {
		if s.kind == nameShape && len(s.in) == 0 {
			return float64(columns(s.ascii) + 1), 0, 0
		}
		return float64(columns(ascii(s))), 0, 0
	},
	label: func(e *edge) (width, up, down float64) {
		w := 4
		for _, text := range slices.Concat(e.forward, e.backward) {
			w = max(w, columns(plain.Replace(text))+1)
		}
		return float64(w), float64(len(e.forward)), float64(len(e.backward))
	},
	gap: 2,
	bend: func(left, _ []*spot) float64 {
		n := 0
		for _, t := range tracks(left) {
			n = max(n, t.x+1)
		}
		return float64(n + 2)
	},
	width:  79,
	number: 8,
	rows:   2,
}

// ascii is what a shape looks like: "(*)" or "[relu]".
func ascii(s *Shape) string {
	switch s.kind {
	case opShape:
		return "(" + s.ascii + ")"
	case layerShape:
		return "[" + s.ascii + "]"
	case dotShape:
		return "+"
	}
	return s.ascii
}

// Text returns the picture for a terminal of 80 columns, in ASCII but for the
// names: a value stands above its edge and the derivative below.
//
//	            100
//	apple      -----+
//	            2.2 |
//	                +>( * )-> …
//	             2  |
//	number     -----+
//	            110
func (p *Picture) Text() string {
	l := p.lay(characters)
	c := &canvas{}
	for _, e := range p.edges {
		l.textEdge(c, e)
	}
	for i, column := range l.columns {
		for _, s := range column {
			l.textSpot(c, s, l.x[i])
		}
	}
	return c.String()
}

// textEdge draws an edge: along its spots, and up or down between columns.
func (l *layout) textEdge(c *canvas, e *edge) {
	to := l.of[e.to]
	from := l.of[e.from]
	for i, s := range append(slices.Clone(l.way[e]), to) {
		x, y := int(l.x[from.column].to), int(from.y)
		if l.row[s.column] != l.row[from.column] { // on in the next row
			number := fmt.Sprintf("(%d)", l.crossed[l.row[from.column]]+l.way[e][i-1].index+1)
			c.text(x, y, "->"+number)
			x, y = int(characters.number)-2, y+int(l.top[l.row[s.column]]-l.top[l.row[from.column]])
			c.text(x-len(number), y, number)
		}
		end := int(l.x[s.column].from)
		turn := x
		for _, t := range tracks(l.columns[from.column]) {
			if t.at == shared(from, s) {
				turn = x + 1 + t.x
				c.across(x, turn, y)
				c.down(turn, y, int(s.y))
			}
		}
		if s == to {
			end = int(l.x[s.column].to+l.x[s.column].from+1-to.width) / 2
			if e.to.kind == nameShape {
				end = int(l.x[s.column].from) - 1
			}
		}
		c.across(turn, end, int(s.y))
		if s == to && e.to.kind != dotShape {
			c.text(end-1, int(s.y), ">")
		}
		from = s
	}
}

// textSpot draws a shape or an edge with what is written above and below it.
func (l *layout) textSpot(c *canvas, s *spot, x span) {
	from, to, y := int(x.from), int(x.to), int(s.y)
	if s.shape == nil {
		c.across(from, to, y)
		if s.labelled {
			for i, text := range s.edge.forward {
				c.centred(from, to, y-len(s.edge.forward)+i, text)
			}
			for i, text := range s.edge.backward {
				c.centred(from, to, y+1+i, text)
			}
		}
		return
	}
	text := ascii(s.shape)
	at := (from + to + 1 - int(s.width)) / 2
	if s.shape.kind == nameShape {
		at = from
	} else if len(s.shape.out) > 0 {
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
func tracks(column []*spot) []*track {
	var all []*track
	for _, from := range column {
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
