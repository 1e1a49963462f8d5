package plot

import (
	"fmt"
	"html"
	"strconv"
	"strings"
)

const style = `text{font:19px system-ui,-apple-system,"Segoe UI","Apple SD Gothic Neo","Malgun Gothic","Noto Sans KR",sans-serif;fill:#1f2328}
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

// thin is the style of a thin curve.
const thin = ` style="stroke-width:1;stroke-opacity:.45;stroke-dasharray:none"`

// SVG returns the figure as an SVG file.
func (f Figure) SVG() []byte {
	height := len(f.Panels) * plotHeight
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%[1]d" height="%d" role="img" aria-labelledby="title desc">
<title id="title">%s</title>
<desc id="desc">%s</desc>
<style>
%s</style>
<rect class="card" x="0.5" y="0.5" width="%d" height="%d" rx="10"/>
`, plotWidth, height, html.EscapeString(f.Title), html.EscapeString(f.Desc), style, plotWidth-1, height-1)
	for i, p := range f.Panels {
		if i > 0 {
			fmt.Fprintf(&b, `<g transform="translate(0 %d)">`+"\n", i*plotHeight)
		}
		p.svg(&b)
		if i > 0 {
			b.WriteString("</g>\n")
		}
	}
	b.WriteString("</svg>\n")
	return []byte(b.String())
}

func (p Panel) svg(b *strings.Builder) {
	for _, x := range p.X.ticks() {
		bottom := p.place(Point{x, p.Y.From})
		line(b, gridClass(x), bottom, p.place(Point{x, p.Y.To}))
		text(b, "number", "middle", Point{bottom.X, bottom.Y + tickDown}, number(x))
	}
	for _, y := range p.Y.ticks() {
		left := p.place(Point{p.X.From, y})
		line(b, gridClass(y), left, p.place(Point{p.X.To, y}))
		text(b, "number", "end", Point{left.X - tickLeft, left.Y + textMiddle}, number(y))
	}
	text(b, "number", "start", Point{plotRight + nameRight, plotBottom + textMiddle}, p.X.Name)

	for _, c := range p.Curves {
		style := ""
		if c.Thin {
			style = thin
		}
		fmt.Fprintf(b, `<path class="%s"%s d="%s"/>`+"\n", c.Class, style, p.path(c.Points))
	}
	for _, d := range p.Dots {
		at, class := p.place(d.At), string(d.Class)
		if !at.inPanel() {
			continue
		}
		if d.Open {
			class += " open"
		}
		fmt.Fprintf(b, `<circle class="%s" cx="%s" cy="%s" r="%d"/>`+"\n", class, px(at.X), px(at.Y), dotRadius)
	}
	for _, l := range p.Labels {
		at := p.place(l.At)
		text(b, "label "+string(l.Class), l.Anchor, Point{at.X + l.DX, at.Y + l.DY}, l.Text)
	}
}

// path returns the text of a path through points. It has a gap where a point is not
// in the panel.
func (p Panel) path(points []Point) string {
	var d strings.Builder
	letter := "M"
	for _, point := range points {
		at := p.place(point)
		if !at.inPanel() {
			letter = "M"
			continue
		}
		d.WriteString(letter + px(at.X) + " " + px(at.Y))
		letter = "L"
	}
	return d.String()
}

// line writes a line if both its ends are in the panel.
func line(b *strings.Builder, class string, from, to Point) {
	if from.inPanel() && to.inPanel() {
		fmt.Fprintf(b, `<line class="%s" x1="%s" y1="%s" x2="%s" y2="%s"/>`+"\n",
			class, px(from.X), px(from.Y), px(to.X), px(to.Y))
	}
}

// gridClass returns the class of a grid line: the axes differ from the others.
func gridClass(at float64) string {
	if at == 0 {
		return "axis"
	}
	return "grid"
}

// text writes text if its place is in the panel.
func text(b *strings.Builder, class, anchor string, at Point, text string) {
	if at.inPanel() {
		fmt.Fprintf(b, `<text class="%s" x="%s" y="%s" text-anchor="%s">%s</text>`+"\n",
			class, px(at.X), px(at.Y), anchor, html.EscapeString(text))
	}
}

// number formats a number with ten digits at most, so that the third multiple of
// 0.2 is 0.6, and with a minus sign instead of the hyphen.
func number(v float64) string {
	return strings.ReplaceAll(strconv.FormatFloat(v, 'g', 10, 64), "-", "−")
}

// px formats a length to a tenth of a pixel.
func px(v float64) string {
	return strings.TrimSuffix(strconv.FormatFloat(v, 'f', 1, 64), ".0")
}
