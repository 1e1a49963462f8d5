package graph

import (
	"fmt"
	"html"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Sizes of the SVG, in pixels.
const (
	fontSize = 16
	line     = 19 // from a line of text to the next
	radius   = 20 // of an operation's circle
	ports    = 28 // from an edge into a layer to the next
	margin   = 22
)

// style has the colours for light and dark: blue flows forward, orange back.
const style = `text{font:16px system-ui,-apple-system,"Segoe UI","Apple SD Gothic Neo","Malgun Gothic","Noto Sans KR",sans-serif;fill:#1f2328}
.card{fill:#fff;stroke:#d0d7de}
.edge{fill:none;stroke:#6e7781;stroke-width:1.5}
.tip,.dot{fill:#6e7781}
.op{fill:#f6f8fa;stroke:#1f2328;stroke-width:1.5}
.forward{fill:#0550ae}
.backward{fill:#bc4c00}
.muted{fill:#59636e}
.back{fill:none;stroke:#bc4c00;stroke-width:1.5}
.backtip{fill:#bc4c00}
@media (prefers-color-scheme:dark){
text{fill:#e6edf3}
.card{fill:#0d1117;stroke:#30363d}
.edge{stroke:#9198a1}
.tip,.dot{fill:#9198a1}
.op{fill:#161b22;stroke:#e6edf3}
.forward{fill:#79c0ff}
.backward{fill:#ffa657}
.muted{fill:#9198a1}
.back{stroke:#ffa657}
.backtip{fill:#ffa657}
}
`

// pixels are the metrics of the SVG.
var pixels = metrics{
	shape: func(s *Shape) (width, up, down float64) {
		switch s.kind {
		case opShape:
			return 2 * opRadius(s), opRadius(s) + 2, opRadius(s) + 2
		case layerShape:
			h := max(22, ports/2*float64(max(len(s.in), len(s.out)))) + 2
			return textWidth(s.text) + 28, h, h
		case dotShape:
			return 6, 4, 4
		}
		return textWidth(s.text), 11, 11
	},
	label: func(e *edge) (width, up, down float64) {
		width, up, down = 30, 4, 4
		for _, text := range e.forward {
			width = max(width, textWidth(text))
			up += line
		}
		for i, text := range e.backward {
			width = max(width, textWidth(text))
			down += line
			if i == 0 {
				down += 9 // the arrow
			}
		}
		return width, up, down
	},
	lane: 5,
	gap:  13,
	bend: func(left, right []*spot) float64 {
		most := 0.0
		for _, s := range left {
			for _, n := range s.right {
				most = max(most, math.Abs(n.to.y-s.y))
			}
		}
		return 14 + min(most/4, 60)
	},
	width:  700,
	number: 36,
	rows:   26,
}

// opRadius makes room for "( )⁻⁰·⁵".
func opRadius(s *Shape) float64 { return max(radius, textWidth(s.text)/2+5) }

// textWidth is about how wide text is, whatever the font: a little more.
func textWidth(text string) float64 {
	width := 0.0
	for _, r := range text {
		switch {
		case r >= 0x1100: // Hangul and other wide letters
			width += 0.96
		case strings.ContainsRune(" .,·'|()ijlI", r):
			width += 0.36
		default:
			width += 0.61
		}
	}
	return math.Ceil(width * fontSize)
}

// SVG returns the picture as a file of its own, for light and dark mode. It is
// about 700 pixels wide at most: a longer picture goes on in another row, with
// numbers at the ends of the edges.
func (p *Picture) SVG() []byte {
	l := p.lay(pixels)
	var b strings.Builder
	width, height := px(l.width+2*margin), px(l.height+2*margin)
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="%d %d %s %s" width="%[3]s" height="%[4]s" role="img" aria-labelledby="title desc">
<title id="title">%s</title>
<desc id="desc">%s</desc>
<style>
%s</style>
<rect class="card" x="%s" y="%[8]s" width="%s" height="%s" rx="10"/>
`, -margin, -margin, width, height, html.EscapeString(p.Title),
		html.EscapeString(strings.Join(p.frames, ". ")), style,
		px(0.5-margin), px(l.width+2*margin-1), px(l.height+2*margin-1))

	for _, e := range p.edges {
		l.drawEdge(&b, e)
	}
	for c, column := range l.columns {
		for _, s := range column {
			if s.shape != nil {
				drawShape(&b, s, l.x[c])
			} else if s.labelled {
				drawLabel(&b, s, l.x[c])
			}
		}
	}
	b.WriteString("</svg>\n")
	return []byte(b.String())
}

// drawEdge draws an edge from its beginning to the tip of its arrow.
func (l *layout) drawEdge(b *strings.Builder, e *edge) {
	from, to := l.of[e.from], l.of[e.to]
	at, row := startOf(from, l.x[from.column]), l.row[from.column]
	fmt.Fprintf(b, `<path class="edge" d="M%s %s`, px(at.x), px(at.y))
	var tips, ends strings.Builder
	for i, s := range append(slices.Clone(l.way[e]), to) {
		if next := l.row[s.column]; next != row { // on in the next row
			at.x += 14
			fmt.Fprintf(b, "H%s", px(at.x))
			arrowhead(&tips, "tip", at, left)
			number := circled(l.crossed[row] + l.way[e][i-1].index + 1)
			writeText(&ends, "muted", "middle", point{at.x + 18, at.y + 5}, number)
			at, row = point{pixels.number - 14, at.y + l.top[next] - l.top[row]}, next
			fmt.Fprintf(b, "M%s %s", px(at.x), px(at.y))
			writeText(&ends, "muted", "middle", point{at.x - 11, at.y + 5}, number)
		}
		if s != to {
			curve(b, at, point{l.x[s.column].from, s.y}, left)
			at = point{l.x[s.column].to, s.y}
			fmt.Fprintf(b, "H%s", px(at.x))
		}
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

// startOf is where edges leave a shape.
func startOf(s *spot, x span) point {
	switch s.shape.kind {
	case opShape, layerShape:
		return point{x.middle() + s.width/2, s.y}
	case dotShape:
		return point{x.middle(), s.y}
	}
	return point{x.to + 6, s.y}
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
		port := slices.Index(s.shape.in, e)
		above := float64(port) - float64(len(s.shape.in)-1)/2
		return point{x.middle() - s.width/2, s.y + float64(ports*above)}, left
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

func drawShape(b *strings.Builder, s *spot, x span) {
	at := point{x.middle(), s.y}
	switch s.shape.kind {
	case dotShape:
		fmt.Fprintf(b, `<circle class="dot" cx="%s" cy="%s" r="3.5"/>`+"\n", px(at.x), px(at.y))
		return
	case nameShape:
		if len(s.shape.in) > 0 { // a result begins where its column does
			writeText(b, "name", "start", point{x.from, at.y + 5}, s.shape.text)
		} else {
			writeText(b, "name", "end", point{x.to, at.y + 5}, s.shape.text)
		}
		return
	case opShape:
		fmt.Fprintf(b, `<circle class="op" cx="%s" cy="%s" r="%s"/>`+"\n", px(at.x), px(at.y), px(s.width/2))
	case layerShape:
		fmt.Fprintf(b, `<rect class="op" x="%s" y="%s" width="%s" height="%s" rx="6"/>`+"\n",
			px(at.x-s.width/2), px(s.y-s.up+2), px(s.width), px(s.up+s.down-4))
	}
	writeText(b, "name", "middle", point{at.x, at.y + 5.5}, s.shape.text)
}

// drawLabel writes what flows along an edge: forward above it, and below an
// arrow that points back and what flows back.
func drawLabel(b *strings.Builder, s *spot, x span) {
	e, middle := s.edge, x.middle()
	if len(e.forward) > 0 {
		fmt.Fprintf(b, `<g data-frame="%d">`+"\n", e.forwardFrame)
		for i, text := range e.forward {
			writeText(b, "forward", "middle", point{middle, s.y - 7 - float64(line*(len(e.forward)-1-i))}, text)
		}
		b.WriteString("</g>\n")
	}
	if len(e.backward) > 0 {
		fmt.Fprintf(b, `<g data-frame="%d">`+"\n", e.backwardFrame)
		tip := point{x.from + 7, s.y + 8}
		fmt.Fprintf(b, `<path class="back" d="M%s %sH%s"/>`+"\n", px(x.to), px(tip.y), px(tip.x))
		arrowhead(b, "backtip", tip, point{1, 0})
		for i, text := range e.backward {
			writeText(b, "backward", "middle", point{middle, tip.y + 17 + float64(line*i)}, text)
		}
		b.WriteString("</g>\n")
	}
}

// writeText writes text, with minus signs for hyphens before digits.
func writeText(b *strings.Builder, class, anchor string, at point, text string) {
	fmt.Fprintf(b, `<text class="%s" x="%s" y="%s" text-anchor="%s">%s</text>`+"\n",
		class, px(at.x), px(at.y), anchor, html.EscapeString(minus.ReplaceAllString(text, "−$1")))
}

var minus = regexp.MustCompile(`-([\d.])`)

// px writes a coordinate.
func px(v float64) string {
	s := strconv.FormatFloat(v, 'f', 1, 64)
	return strings.TrimSuffix(strings.TrimPrefix(s, "-0.0"), ".0")
}
