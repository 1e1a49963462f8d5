package graph

import "slices"

// metrics are the sizes that a picture is laid out by: pixels in SVG,
// characters in Text.
type metrics struct {
	shape func(s *Shape) (width, up, down float64)
	label func(e *edge) (width, up, down float64)
	lane  float64 // half the height of an edge that passes a column by
	gap   float64 // least room between things one above the other

	bend   func(left, right []*spot) float64 // room between two columns
	width  float64                           // of a row, if a shape and a label fit into it
	number float64                           // of an edge that goes on in the next row
	rows   float64                           // between two rows
}

// A spot is a place in a column: a shape, the label of an edge, or an edge on
// its way past a column. Its up and down are its extent around y.
type spot struct {
	shape       *Shape
	edge        *edge // if it has no shape
	labelled    bool
	width       float64
	up, down, y float64
	column      int
	index       int // in its column
	left, right []link
}

// A link is a piece of an edge between spots of neighbouring columns.
type link struct {
	to     *spot
	weight float64 // how much a spot is drawn to the other's height
}

// hanging is the weight of a side input: next to nothing.
const hanging = 1e-5

// A layout is columns of spots. Shapes stand in the even columns and the
// labels of edges in the odd ones, so nothing can cover anything: an edge
// takes a spot in every column from its beginning to its end.
type layout struct {
	columns [][]*spot
	of      map[*Shape]*spot
	way     map[*edge][]*spot // from the column after from to the one before to

	x             []span    // where each column lies
	row           []int     // and in which row
	top           []float64 // what was added to the heights of a row
	crossed       []int     // how many edges came over to a row and those above
	width, height float64
	asked         float64 // the width that it was made for
}

// A span is from where to where a column lies.
type span struct{ from, to float64 }

// lay places a picture. The way is the usual one for layered drawings: ranks,
// then an order in each column with few crossings, then heights that keep the
// edges straight.
func (p *Picture) lay(m metrics) *layout {
	l := &layout{of: map[*Shape]*spot{}, way: map[*edge][]*spot{}, asked: m.width}
	l.place(p, p.ranks(), m)
	l.order()
	l.settle(m)
	l.straighten(m)
	l.fold(m)
	return l
}

// ranks returns for each shape how many shapes at least lie to its left.
// Inputs begin at the far left; in a deep picture, which would be all edges
// then, they stand just before their first use, and constants always do.
func (p *Picture) ranks() map[*Shape]int {
	const deep = 6
	rank := map[*Shape]int{}
	var visit func(s *Shape) int
	visit = func(s *Shape) int {
		r, done := rank[s]
		if !done {
			for _, e := range s.in {
				r = max(r, visit(e.from)+1)
			}
			rank[s] = r
		}
		return r
	}
	depth := 0
	for _, s := range p.shapes {
		depth = max(depth, visit(s))
	}
	// Consumers were added after what they consume: seen in reverse they have
	// moved already.
	for _, s := range slices.Backward(p.shapes) {
		constant := len(s.out) == 1 && s.out[0].hangs && s.out[0].forward == nil
		input := len(s.in) == 0 || s.kind == dotShape && len(s.in[0].from.in) == 0
		if input && len(s.out) > 0 && (constant || depth > deep) {
			first := rank[s.out[0].to]
			for _, e := range s.out {
				first = min(first, rank[e.to])
			}
			rank[s] = first - 1
		}
	}
	return rank
}

// place makes the spots and links, in the order in which the expression reads:
// for a tree that has no crossings already.
func (l *layout) place(p *Picture, rank map[*Shape]int, m metrics) {
	last := 0
	for _, r := range rank {
		last = max(last, r)
	}
	l.columns = make([][]*spot, 2*last+1)
	put := func(column int, s *spot) *spot {
		s.column = column
		l.columns[column] = append(l.columns[column], s)
		return s
	}
	var visit func(s *Shape)
	visit = func(s *Shape) {
		if l.of[s] != nil {
			return
		}
		at := &spot{shape: s}
		at.width, at.up, at.down = m.shape(s)
		l.of[s] = at
		for _, e := range s.in {
			visit(e.from)
			weight := 1.0
			if e.hangs {
				weight = hanging
			}
			previous := l.of[e.from]
			for c := 2*rank[e.from] + 1; c < 2*rank[s]; c++ {
				way := &spot{edge: e, up: m.lane, down: m.lane}
				if c == 2*rank[e.from]+1 {
					way.labelled = true
					way.width, way.up, way.down = m.label(e)
				}
				l.way[e] = append(l.way[e], put(c, way))
				join(previous, way, weight, weight)
				previous = way
			}
			join(previous, at, weight*hanging, weight) // where an edge bends
		}
		put(2*rank[s], at)
	}
	for _, s := range p.shapes {
		if len(s.out) == 0 {
			visit(s)
		}
	}
}

// join links a to b on its right. They are drawn to each other by these weights.
func join(a, b *spot, aToB, bToA float64) {
	a.right = append(a.right, link{b, aToB})
	b.left = append(b.left, link{a, bToA})
}
