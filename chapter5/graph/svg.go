package graph

import (
	"fmt"
	"html"
	"math"
	"strconv"
	"strings"
	"unicode"
)

// SVG returns the picture as a file, for light and dark mode. The picture is
// about 780 pixels wide at most: a longer one continues in another row, with
// numbers at the ends of the edges.
func (p *Picture) SVG() []byte {
	l := p.layOut(pixels)
	var words []string
	for _, f := range p.frames {
		words = append(words, f.Sentence)
	}
	d := &drawing{}
	d.begin(l, `aria-labelledby="title desc"`)
	d.add(`<title id="title">%s</title>`, escape(p.Title))
	d.add(`<desc id="desc">%s</desc>`, escape(strings.Join(words, " ")))
	d.add("<style>\n%s</style>", Style)
	d.add(`<rect class="card" x="%s" y="%[1]s" width="%s" height="%s" rx="10"/>`,
		px(0.5-margin), px(l.width+2*margin-1), px(l.height*lineHeight+2*margin-1))
	d.draw(l)
	return []byte(d.String())
}

// A drawing is the text of an SVG. The lines of all edges become one path, and
// their tips another: browsers take time for each element.
type drawing struct {
	strings.Builder
	lines, tips strings.Builder
}

type point struct{ x, y float64 }

// add writes a line.
func (d *drawing) add(format string, args ...any) { fmt.Fprintf(d, format+"\n", args...) }

func (d *drawing) begin(l *layout, label string) {
	d.add(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="%d %[1]d %s %s" width="%[2]s" height="%[3]s" role="img" %s>`,
		-margin, px(l.width+2*margin), px(l.height*lineHeight+2*margin), label)
}

// draw draws the layout and ends the drawing.
func (d *drawing) draw(l *layout) {
	drawn := map[*spot]bool{} // that edges share
	for i, path := range l.paths {
		for path[1].shape == nil && drawn[path[1]] {
			path = path[1:]
		}
		for _, s := range path {
			drawn[s] = true
		}
		d.edge(path)
		d.label(l.labels[i])
	}
	d.add(`<path class="edge" d="%s"/>`, d.lines.String())
	d.add(`<path class="tip" d="%s"/>`, d.tips.String())
	for _, s := range l.shapes {
		d.add(`<g data-shape="%d">`, s.shape.number)
		d.shape(s)
		d.add("</g>")
	}
	d.add("</svg>")
}

// edge draws an edge along its path, from a shape or from a fork. Where the edge
// goes on in the next row, its two ends have a number.
func (d *drawing) edge(path []*spot) {
	points := []point{path[0].start()}
	for i, s := range path[1:] {
		if s.number > 0 {
			number := fmt.Sprintf("(%d)", s.number)
			end := point{path[i].column.to + 12, path[i].y * lineHeight}
			d.arrow(append(points, end), point{1, 0})
			d.text(`class="muted"`, "start", point{end.x + 2 + tip, end.y + 5}, number)
			begin := s.start()
			d.text(`class="muted"`, "end", point{begin.x - 3, begin.y + 5}, number)
			points = []point{begin}
			continue
		}
		y := s.y * lineHeight
		switch {
		case s.shape == nil:
			points = append(points, point{s.column.from, y}, point{s.column.to, y})
		case s.shape.kind == branchShape:
			line(&d.lines, append(points, point{s.column.from, y}, s.start()))
		case s.shape.kind == opShape:
			direction := s.arrival(points[len(points)-1])
			d.arrow(append(points, s.centre().minus(direction, s.width/2+tip)), direction)
		default:
			d.arrow(append(points, point{s.column.from - 4 - tip, y}), point{1, 0})
		}
	}
}

// arrow draws an edge and at its end the tip.
func (d *drawing) arrow(points []point, direction point) {
	line(&d.lines, points)
	base, side := points[len(points)-1], point{-direction.y, direction.x}
	back := base.minus(direction, 1)
	line(&d.tips, []point{base.minus(direction, -tip), back.minus(side, 4), back.minus(side, -4)})
	d.tips.WriteString("Z")
}

// line adds lines from point to point to the text of a path.
func line(path *strings.Builder, points []point) {
	letter := "M"
	for i, p := range points {
		if i > 0 && i < len(points)-1 && points[i-1].y == p.y && p.y == points[i+1].y {
			continue // on a level line
		}
		path.WriteString(letter + px(p.x) + " " + px(p.y))
		letter = "L"
	}
}

// centre returns the centre of a circle.
func (s *spot) centre() point {
	return point{s.column.from + s.width/2, s.y * lineHeight}
}

// arrival returns the direction in which an edge from p reaches a circle: straight
// to its centre, but where many edges arrive the steepest has a slope of 2.5.
func (s *spot) arrival(p point) point {
	centre := s.centre()
	dx, dy := centre.x-p.x, centre.y-p.y
	steepest := 0.0
	for _, from := range s.left {
		steepest = max(steepest, math.Abs(from.y-s.y)*lineHeight)
	}
	if steepest > 2.5*dx {
		dy *= 2.5 * dx / steepest
	}
	length := math.Sqrt(float64(dx*dx) + float64(dy*dy))
	return point{dx / length, dy / length}
}

// start returns where edges leave a shape or a fork.
func (s *spot) start() point {
	switch {
	case s.number > 0:
		return point{s.column.to - 4, s.y * lineHeight}
	case s.shape == nil || s.shape.kind == branchShape:
		return point{s.column.to, s.y * lineHeight}
	case s.shape.kind == opShape:
		return point{s.column.from + s.width, s.y * lineHeight}
	}
	return point{s.column.to + 6, s.y * lineHeight}
}

func (d *drawing) shape(s *spot) {
	centre := s.centre()
	switch s.shape.kind {
	case opShape:
		d.add(`<circle class="op" cx="%s" cy="%s" r="%s"/>`, px(centre.x), px(centre.y), px(s.width/2))
		d.text(`class="name"`, "middle", point{centre.x, centre.y + 5.5}, s.shape.text)
	case branchShape:
		d.add(`<circle class="dot" cx="%s" cy="%s" r="3.5"/>`, px(s.column.to), px(centre.y))
	case nameShape:
		anchor, x := "end", s.column.to
		if len(s.shape.in) > 0 { // the result
			anchor, x = "start", s.column.from
		}
		d.text(`class="name"`, anchor, point{x, centre.y + 5}, s.shape.text)
	}
}

// label writes what flows along an edge: forward above it, and below an arrow
// that points back what flows back.
func (d *drawing) label(s *spot) {
	e, x, y := s.edge, (s.column.from+s.column.to)/2, s.y*lineHeight
	if e.forward != "" {
		attributes := fmt.Sprintf(`class="forward" data-frame="%d"`, e.from.frame)
		if n := e.from.node; n.op == nil && !n.fixed {
			attributes += ` data-input="` + escape(n.name) + `"`
		}
		d.text(attributes, "middle", point{x, y - 7}, e.forward)
	}
	if e.backward != "" {
		d.add(`<path class="back" data-frame="%d" d="M%s %sH%sm0-2.8v5.6l-5.5-2.8z"/>`,
			e.backwardFrame, px(s.column.to), px(y+7), px(s.column.from+tip))
		d.text(fmt.Sprintf(`class="backward" data-frame="%d"`, e.backwardFrame), "middle", point{x, y + 26}, e.backward)
	}
}

func (d *drawing) text(attributes, anchor string, at point, text string) {
	d.add(`<text %s x="%s" y="%s" text-anchor="%s">%s</text>`, attributes, px(at.x), px(at.y), anchor, escape(text))
}

// minus returns the point that is so far from p against the direction.
func (p point) minus(direction point, distance float64) point {
	return point{p.x - float64(distance*direction.x), p.y - float64(distance*direction.y)}
}

// px writes a coordinate.
func px(v float64) string {
	return strconv.FormatFloat(math.Round(v*10)/10, 'f', -1, 64)
}

// escape makes text fit for XML.
func escape(text string) string { return html.EscapeString(printable(text)) }

// printable replaces what would break lines, control a terminal or not be XML.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return ' '
	}, text)
}
