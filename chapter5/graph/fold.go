package graph

import "math"

// fold lays the columns side by side, in as many rows as the width asks for.
func (l *layout) fold(m metrics) {
	// In one row they would lie here:
	last := len(l.columns) - 1
	flat := make([]span, last+1)
	x := 0.0
	for c, column := range l.columns {
		if c > 0 {
			x += math.Ceil(m.bend(l.columns[c-1], column))
		}
		flat[c] = span{x, x + widest(column)}
		x = flat[c].to
	}

	l.x = make([]span, last+1)
	l.row = make([]int, last+1)
	l.crossed = []int{0}
	shift := 0.0
	for row, begin := 0, 0; begin <= last; row++ {
		next := last + 1
		if flat[last].to+shift > m.width {
			next = l.endOfRow(begin, flat, shift, m)
		}
		for c := begin; c < next; c++ {
			l.row[c] = row
			l.x[c] = span{flat[c].from + shift, flat[c].to + shift}
			l.width = max(l.width, l.x[c].to)
		}
		if next <= last { // numbers here, and at the beginning of the next
			l.width = max(l.width, l.x[next-1].to+m.number)
			l.crossed = append(l.crossed, l.crossed[row]+len(l.columns[next-1]))
			shift = m.number - flat[next-1].to
		}
		begin = next
	}
	l.stack(m)
}

// endOfRow returns the first column of the next row, one of shapes: in the
// second half of this row the one that fewest edges go on to.
func (l *layout) endOfRow(begin int, flat []span, shift float64, m metrics) int {
	best := begin + 2
	for c := best; c < len(flat) && flat[c-1].to+shift+m.number <= m.width; c += 2 {
		if len(l.columns[c-1]) <= len(l.columns[best-1]) || flat[best].from+shift < m.width/2 {
			best = c
		}
	}
	return min(best, len(flat))
}

func widest(column []*spot) float64 {
	width := 0.0
	for _, s := range column {
		width = max(width, s.width)
	}
	return width
}

// stack puts the rows below each other.
func (l *layout) stack(m metrics) {
	rows := l.row[len(l.row)-1] + 1
	highest, lowest := make([]float64, rows), make([]float64, rows)
	for r := range rows {
		highest[r], lowest[r] = math.Inf(1), math.Inf(-1)
	}
	extend := func(r int, from, to float64) {
		highest[r], lowest[r] = min(highest[r], from), max(lowest[r], to)
	}
	for c, column := range l.columns {
		for _, s := range column {
			extend(l.row[c], s.y-s.up, s.y+s.down)
			if c+1 < len(l.columns) { // it may go on in the next row
				extend(l.row[c+1], s.y-m.lane, s.y+m.lane)
			}
		}
	}
	l.top = make([]float64, rows)
	for r := range rows {
		l.top[r] = l.height - highest[r]
		l.height += lowest[r] - highest[r]
		if r+1 < rows {
			l.height += m.rows
		}
	}
	for c, column := range l.columns {
		for _, s := range column {
			s.y += l.top[l.row[c]]
		}
	}
}
