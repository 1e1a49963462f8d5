package graph

import "math"

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
			s.on = s.y
		}
		c.to = x
	}
	shift := 0.0
	for rest := l.columns; len(rest) > 0; {
		n := len(rest)
		if rest[n-1].to+shift > r.page {
			n = endOfRow(rest, shift, r)
		}
		last := rest[n-1]
		next := r.number - last.to
		for _, c := range rest[:n] {
			c.from, c.to = c.from+shift, c.to+shift
			c.on = c.to
			l.width = max(l.width, c.to)
		}
		l.rows = append(l.rows, rest[:n])
		if rest = rest[n:]; len(rest) > 0 {
			l.width = max(l.width, last.to+r.number)
			last.on, shift = r.number, next
		}
	}
	l.stack()
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

// stack puts the rows below each other. Where an edge goes on in the next row,
// both ends get the same number.
func (l *layout) stack() {
	var goOn []*spot // of the row before
	numbers := 0
	for i, row := range l.rows {
		top, bottom := math.Inf(1), math.Inf(-1)
		for _, c := range row {
			for _, s := range c.spots {
				top, bottom = min(top, s.y-float64(s.up)), max(bottom, s.y+float64(s.down))
			}
		}
		for _, s := range goOn {
			top, bottom = min(top, s.on), max(bottom, s.on)
		}
		shift := l.height - top
		for _, s := range goOn {
			s.on += shift
		}
		l.height += bottom - top
		if goOn = nil; i+1 < len(l.rows) {
			goOn = row[len(row)-1].spots
			l.height += gap
		}
		for _, c := range row {
			for _, s := range c.spots {
				s.y += shift
				s.on = s.y
			}
		}
		for _, s := range goOn {
			numbers++
			s.number = numbers
			s.on -= shift
		}
	}
}
