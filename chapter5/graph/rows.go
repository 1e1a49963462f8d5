package graph

import (
	"math"
	"slices"
)

// breakRows lays the columns side by side, in as many rows as the page asks
// for, and the rows below each other.
func (l *layout) breakRows(r ruler) {
	end := 0.0
	for i, c := range l.columns {
		if i > 0 {
			end += r.bend(l.columns[i-1])
		}
		c.from = end
		for _, s := range c.cells {
			end = max(end, c.from+s.width)
		}
		c.to = end
	}
	// Where the rest does not fit, a row ends before a column of shapes.
	var row []*column
	shift, to := 0.0, 0.0
	for i, c := range l.columns {
		label := l.columns[min(i+1, len(l.columns)-1)]
		if i > 0 && i%2 == 0 && end+shift > r.page && label.to+shift+r.number > r.page {
			last := row[len(row)-1]
			l.width = max(l.width, last.to+r.number)
			l.rows, row = append(l.rows, row), []*column{l.gates(last, r.number)}
			shift = r.number - to
		}
		to = c.to
		c.from, c.to = c.from+shift, c.to+shift
		l.width = max(l.width, c.to)
		row = append(row, c)
	}
	l.rows = append(l.rows, row)
	l.columns = slices.Concat(l.rows...)
	l.stack()
}

// gates returns the column with which the row after a column begins: each edge
// goes on at a cell that has a number.
func (l *layout) gates(last *column, width float64) *column {
	gates := &column{to: width}
	for _, s := range last.cells {
		l.numbers++
		gate := &cell{column: gates, edge: s.edge, y: s.y, number: l.numbers, right: s.right}
		for _, to := range s.right {
			to.left[slices.Index(to.left, s)] = gate
		}
		s.right = nil
		link(s, gate)
		gates.cells = append(gates.cells, gate)
	}
	return gates
}

// stack puts the rows below each other.
func (l *layout) stack() {
	for i, row := range l.rows {
		if i > 0 {
			l.height += gap
		}
		top, bottom := math.Inf(1), math.Inf(-1)
		for _, c := range row {
			for _, s := range c.cells {
				top, bottom = min(top, s.y-float64(s.up)), max(bottom, s.y+float64(s.down))
			}
		}
		for _, c := range row {
			c.row = i
			for _, s := range c.cells {
				s.y += l.height - top
			}
		}
		l.height += bottom - top
		l.ends = append(l.ends, l.height)
	}
}
