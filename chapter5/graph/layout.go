package graph

import "slices"

// A layout is the shapes and edges of a picture in columns. Shapes stand in
// the even columns and the labels of edges in the odd ones. An edge takes a
// cell in every column that it passes, so nothing covers anything else. Edges
// that leave a branch share their cells up to the column before their ends, so
// a value that is used often is one line with forks.
//
// The layout is the usual one for layered drawings: a rank for each shape, then
// an order in each column with few crossings, then heights that keep the edges
// straight, then rows as wide as the page.
type layout struct {
	columns       []*column
	rows          [][]*column // the same columns, row by row
	ends          []float64   // of the rows, in lines of text
	shapes        []*cell     // of each shape
	labels        []*cell     // of each edge: the first cell of its path that no other edge takes
	width, height float64
	numbers       int // of edges that go on in another row
}

type column struct {
	cells    []*cell // from above
	from, to float64 // the sides
	row      int
}

// A cell is the place of a shape or of an edge in a column.
type cell struct {
	column *column
	shape  *shape // or nil
	edge   *edge
	number int // where an edge of the row before goes on, or 0

	up, down    int     // the lines of text above and below y
	y           float64 // in lines of text
	width       float64
	offset      float64 // the least distance from the first cell of the column
	weight      float64 // how strongly it pulls its neighbours to its height
	left, right []*cell // its neighbours along edges
	trunk       *cell   // the neighbour on the right that several edges share, or nil
}

// A ruler holds the measures in which text and SVG differ. Widths are in
// characters or in pixels.
type ruler struct {
	shape  func(*shape) float64
	label  func(*edge) float64
	bend   func(left *column) float64 // between a column and the next
	number float64                    // of an edge that goes on in the next row
	page   float64
	step   float64 // heights are multiples of it, in lines of text
}

// gap is the least distance between labels, in lines of text.
const gap = 2

// layOut returns the layout of a picture.
func (p *Picture) layOut(r ruler) *layout {
	l := newLayout(p, r)
	l.order()
	l.level(r.step)
	l.breakRows(r)
	return l
}

// ranks returns for each shape how many shapes at least lie to its left.
// In a deep picture, which would be all edges then, every shape stands just
// before its first use. Constants and branches always do.
func (p *Picture) ranks() []int {
	const deep = 6
	rank := make([]int, len(p.shapes))
	depth := 0
	for i, s := range p.shapes {
		for _, e := range s.in {
			rank[i] = max(rank[i], rank[e.from.number]+1)
		}
		depth = max(depth, rank[i])
	}
	// From the right: the shapes that use a value have their last rank already.
	for i := len(p.shapes) - 1; i >= 0; i-- {
		s := p.shapes[i]
		if len(s.out) > 0 && (s.kind == branchShape || s.node.isLiteral() || depth > deep) {
			first := depth
			for _, e := range s.out {
				first = min(first, rank[e.to.number])
			}
			rank[i] = first - 1
		}
	}
	return rank
}

// newLayout returns a layout with the cells in the order in which the expression
// reads: for a tree that has no crossings already.
func newLayout(p *Picture, r ruler) *layout {
	l := &layout{
		shapes: make([]*cell, len(p.shapes)),
		labels: make([]*cell, len(p.edges)),
	}
	rank := p.ranks()
	for range 2*rank[len(rank)-1] + 1 { // the result is the last shape
		l.columns = append(l.columns, &column{})
	}
	add := func(i int, s *cell) *cell {
		s.column = l.columns[i]
		s.y = float64(len(s.column.cells))
		s.column.cells = append(s.column.cells, s)
		return s
	}
	var visit func(*shape) *cell
	visit = func(s *shape) *cell {
		if l.shapes[s.number] != nil {
			return l.shapes[s.number]
		}
		here := &cell{shape: s, width: r.shape(s), weight: 1}
		if s.kind == opShape {
			here.up, here.down = 1, 1
		}
		l.shapes[s.number] = here
		for _, e := range s.in {
			last := visit(e.from)
			fork := forkOf(e, rank)
			for i := 2*rank[e.from.number] + 1; i < 2*rank[s.number]; i++ {
				if i < fork && last.trunk != nil {
					last = last.trunk
					continue
				}
				next := &cell{edge: e, weight: e.weight()}
				if i < fork {
					last.trunk = next
					next.weight = 1 // or each fork would push the line down a little
				} else if l.labels[e.number] == nil {
					l.labels[e.number] = next
					next.width = r.label(e)
					next.up, next.down = min(1, len(e.forward)), min(1, len(e.backward))
				}
				link(last, add(i, next))
				last = next
			}
			link(last, here)
		}
		return add(2*rank[s.number], here)
	}
	visit(p.shapes[len(p.shapes)-1])
	return l
}

// forkOf returns the first column that an edge passes alone: the one before its
// end, or where the last other edge from the same shape has forked off.
func forkOf(e *edge, rank []int) int {
	others := 0 // the rank of the farthest
	for _, other := range e.from.out {
		if other != e {
			others = max(others, rank[other.to.number])
		}
	}
	return 2*min(others, rank[e.to.number]) - 1
}

// path returns the cells of an edge, from its first shape to its last.
func (l *layout) path(e *edge) []*cell {
	path := []*cell{l.labels[e.number]}
	for path[len(path)-1].shape == nil {
		path = append(path, path[len(path)-1].left[0])
	}
	slices.Reverse(path)
	for path[len(path)-1].shape == nil {
		path = append(path, path[len(path)-1].right[0])
	}
	return path
}

func link(a, b *cell) { a.right, b.left = append(a.right, b), append(b.left, a) }

// weight returns how strongly an edge pulls on its ends. That is next to nothing
// for a side input: a variable where another input is an operation, or a number
// where another has a name. So the edge that it joins stays straight.
func (e *edge) weight() float64 {
	importance := func(n *Node) int {
		switch {
		case n.isLiteral():
			return 0
		case n.op == nil:
			return 1
		}
		return 2
	}
	for _, other := range e.to.in {
		if importance(other.from.node) > importance(e.from.node) {
			return slight
		}
	}
	return 1
}
