package graph

import (
	"fmt"
	"math"
	"slices"
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
			text := lines(s.text)
			h := max(float64(line*len(text))/2+12, ports/2*float64(max(len(s.in), len(s.out)))) + 2
			for _, t := range text {
				width = max(width, textWidth(t))
			}
			return width + 28, h, h
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
	width:  740,
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
		case wide(r): // such as Hangul
			width += 0.96
		case strings.ContainsRune(" .,·'|()ijlI", r):
			width += 0.34
		default:
			width += 0.6
		}
	}
	return math.Ceil(width * fontSize)
}

// SVG returns the picture as a file of its own, for light and dark mode. It is
// about 780 pixels wide at most: a longer picture goes on in another row, with
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
`, -margin, -margin, width, height, escape(p.Title),
		escape(p.description()), style,
		px(0.5-margin), px(l.width+2*margin-1), px(l.height+2*margin-1))

	l.draw(&b, p, false)
	b.WriteString("</svg>\n")
	return []byte(b.String())
}

// Live returns the picture as an svg element for a page that shows it frame by
// frame. Its rows are at most width pixels wide, or as wide as a shape and a
// label. The page brings the colours, by the classes of SVG's style, and finds
//
//	<g data-shape="3">     the shape that a Frame names
//	<g data-frame="2">     what is seen from a frame on
//	<text data-input="x">  the value of the variable x
//
// Where the picture differs from like in numbers only, which fit, Live returns
// nil: everything stays where it was, with the numbers of Labels. Like may be
// nil, and is not to be used again.
func (p *Picture) Live(width float64, like *Picture) []byte {
	m := pixels
	m.width = width
	if p.laid = p.takeLayout(like, m); p.laid != nil {
		return nil
	}
	l := p.lay(m)
	p.laid = l
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="%d %d %s %s" width="%[3]s" height="%[4]s" role="img" aria-label="%s">
`, -margin, -margin, px(l.width+2*margin), px(l.height+2*margin), escape(p.Title))
	l.draw(&b, p, true)
	b.WriteString("</svg>\n")
	return []byte(b.String())
}

// Labels returns the values and derivatives in the order in which Live has
// written them, as texts of the classes forward and backward.
func (p *Picture) Labels() []string {
	var labels []string
	for _, column := range p.laid.columns {
		for _, s := range column {
			if s.labelled {
				for _, text := range slices.Concat(s.edge.forward, s.edge.backward) {
					labels = append(labels, minuses(text))
				}
			}
		}
	}
	return labels
}

// takeLayout returns the layout of another picture, made that of p, or nil if p
// needs another one.
func (p *Picture) takeLayout(like *Picture, m metrics) *layout {
	if like == nil || like.laid == nil || like.laid.asked != m.width ||
		len(like.shapes) != len(p.shapes) || len(like.edges) != len(p.edges) {
		return nil
	}
	l := like.laid
	for i, s := range p.shapes {
		if old := like.shapes[i]; old.kind != s.kind || old.text != s.text {
			return nil
		}
	}
	for i, e := range p.edges {
		old := like.edges[i]
		width, _, _ := m.label(e)
		column := l.x[l.way[old][0].column]
		if old.from.number != e.from.number || old.to.number != e.to.number || len(old.forward) != len(e.forward) ||
			len(old.backward) != len(e.backward) || width > column.to-column.from {
			return nil
		}
	}
	for i, s := range p.shapes {
		l.of[s] = l.of[like.shapes[i]]
		l.of[s].shape = s
		delete(l.of, like.shapes[i])
	}
	for i, e := range p.edges {
		l.way[e] = l.way[like.edges[i]]
		for _, s := range l.way[e] {
			s.edge = e
		}
		delete(l.way, like.edges[i])
	}
	like.laid = nil
	return l
}

// draw draws everything, with the marks of Live if it is live.
func (l *layout) draw(b *strings.Builder, p *Picture, live bool) {
	for _, e := range p.edges {
		l.drawEdge(b, e)
	}
	for c, column := range l.columns {
		for _, s := range column {
			switch {
			case s.shape != nil && live:
				fmt.Fprintf(b, `<g data-shape="%d">`+"\n", s.shape.number)
				drawShape(b, s, l.x[c])
				b.WriteString("</g>\n")
			case s.shape != nil:
				drawShape(b, s, l.x[c])
			case s.labelled:
				drawLabel(b, s, l.x[c], live)
			}
		}
	}
}

// description says in words what the picture shows.
func (p *Picture) description() string {
	var words []string
	for _, f := range p.frames {
		words = append(words, f.Sentence)
	}
	if len(words) == 0 {
		for _, e := range p.edges {
			words = append(words, strings.Join(slices.Concat(
				[]string{e.from.text + " → " + e.to.text + ":"}, e.forward), " ")+".")
			if len(e.backward) > 0 {
				words = append(words, strings.Join(slices.Concat(
					[]string{e.from.text + " ← " + e.to.text + ":"}, e.backward), " ")+".")
			}
		}
	}
	return strings.Join(words, " ")
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
	text := lines(s.shape.text)
	for i, t := range text {
		below := float64(line*i) - float64(line*(len(text)-1))/2
		writeText(b, "name", "middle", point{at.x, at.y + below + 5.5}, t)
	}
}

// drawLabel writes what flows along an edge: forward above it, and below an
// arrow that points back and what flows back. Live marks their frames.
func drawLabel(b *strings.Builder, s *spot, x span, live bool) {
	e, middle := s.edge, x.middle()
	group := func(frame int) (end string) {
		if !live {
			return ""
		}
		fmt.Fprintf(b, `<g data-frame="%d">`+"\n", frame)
		return "</g>\n"
	}
	if len(e.forward) > 0 {
		end := group(e.forwardFrame)
		class := "forward"
		if live && e.input != "" {
			class += `" data-input="` + escape(e.input)
		}
		for i, text := range e.forward {
			writeText(b, class, "middle", point{middle, s.y - 7 - float64(line*(len(e.forward)-1-i))}, text)
		}
		b.WriteString(end)
	}
	if len(e.backward) > 0 {
		end := group(e.backwardFrame)
		tip := point{x.from + 7, s.y + 8}
		fmt.Fprintf(b, `<path class="back" d="M%s %sH%s"/>`+"\n", px(x.to), px(tip.y), px(tip.x))
		arrowhead(b, "backtip", tip, point{1, 0})
		for i, text := range e.backward {
			writeText(b, "backward", "middle", point{middle, tip.y + 17 + float64(line*i)}, text)
		}
		b.WriteString(end)
	}
}

// writeText writes text, with minus signs for hyphens before digits.
func writeText(b *strings.Builder, class, anchor string, at point, text string) {
	fmt.Fprintf(b, `<text class="%s" x="%s" y="%s" text-anchor="%s">%s</text>`+"\n",
		class, px(at.x), px(at.y), anchor, escape(minuses(text)))
}

// escape makes text fit for XML, whatever it holds: a character that XML does
// not have becomes U+FFFD.
func escape(text string) string {
	return entities.Replace(strings.Map(func(r rune) rune {
		if r == '\t' || r == '\n' || r == '\r' || 0x20 <= r && r <= 0xd7ff || 0xe000 <= r && r <= 0xfffd || r > 0xffff {
			return r
		}
		return '\ufffd'
	}, text))
}

var entities = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;",
	"\t", "&#x9;", "\n", "&#xA;", "\r", "&#xD;")

// minuses writes minus signs for hyphens before digits.
func minuses(text string) string {
	var b strings.Builder
	for i, r := range text {
		if r == '-' && i+1 < len(text) && strings.ContainsRune("0123456789.", rune(text[i+1])) {
			r = '−'
		}
		b.WriteRune(r)
	}
	return b.String()
}
