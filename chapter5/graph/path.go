package graph

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// drawEdge draws an edge from its beginning to the tip of its arrow.
func (l *layout) drawEdge(b *strings.Builder, e *edge) {
	from, to := l.of[e.from], l.of[e.to]
	at, row := l.startOf(from, e), l.row[from.column]
	fmt.Fprintf(b, `<path class="edge" d="M%s %s`, px(at.x), px(at.y))
	var tips, ends strings.Builder
	straight := false // the path lacks a line to at
	for i, s := range append(slices.Clone(l.way[e]), to) {
		if next := l.row[s.column]; next != row { // on in the next row
			at.x += 14
			b.WriteString("H" + px(at.x))
			straight = false
			arrowhead(&tips, "tip", at, left)
			number := circled(l.crossed[row] + l.way[e][i-1].index + 1)
			writeText(&ends, "muted", "middle", point{at.x + 18, at.y + 5}, number)
			at, row = point{pixels.number - 14, at.y + l.top[next] - l.top[row]}, next
			fmt.Fprintf(b, "M%s %s", px(at.x), px(at.y))
			writeText(&ends, "muted", "middle", point{at.x - 11, at.y + 5}, number)
		}
		if s == to {
			break
		}
		if at.y != s.y {
			if straight {
				b.WriteString("H" + px(at.x))
			}
			curve(b, at, point{l.x[s.column].from, s.y}, left)
		}
		at, straight = point{l.x[s.column].to, s.y}, true
	}
	if straight {
		b.WriteString("H" + px(at.x))
	}
	end, out := l.endOf(to, e, at)
	if e.to.kind != dotShape {
		end = point{end.x + float64(out.x*7), end.y + float64(out.y*7)}
		arrowhead(&tips, "tip", end, out)
	}
	curve(b, at, end, out)
	b.WriteString("\"/>\n" + tips.String() + ends.String())
}

// circled is a number in a circle, or from 21 on in parentheses.
func circled(n int) string {
	if n <= 20 {
		return string(rune('①' + n - 1))
	}
	return fmt.Sprintf("(%d)", n)
}

type point struct{ x, y float64 }

// left is the direction that edges come from.
var left = point{-1, 0}

// middle is where the shapes and labels of a column stand.
func (s span) middle() float64 { return math.Round((s.from + s.to) / 2) }

// curve continues a path from a, which it leaves to the right, to b, which it
// reaches against the direction out.
func curve(b *strings.Builder, from, to, out point) {
	if from.y == to.y && out.y == 0 {
		fmt.Fprintf(b, "H%s", px(to.x))
		return
	}
	reach := math.Round((to.x - from.x) / 2)
	fmt.Fprintf(b, "C%s %s %s %s %s %s", px(from.x+reach), px(from.y),
		px(to.x+float64(out.x*reach)), px(to.y+float64(out.y*reach)), px(to.x), px(to.y))
}

// arrowhead draws a tip that points away from out, 7 pixels long, from its base.
func arrowhead(b *strings.Builder, class string, base, out point) {
	corner := func(along, aside float64) string {
		return px(base.x-float64(out.x*along)-float64(out.y*aside)) + " " +
			px(base.y-float64(out.y*along)+float64(out.x*aside))
	}
	fmt.Fprintf(b, `<path class="%s" d="M%sL%sL%sZ"/>`+"\n", class,
		corner(7, 0), corner(-1, 4), corner(-1, -4))
}

// startOf is where an edge leaves a shape.
func (l *layout) startOf(s *spot, e *edge) point {
	x := l.x[s.column]
	switch s.shape.kind {
	case opShape:
		return point{x.middle() + s.width/2, s.y}
	case layerShape:
		return point{x.middle() + s.width/2, s.y + port(s.shape.out, e)}
	case dotShape:
		return point{x.middle(), s.y}
	}
	return point{x.to + 6, s.y}
}

// port is how far below its middle an edge meets a layer.
func port(edges []*edge, e *edge) float64 {
	above := float64(slices.Index(edges, e)) - float64(len(edges)-1)/2
	return float64(ports * above)
}

// endOf is where an edge that comes from the given point meets a shape, and
// the direction there out of the shape.
func (l *layout) endOf(s *spot, e *edge, from point) (end, out point) {
	x := l.x[s.column]
	switch s.shape.kind {
	case dotShape:
		return point{x.middle(), s.y}, left
	case nameShape:
		return point{x.from - 5, s.y}, left
	case layerShape:
		return point{x.middle() - s.width/2, s.y + port(s.shape.in, e)}, left
	}
	// The steepest edge of many comes at a slope of 2.5, of few none is steeper.
	steepest := 0.0
	for _, n := range s.left {
		steepest = max(steepest, math.Abs(n.to.y-s.y))
	}
	centre := point{x.middle(), s.y}
	slope := min(1.5/(centre.x-from.x), 2.5/steepest)
	dy := float64((from.y - centre.y) * slope)
	d := math.Sqrt(1 + float64(dy*dy))
	out = point{-1 / d, dy / d}
	r := s.width / 2
	return point{centre.x + float64(out.x*r), centre.y + float64(out.y*r)}, out
}

// px writes a coordinate.
func px(v float64) string {
	if whole := int(v); float64(whole) == v {
		return strconv.Itoa(whole)
	}
	s := strconv.FormatFloat(v, 'f', 1, 64)
	return strings.TrimSuffix(strings.TrimPrefix(s, "-0.0"), ".0")
}
