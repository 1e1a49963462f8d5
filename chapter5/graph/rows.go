package graph

import (
	"math"
	"slices"
)

// breakRows lays the columns side by side, in as many rows as the page asks
// for, and the rows below each other.
func (l *layout) breakRows(r ruler) {
	x := 0.0
	for i, c := range l.columns {
		if i > 0 {
			x += r.bend(l.columns[i-1])
		}
		c.from = x
		for _, s := range c.spots {
			x = max(x, c.from+s.width)
		}
		c.to = x
	}
	shift := 0.0
	var gates []*column
	for rest := l.columns; len(rest) > 0; {
		n := len(rest)
		if rest[n-1].to+shift > r.page {
			n = endOfRow(rest, shift, r)
		}
		last := rest[n-1]
		next := r.number - last.to
		for _, c := range rest[:n] {
			c.from, c.to = c.from+shift, c.to+shift
			l.width = max(l.width, c.to)
		}
		l.rows = append(l.rows, slices.Concat(gates, rest[:n]))
		if rest = rest[n:]; len(rest) > 0 {
			l.width = max(l.width, last.to+r.number)
			gates, shift = []*column{l.gates(last, r.number)}, next
		}
	}
	l.columns = slices.Concat(l.rows...)
	for i, path := range l.paths {
		l.paths[i] = throughGates(path)
	}
	l.stack()
}

// throughGates returns a path with the gates at which it goes on in another row.
func throughGates(path []*spot) []*spot {
	through := make([]*spot, 0, 2*len(path))
	for _, s := range path {
		through = append(through, s)
		if len(s.right) == 1 && s.right[0].number > 0 {
			through = append(through, s.right[0])
		}
	}
	return through
}

// gates returns the column with which the row after a column begins: each edge
// goes on at a spot that has a number.
func (l *layout) gates(last *column, width float64) *column {
	gates := &column{to: width}
	for _, s := range last.spots {
		l.numbers++
		gate := &spot{column: gates, edge: s.edge, y: s.y, number: l.numbers, right: s.right}
		for _, to := range s.right {
			to.left[slices.Index(to.left, s)] = gate
		}
		s.right = nil
		join(s, gate)
		gates.spots = append(gates.spots, gate)
	}
	return gates
}

// endOfRow returns how many columns fit into the row. The next row begins with
// a column of shapes.
func endOfRow(columns []*column, shift float64, r ruler) int {
	n := 2
	for n+2 < len(columns) && columns[n+1].to+shift+r.number <= r.page {
		n += 2
	}
	return min(n, len(columns))
}

// stack puts the rows below each other.
func (l *layout) stack() {
	for i, row := range l.rows {
		if i > 0 {
			l.height += gap
		}
		top, bottom := math.Inf(1), math.Inf(-1)
		for _, c := range row {
			for _, s := range c.spots {
				top, bottom = min(top, s.y-float64(s.up)), max(bottom, s.y+float64(s.down))
			}
		}
		for _, c := range row {
			c.row = i
			for _, s := range c.spots {
				s.y += l.height - top
			}
		}
		l.height += bottom - top
		l.ends = append(l.ends, l.height)
	}
}
