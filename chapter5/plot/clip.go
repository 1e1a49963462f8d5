package plot

import "math"

// margin is how many pixels a curve continues beyond the edge of a panel, so that
// the round end of a line that is cut off is not seen.
const margin = 3

// finite reports whether both coordinates are numbers and not infinite.
func (p Point) finite() bool {
	for _, v := range []float64{p.X, p.Y} {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return false
		}
	}
	return true
}

// nearPanel reports whether a part of a dot or of a text at p may be visible: p is
// at most the size of the panel away from it. NaN is not near.
func (p Point) nearPanel() bool {
	return p.X >= -plotWidth && p.X <= 2*plotWidth && p.Y >= -plotHeight && p.Y <= 2*plotHeight
}

// clip returns the part of the line between two places that is in the panel or
// at most margin beside it, and reports whether there is one.
func clip(from, to Point) (Point, Point, bool) {
	swap := func(p Point) Point { return Point{p.Y, p.X} }
	from, to, ok := clipX(from, to, -margin, plotWidth+margin)
	if ok {
		from, to, ok = clipX(swap(from), swap(to), -margin, plotHeight+margin)
		from, to = swap(from), swap(to)
	}
	return from, to, ok && from.finite() && to.finite()
}

// clipX returns the part of a line with least <= X <= most.
func clipX(from, to Point, least, most float64) (Point, Point, bool) {
	if max(from.X, to.X) < least || min(from.X, to.X) > most {
		return from, to, false
	}
	// X is set, not computed, because a sum of two large numbers would miss it.
	cut := func(outside, other Point, x float64) Point {
		along := (x - outside.X) / (other.X - outside.X)
		return Point{x, outside.Y + float64(along*(other.Y-outside.Y))}
	}
	for _, end := range []*Point{&from, &to} {
		other := &to
		if end == other {
			other = &from
		}
		switch {
		case end.X < least:
			*end = cut(*end, *other, least)
		case end.X > most:
			*end = cut(*end, *other, most)
		}
	}
	return from, to, true
}
