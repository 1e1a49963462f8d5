package main

import (
	"encoding/xml"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// A plot is a drawing of functions, for light and dark mode.
type plot struct {
	title, desc string // for those who do not see it
	x, y        axis
	curves      []curve
	dots        []dot
	labels      []label
}

// An axis has a number every step.
type axis struct{ from, to, step float64 }

// A curve goes from point to point. Its class is its colour: forward or
// backward.
type curve struct {
	class  string
	points []point
}

type point struct{ x, y float64 }

// A dot marks a point of a curve; an open one says that the curve comes up to
// it without having it.
type dot struct {
	class string
	at    point
	open  bool
}

// A label is text at a point of the plot, moved by so many pixels.
type label struct {
	class, anchor string
	at            point
	dx, dy        float64
	text          string
}

// Where things are in the drawing, in pixels.
const (
	plotWidth, plotHeight = 600, 340
	plotLeft, plotRight   = 60, 560
	plotTop, plotBottom   = 28, 296
	textMiddle            = 5.5 // from the line of a text to its middle
)

const plotStyle = `text{font:16px system-ui,-apple-system,"Segoe UI","Apple SD Gothic Neo","Malgun Gothic","Noto Sans KR",sans-serif;fill:#1f2328}
.card{fill:#fff;stroke:#d0d7de}
.grid{stroke:#d0d7de;stroke-opacity:.6}
.axis{stroke:#59636e;stroke-width:1.25}
.number{fill:#59636e}
.label{paint-order:stroke;stroke:#fff;stroke-width:6px;stroke-linejoin:round}
path{fill:none;stroke-linejoin:round;stroke-linecap:round}
path.forward{stroke:#0550ae;stroke-width:3}
path.backward{stroke:#bc4c00;stroke-width:3;stroke-dasharray:8 5;stroke-linecap:butt}
text.forward,circle.forward{fill:#0550ae}
text.backward,circle.backward{fill:#bc4c00}
circle.open{fill:#fff;stroke:#bc4c00;stroke-width:2.5}
@media (prefers-color-scheme:dark){
text{fill:#e6edf3}
.card{fill:#0d1117;stroke:#30363d}
.grid{stroke:#30363d;stroke-opacity:.8}
.axis{stroke:#9198a1}
.number{fill:#9198a1}
.label{stroke:#0d1117}
path.forward{stroke:#79c0ff}
path.backward{stroke:#ffa657}
text.forward,circle.forward{fill:#79c0ff}
text.backward,circle.backward{fill:#ffa657}
circle.open{fill:#0d1117;stroke:#ffa657}
}
`

// svg returns the plot as a file of its own.
func (p plot) svg() []byte {
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%[1]d" height="%d" role="img" aria-labelledby="title desc">
<title id="title">%s</title>
<desc id="desc">%s</desc>
<style>
%s</style>
<rect class="card" x="0.5" y="0.5" width="%d" height="%d" rx="10"/>
`, plotWidth, plotHeight, escape(p.title), escape(p.desc), plotStyle, plotWidth-1, plotHeight-1)

	for _, x := range p.x.ticks() {
		p.line(&b, gridClass(x), point{x, p.y.from}, point{x, p.y.to})
		at := p.place(point{x, p.y.from})
		text(&b, "number", "middle", point{at.x, at.y + 25}, number(x))
	}
	for _, y := range p.y.ticks() {
		p.line(&b, gridClass(y), point{p.x.from, y}, point{p.x.to, y})
		at := p.place(point{p.x.from, y})
		text(&b, "number", "end", point{at.x - 12, at.y + textMiddle}, number(y))
	}
	text(&b, "number", "start", point{plotRight + 14, plotBottom + textMiddle}, "x")

	for _, c := range p.curves {
		var d []string
		for _, at := range c.points {
			at = p.place(at)
			d = append(d, px(at.x)+" "+px(at.y))
		}
		fmt.Fprintf(&b, `<path class="%s" d="M%s"/>`+"\n", c.class, strings.Join(d, "L"))
	}
	for _, d := range p.dots {
		at, class := p.place(d.at), d.class
		if d.open {
			class += " open"
		}
		fmt.Fprintf(&b, `<circle class="%s" cx="%s" cy="%s" r="5"/>`+"\n", class, px(at.x), px(at.y))
	}
	for _, l := range p.labels {
		at := p.place(l.at)
		text(&b, "label "+l.class, l.anchor, point{at.x + l.dx, at.y + l.dy}, l.text)
	}
	b.WriteString("</svg>\n")
	return []byte(b.String())
}

// place returns where a point is in the drawing.
func (p plot) place(at point) point {
	right := (at.x - p.x.from) / (p.x.to - p.x.from)
	up := (at.y - p.y.from) / (p.y.to - p.y.from)
	return point{ // converted, lest a processor fuse them and round otherwise
		float64(right*(plotRight-plotLeft)) + plotLeft,
		plotBottom - float64(up*(plotBottom-plotTop)),
	}
}

func (p plot) line(b *strings.Builder, class string, from, to point) {
	from, to = p.place(from), p.place(to)
	fmt.Fprintf(b, `<line class="%s" x1="%s" y1="%s" x2="%s" y2="%s"/>`+"\n",
		class, px(from.x), px(from.y), px(to.x), px(to.y))
}

// gridClass tells the axes from the rest of the grid.
func gridClass(at float64) string {
	if at == 0 {
		return "axis"
	}
	return "grid"
}

// ticks returns the multiples of the step on the axis.
func (a axis) ticks() []float64 {
	var ticks []float64
	for i := math.Ceil(a.from / a.step); i*a.step <= a.to; i++ {
		ticks = append(ticks, i*a.step)
	}
	return ticks
}

func text(b *strings.Builder, class, anchor string, at point, text string) {
	fmt.Fprintf(b, `<text class="%s" x="%s" y="%s" text-anchor="%s">%s</text>`+"\n",
		class, px(at.x), px(at.y), anchor, escape(text))
}

// number writes a number with a minus sign for the hyphen.
func number(v float64) string {
	return strings.Replace(strconv.FormatFloat(v, 'f', -1, 64), "-", "−", 1)
}

// px writes a length to a tenth of a pixel.
func px(v float64) string {
	return strings.TrimSuffix(strconv.FormatFloat(v, 'f', 1, 64), ".0")
}

// escape makes text fit for XML.
func escape(text string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(text)) // a Builder's Write does not fail
	return b.String()
}
