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
	var words []string
	for _, f := range p.frames {
		words = append(words, f.Sentence)
	}
	d := &drawing{}
	d.begin(l, -margin, l.height*lineHeight+margin, ` role="img" aria-labelledby="title desc"`)
	d.addLine(`<title id="title">`, escape(p.Title), "</title>")
	d.addLine(`<desc id="desc">`, escape(strings.Join(words, " ")), "</desc>")
	d.addLine("<style>\n", Style, "</style>")
	d.addLine(`<rect class="card" x="`, 0.5-margin, `" y="`, 0.5-margin, `" width="`, l.width+2*margin-1,
		`" height="`, l.height*lineHeight+2*margin-1, `" rx="10"/>`)
	for _, row := range l.draw() {
		d.add(row.text)
	}
	d.addLine("</svg>")
	return d.text
}

// A drawing is the text of an SVG, or of one row of it. The lines of all edges of
// a row become one path, and their tips another: browsers take time for each element.
type drawing struct {
	markup
	lines, tips markup
}

// A markup is SVG as text.
type markup struct{ text []byte }

type point struct{ x, y float64 }

// add writes texts, whole numbers and coordinates.
func (m *markup) add(parts ...any) {
	for _, part := range parts {
		switch part := part.(type) {
		case string:
			m.text = append(m.text, part...)
		case []byte:
			m.text = append(m.text, part...)
		case int:
			m.text = strconv.AppendInt(m.text, int64(part), 10)
		case float64:
			m.coordinate(part)
		}
	}
}

// coordinate writes a coordinate with one decimal at most.
func (m *markup) coordinate(v float64) {
	tenths := int64(math.Round(v * 10))
	if tenths < 0 {
		m.text, tenths = append(m.text, '-'), -tenths
	}
	m.text = strconv.AppendInt(m.text, tenths/10, 10)
	if tenths%10 > 0 {
		m.text = append(m.text, '.', '0'+byte(tenths%10))
	}
}

// addLine writes a line.
func (m *markup) addLine(parts ...any) {
	m.add(parts...)
	m.add("\n")
}

// begin begins an svg element, which shows the layout from top to bottom.
func (d *drawing) begin(l *layout, top, bottom float64, attributes string) {
	width, height := l.width+2*margin, bottom-top
	d.addLine(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="`, -margin, " ", top, " ", width, " ", height,
		`" width="`, width, `" height="`, height, `" text-anchor="middle"`, attributes, ">")
}

// draw returns a drawing of each row.
func (l *layout) draw() []*drawing {
	rows := make([]*drawing, len(l.rows))
	for i := range rows {
		rows[i] = &drawing{markup: markup{make([]byte, 0, 4096)}}
	}
	for i, path := range l.paths {
		for path[1].shape == nil && path[1].drawn {
			path = path[1:]
		}
		for _, s := range path {
			s.drawn = true
		}
		drawEdge(rows, path)
		rows[l.labels[i].column.row].label(l.labels[i])
	}
	for _, d := range rows {
		d.addLine(`<path class="edge" d="`, d.lines.text, `"/>`)
		d.addLine(`<path class="tip" d="`, d.tips.text, `"/>`)
	}
	for _, s := range l.shapes {
		rows[s.column.row].shape(s)
	}
	return rows
}

// drawEdge draws an edge along its path, from a shape or from a fork. Where the edge
// goes on in the next row, its two ends have a number.
func drawEdge(rows []*drawing, path []*spot) {
	points := []point{path[0].start()}
	for i, s := range path[1:] {
		d := rows[path[i].column.row]
		if s.number > 0 {
			number := "(" + strconv.Itoa(s.number) + ")"
			end := point{path[i].column.to + 12, path[i].y * lineHeight}
			d.arrow(append(points, end), point{1, 0})
			d.write(`class="muted" text-anchor="start"`, point{end.x + 2 + tip, end.y + 5}, number)
			begin := s.start()
			rows[s.column.row].write(`class="muted" text-anchor="end"`, point{begin.x - 3, begin.y + 5}, number)
			points = []point{begin}
			continue
		}
		y := s.y * lineHeight
		switch {
		case s.shape == nil:
			points = append(points, point{s.column.from, y}, point{s.column.to, y})
		case s.shape.kind == branchShape:
			d.lines.through(append(points, point{s.column.from, y}, s.start()))
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
	d.lines.through(points)
	base, side := points[len(points)-1], point{-direction.y, direction.x}
	back := base.minus(direction, 1)
	d.tips.through([]point{base.minus(direction, -tip), back.minus(side, 4), back.minus(side, -4)})
	d.tips.add("Z")
}

// through adds lines from point to point to the text of a path.
func (m *markup) through(points []point) {
	letter := "M"
	for i, p := range points {
		if i > 0 && i < len(points)-1 && points[i-1].y == p.y && p.y == points[i+1].y {
			continue // on a level line
		}
		m.add(letter, p.x, " ", p.y)
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
	d.addLine(`<g data-shape="`, s.shape.number, `">`)
	centre := s.centre()
	switch s.shape.kind {
	case opShape:
		d.addLine(`<circle class="op" cx="`, centre.x, `" cy="`, centre.y, `" r="`, s.width/2, `"/>`)
		d.write(`class="name"`, point{centre.x, centre.y + 5.5}, s.shape.text)
	case branchShape:
		d.addLine(`<circle class="dot" cx="`, s.column.to, `" cy="`, centre.y, `" r="3.5"/>`)
	case nameShape:
		if len(s.shape.in) > 0 { // the result
			d.write(`class="name" text-anchor="start"`, point{s.column.from, centre.y + 5}, s.shape.text)
		} else {
			d.write(`class="name" text-anchor="end"`, point{s.column.to, centre.y + 5}, s.shape.text)
		}
	}
	d.addLine("</g>")
}

// label writes what flows along an edge: forward above it, and below an arrow
// that points back what flows back.
func (d *drawing) label(s *spot) {
	e, x, y := s.edge, (s.column.from+s.column.to)/2, s.y*lineHeight
	if e.forward != "" {
		attributes := `class="forward" data-frame="` + strconv.Itoa(e.from.frame) + `"`
		if n := e.from.node; n.op == nil && !n.fixed {
			attributes += ` data-input="` + escape(n.name) + `"`
		}
		d.write(attributes, point{x, y - 7}, e.forward)
	}
	if e.backward != "" {
		frame := `data-frame="` + strconv.Itoa(e.backwardFrame) + `"`
		d.addLine(`<path class="back" `, frame, ` d="M`, s.column.to, " ", y+7, "H", s.column.from+tip, `m0-2.8v5.6l-5.5-2.8z"/>`)
		d.write(`class="backward" `+frame, point{x, y + 26}, e.backward)
	}
}

// write writes text whose middle is at a point, unless the attributes say otherwise.
func (d *drawing) write(attributes string, at point, text string) {
	d.addLine("<text ", attributes, ` x="`, at.x, `" y="`, at.y, `">`, escape(text), "</text>")
}

// minus returns the point that is so far from p against the direction.
func (p point) minus(direction point, distance float64) point {
	return point{p.x - float64(distance*direction.x), p.y - float64(distance*direction.y)}
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
