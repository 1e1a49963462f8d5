package graph

import "slices"

// order sorts the columns so that few edges cross: each spot near the mean
// place of its neighbours to the left, then to the right, and so on. The best
// of all these orders stays.
func (l *layout) order() {
	l.number()
	best, crossings := l.snapshot(), l.crossings()
	for try := 0; try < 12 && crossings > 0; try++ {
		for i := range l.columns {
			column := l.columns[i]
			neighbours := func(s *spot) []link { return s.left }
			if try%2 == 1 {
				column = l.columns[len(l.columns)-1-i]
				neighbours = func(s *spot) []link { return s.right }
			}
			slices.SortStableFunc(column, func(a, b *spot) int {
				return meanIndex(a, neighbours(a)).compare(meanIndex(b, neighbours(b)))
			})
			renumber(column)
		}
		if n := l.crossings(); n < crossings {
			best, crossings = l.snapshot(), n
		}
	}
	l.columns = best
	l.number()
}

func (l *layout) number() {
	for _, column := range l.columns {
		renumber(column)
	}
}

func renumber(column []*spot) {
	for i, s := range column {
		s.index = i
	}
}

func (l *layout) snapshot() [][]*spot {
	columns := make([][]*spot, len(l.columns))
	for i, column := range l.columns {
		columns[i] = slices.Clone(column)
	}
	return columns
}

// A fraction is compared without rounding.
type fraction struct{ over, under int }

func (f fraction) compare(g fraction) int { return f.over*g.under - g.over*f.under }

// meanIndex is the mean place of the neighbours, or s's own if it has none.
func meanIndex(s *spot, neighbours []link) fraction {
	if len(neighbours) == 0 {
		return fraction{s.index, 1}
	}
	sum := 0
	for _, n := range neighbours {
		sum += n.to.index
	}
	return fraction{sum, len(neighbours)}
}

// crossings counts the pairs of links that cross.
func (l *layout) crossings() int {
	n := 0
	for _, column := range l.columns {
		for i, a := range column {
			for _, b := range column[i+1:] {
				n += crossed(a.right, b.right)
			}
		}
	}
	return n
}

// crossed counts how often the links of an upper spot cross those of a lower.
func crossed(upper, lower []link) int {
	n := 0
	for _, u := range upper {
		for _, v := range lower {
			if u.to.index > v.to.index {
				n++
			}
		}
	}
	return n
}
