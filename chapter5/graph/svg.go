package graph

import (
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
	d := &drawing{}
	d.openSVG(l, -margin, l.height*lineHeight+margin, ` role="img" aria-labelledby="title desc"`)
	d.add(`<title id="title">` + escape(p.Title) + "</title>")
	d.add(`<desc id="desc">` + escape(p.Description()) + "</desc>")
	d.add("<style>\n" + Style + "</style>")
	d.add(`<rect class="card" x="` + px(0.5-margin) + `" y="` + px(0.5-margin) + `" width="` + px(l.width+2*margin-1) +
		`" height="` + px(l.height*lineHeight+2*margin-1) + `" rx="10"/>`)
	for _, row := range l.draw() {
		d.WriteString(row.String())
	}
	d.add("</svg>")
	return []byte(d.String())
}

// A drawing is the text of an SVG, or of one row of it. The lines of all edges of
// a row become one path, and their tips another: browsers take time for each element.
type drawing struct {
	strings.Builder
	lines, tips strings.Builder
}

type point struct{ x, y float64 }

// add writes a line.
func (d *drawing) add(line string) { d.WriteString(line + "\n") }

// openSVG begins an svg element, which shows the layout from top to bottom.
func (d *drawing) openSVG(l *layout, top, bottom float64, attributes string) {
	width, height := px(l.width+2*margin), px(bottom-top)
	d.add(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="` + px(-margin) + " " + px(top) + " " + width + " " + height +
		`" width="` + width + `" height="` + height + `" text-anchor="middle"` + attributes + ">")
}

// draw returns a drawing of each row.
func (l *layout) draw() []*drawing {
	rows := make([]*drawing, len(l.rows))
	for i := range rows {
		rows[i] = &drawing{}
	}
	drawn := map[*cell]bool{} // that edges share
	for _, label := range l.labels {
		path := l.path(label.edge)
		for path[1].shape == nil && drawn[path[1]] {
			path = path[1:]
		}
		for _, s := range path {
			drawn[s] = true
		}
		drawEdge(rows, path)
		rows[label.column.row].label(label)
	}
	for _, d := range rows {
		d.add(`<path class="edge" d="` + d.lines.String() + `"/>`)
		d.add(`<path class="tip" d="` + d.tips.String() + `"/>`)
	}
	for _, s := range l.shapes {
		rows[s.column.row].shape(s)
	}
	return rows
}

// drawEdge draws an edge along its path, from a shape or from a fork. Where the edge
// goes on in the next row, its two ends have a number.
func drawEdge(rows []*drawing, path []*cell) {
	points := []point{path[0].start()}
	for i, s := range path[1:] {
		d := rows[path[i].column.row]
		if s.number > 0 {
			number := "(" + strconv.Itoa(s.number) + ")"
			end := point{path[i].column.to + 12, path[i].y * lineHeight}
			d.arrow(append(points, end), point{1, 0})
			d.text(`class="muted" text-anchor="start"`, point{end.x + 2 + tip, end.y + 5}, number)
			start := s.start()
			rows[s.column.row].text(`class="muted" text-anchor="end"`, point{start.x - 3, start.y + 5}, number)
			points = []point{start}
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
func (s *cell) centre() point {
	return point{s.column.from + s.width/2, s.y * lineHeight}
}

// arrival returns the direction in which an edge from p reaches a circle: straight
// to its centre, but where many edges arrive the steepest has a slope of 2.5.
func (s *cell) arrival(p point) point {
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
func (s *cell) start() point {
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

func (d *drawing) shape(s *cell) {
	d.add(`<g data-shape="` + strconv.Itoa(s.shape.number) + `">`)
	centre := s.centre()
	switch s.shape.kind {
	case opShape:
		d.add(`<circle class="op" cx="` + px(centre.x) + `" cy="` + px(centre.y) + `" r="` + px(s.width/2) + `"/>`)
		d.text(`class="name"`, point{centre.x, centre.y + 5.5}, s.shape.text)
	case branchShape:
		d.add(`<circle class="dot" cx="` + px(s.column.to) + `" cy="` + px(centre.y) + `" r="3.5"/>`)
	case nameShape:
		anchor, x := "end", s.column.to
		if len(s.shape.in) > 0 { // the result
			anchor, x = "start", s.column.from
		}
		d.text(`class="name" text-anchor="`+anchor+`"`, point{x, centre.y + 5}, s.shape.text)
	}
	d.add("</g>")
}

// label writes what flows along an edge: forward above it, and below an arrow
// that points back what flows back.
func (d *drawing) label(s *cell) {
	e, x, y := s.edge, (s.column.from+s.column.to)/2, s.y*lineHeight
	if e.forward != "" {
		attributes := `class="forward" data-frame="` + strconv.Itoa(e.from.frame) + `"`
		if n := e.from.node; n.op == nil && !n.fixed {
			attributes += ` data-input="` + escape(n.name) + `"`
		}
		d.text(attributes, point{x, y - 7}, e.forward)
	}
	if e.backward != "" {
		frame := `data-frame="` + strconv.Itoa(e.backwardFrame) + `"`
		d.add(`<path class="back" ` + frame + ` d="M` + px(s.column.to) + " " + px(y+7) + "H" + px(s.column.from+tip) + `m0-2.8v5.6l-5.5-2.8z"/>`)
		d.text(`class="backward" `+frame, point{x, y + 26}, e.backward)
	}
}

// text writes text whose middle is at a point, unless the attributes say otherwise.
func (d *drawing) text(attributes string, at point, text string) {
	d.add("<text " + attributes + ` x="` + px(at.x) + `" y="` + px(at.y) + `">` + escape(text) + "</text>")
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
