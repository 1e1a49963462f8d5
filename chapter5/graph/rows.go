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
	rest, row, shift := l.columns, 0, 0.0
	l.columns = nil
	for {
		n := len(rest)
		if rest[n-1].to+shift > r.page {
			n = endOfRow(rest, shift, r)
		}
		last := rest[n-1]
		nextShift := r.number - last.to
		for _, c := range rest[:n] {
			c.row = row
			c.from, c.to = c.from+shift, c.to+shift
			l.width = max(l.width, c.to)
		}
		l.columns = append(l.columns, rest[:n]...)
		if rest = rest[n:]; len(rest) == 0 {
			break
		}
		l.width = max(l.width, last.to+r.number)
		row, shift = row+1, nextShift
		l.columns = append(l.columns, l.goOn(last, &column{row: row, from: r.number, to: r.number}))
	}
	l.stack()
}

// endOfRow returns how many columns fit into the row. The next row begins with
// a column of shapes: in the second half of this row the one that fewest edges
// go on to.
func endOfRow(columns []*column, shift float64, r ruler) int {
	best := 2
	for n := best; n < len(columns) && columns[n-1].to+shift+r.number <= r.page; n += 2 {
		if len(columns[n-1].spots) <= len(columns[best-1].spots) || columns[best].from+shift < r.page/2 {
			best = n
		}
	}
	return min(best, len(columns))
}

// goOn lets the edges of the last column of a row go on in the first column of
// the next. Both ends of an edge have the same number.
func (l *layout) goOn(last, first *column) *column {
	for _, s := range last.spots {
		l.numbers++
		next := &spot{column: first, edge: s.edge, number: l.numbers, y: s.y, right: s.right}
		s.number, s.right = l.numbers, nil
		first.spots = append(first.spots, next)
		for _, link := range next.right {
			for i := range link.to.left {
				if link.to.left[i].to == s {
					link.to.left[i].to = next
				}
			}
		}
		path := l.paths[s.edge.number]
		l.paths[s.edge.number] = slices.Insert(path, slices.Index(path, s)+1, next)
	}
	return first
}

// stack puts the rows below each other.
func (l *layout) stack() {
	rows := l.columns[len(l.columns)-1].row + 1
	for row := range rows {
		top, bottom := math.Inf(1), math.Inf(-1)
		for _, c := range l.columns {
			for _, s := range c.spots {
				if c.row == row {
					top, bottom = min(top, s.y-float64(s.up)), max(bottom, s.y+float64(s.down))
				}
			}
		}
		for _, c := range l.columns {
			for _, s := range c.spots {
				if c.row == row {
					s.y += l.height - top
				}
			}
		}
		l.height += bottom - top
		if row+1 < rows {
			l.height += gap
		}
	}
}
