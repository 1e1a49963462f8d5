package graph

import "fmt"

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

// Text returns a picture of every node that n depends on, for a terminal of 80
// columns, in ASCII except for the names: a value stands above its edge and the
// derivative below.
//
//	          100
//	apple  -------+
//	          2.2 |
//	              +>(*)-> …
//	           2  |
//	number -------+
//	          110
func (n *Node) Text() string { return NewPicture(n, Options{}).text() }

func (p *Picture) text() string {
	l := p.layOut(characters)
	c := &canvas{}
	for _, e := range p.edges {
		c.path(l.path(e))
	}
	for _, s := range l.shapes {
		c.text(s.firstColumn(), int(s.y), ascii(s.shape))
	}
	for _, s := range l.labels {
		c.label(s)
	}
	return c.String()
}

// firstColumn returns the first column of a shape: names stand at the left of their
// column and others in its middle.
func (s *cell) firstColumn() int {
	if s.shape.kind == nameShape {
		return int(s.column.from)
	}
	return int(s.column.from+s.column.to+1-s.width) / 2
}

// path draws an edge through the columns, and between them up or down on its
// track.
func (c *canvas) path(path []*cell) {
	if s := path[0]; s.shape.kind != nameShape {
		c.across(s.firstColumn()+int(s.width), int(s.column.to), int(s.y))
	}
	for i, s := range path[1:] {
		last := path[i]
		x, y := int(last.column.to), int(last.y)
		if s.number > 0 {
			number := fmt.Sprintf("(%d)", s.number)
			c.text(x, y, "->"+number)
			c.text(int(s.column.to)-len(number), int(s.y), number)
			continue
		}
		for _, t := range tracks(last.column) {
			if t.at == trackAt(last, s) {
				c.across(x, x+1+t.x, y)
				x += 1 + t.x
				c.down(x, y, int(s.y))
			}
		}
		y = int(s.y)
		switch {
		case s.shape == nil:
			c.across(x, int(s.column.to), y)
		case s.shape.kind == branchShape:
			c.across(x, s.firstColumn(), y)
		case s.shape.kind == opShape:
			c.across(x, s.firstColumn()-1, y)
			c.text(s.firstColumn()-1, y, ">")
		default:
			c.across(x, s.firstColumn()-2, y)
			c.text(s.firstColumn()-2, y, ">")
		}
	}
}

// label writes above and below an edge what flows along it.
func (c *canvas) label(s *cell) {
	from, to, y := int(s.column.from), int(s.column.to), int(s.y)
	c.centred(from, to, y-1, s.edge.forward)
	c.centred(from, to, y+1, s.edge.backward)
}
