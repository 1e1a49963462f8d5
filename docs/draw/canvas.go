package draw

import (
	"fmt"
	"html"
	"math"
	"strings"

	"backprop/chapter5/graph"
	"backprop/tensor"
)

// A canvas is an SVG figure with every shape at a place that the caller
// computes. A figure is at most 440 wide, so that its letters stay above 11
// pixels on a phone.
type canvas struct {
	title, desc string
	height      float64
	shapes      strings.Builder
}

const (
	canvasWidth = 440.0
	radius      = 20 // of a node's circle
	lineHeight  = 18
)

// style has smaller letters than the pictures of graphs, and outlines of
// matrices in the colours of the two directions.
const style = graph.Style + `text{font-size:15px}
path.forward{fill:none;stroke:#0550ae;stroke-width:1.2}
path.backward{fill:none;stroke:#bc4c00;stroke-width:1.2}
@media (prefers-color-scheme:dark){
path.forward{stroke:#79c0ff}
path.backward{stroke:#ffa657}
}`

// A place is where a shape stands, and how far from its middle edges end.
type place struct{ x, y, r float64 }

func newCanvas(title, desc string, height float64) *canvas {
	return &canvas{title: title, desc: desc, height: height}
}

// newGraphCanvas returns a canvas for a graph that has been run. The steps of
// the computation describe it.
func newGraphCanvas(title string, n *graph.Node, korean bool, height float64) *canvas {
	return newCanvas(title, graph.NewPicture(n, graph.Options{Korean: korean}).Description(), height)
}

func (c *canvas) svg() []byte {
	return []byte(fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %[1]g %[2]g" width="%[1]g" height="%[2]g" role="img" aria-labelledby="title desc">
<title id="title">%s</title>
<desc id="desc">%s</desc>
<style>
%s
</style>
<rect class="card" x="0.5" y="0.5" width="%g" height="%g" rx="10"/>
%s</svg>
`, canvasWidth, c.height, html.EscapeString(c.title), html.EscapeString(c.desc), style, canvasWidth-1, c.height-1, c.shapes.String()))
}

func (c *canvas) add(format string, args ...any) {
	fmt.Fprintf(&c.shapes, format+"\n", args...)
}

// text writes lines, the middle of the first at y.
func (c *canvas) text(class, anchor string, x, y float64, text string) {
	for i, line := range strings.Split(text, "\n") {
		c.add(`<text class="%s" x="%g" y="%g" text-anchor="%s">%s</text>`,
			class, x, y+5.5+float64(i*lineHeight), anchor, html.EscapeString(strings.ReplaceAll(line, "-", "−")))
	}
}

// node draws an operation as a circle.
func (c *canvas) node(x, y float64, sign string) place {
	c.add(`<circle class="op" cx="%g" cy="%g" r="%d"/>`, x, y, radius)
	c.text("name", "middle", x, y, sign)
	return place{x, y, radius}
}

// name writes an input or a result.
func (c *canvas) name(x, y float64, name string) place {
	c.text("name", "middle", x, y, name)
	return place{x, y, 14}
}

// layer draws a box with a name in it. Edges go up and down from it.
func (c *canvas) layer(x, y, width float64, name string) place {
	c.add(`<rect class="op" x="%g" y="%g" width="%g" height="40" rx="8"/>`, x-width/2, y-20, width)
	c.text("name", "middle", x, y, name)
	return place{x, y, 20}
}

// edge draws an arrow from one shape to another.
func (c *canvas) edge(from, to place) {
	dx, dy := to.x-from.x, to.y-from.y
	length := math.Sqrt(float64(dx*dx) + float64(dy*dy))
	dx, dy = dx/length, dy/length
	x1, y1 := from.x+float64(from.r*dx), from.y+float64(from.r*dy)
	x2, y2 := to.x-float64((to.r+2)*dx), to.y-float64((to.r+2)*dy)
	bx, by := x2-float64(8*dx), y2-float64(8*dy)
	c.add(`<path class="edge" d="M%.1f %.1fL%.1f %.1f"/>`, x1, y1, bx, by)
	c.add(`<path class="tip" d="M%.1f %.1fL%.1f %.1fL%.1f %.1fZ"/>`, x2, y2,
		bx-float64(4*dy), by+float64(4*dx), bx+float64(4*dy), by-float64(4*dx))
}

// matrix draws the rows of a tensor in brackets, its columns aligned, and
// returns its height. Its left or, for anchor "end", its right side is at x.
func (c *canvas) matrix(class, anchor string, x, y float64, t *tensor.Tensor) float64 {
	if t.NDim() == 1 {
		t = t.Reshape(1, -1)
	}
	rows, columns := t.Shape()[0], t.Shape()[1]
	widths := make([]float64, columns)
	total := 0.0
	for j := range columns {
		for i := range rows {
			widths[j] = max(widths[j], numberWidth(graph.Format(t.At(i, j))))
		}
		total += widths[j] + 8
	}
	left := x
	if anchor == "end" {
		left = x - total
	}
	at := left
	for j := range columns {
		at += widths[j] + 4
		for i := range rows {
			c.text(class, "end", at, y+float64(i*lineHeight), graph.Format(t.At(i, j)))
		}
		at += 4
	}
	top, bottom := y-lineHeight/2, y+float64(rows*lineHeight)-lineHeight/2
	for _, side := range []struct{ at, in float64 }{{left - 1, 4}, {left + total + 1, -4}} {
		c.add(`<path class="%s" d="M%g %gH%gV%gH%g"/>`, class, side.at+side.in, top, side.at, bottom, side.at+side.in)
	}
	return float64(rows * lineHeight)
}

// numberWidth returns how wide a number is in a font with wide digits.
func numberWidth(number string) float64 {
	width := 0.0
	for _, r := range number {
		switch r {
		case '-':
			width += 12.6
		case '.':
			width += 4.8
		default:
			width += 9.6
		}
	}
	return width
}

// in returns the text in one of the two languages.
func in(korean bool, english, koreanText string) string {
	if korean {
		return koreanText
	}
	return english
}

func value(n *graph.Node) string      { return graph.Format(n.Value()) }
func derivative(n *graph.Node) string { return graph.Format(n.Derivative()) }

// valueAndDerivative writes an edge's value left of (x, y) and its derivative right of it.
func (c *canvas) valueAndDerivative(x, y float64, n *graph.Node) {
	c.text("forward", "end", x-9, y, value(n))
	if n.HasDerivative() {
		c.text("backward", "start", x+9, y, derivative(n))
	}
}

// row draws the edges from x on the left through a node in the middle to y on
// the right. The values stand above them, and the derivatives below an arrow
// that points back.
func (c *canvas) row(x, value, derivative string, node place, out, dout string) {
	c.text("name", "middle", 38, node.y, x)
	c.text("name", "middle", 412, node.y, "y")
	for _, e := range []struct {
		from, to          place
		forward, backward string
	}{
		{place{38, node.y, 26}, place{node.x, node.y, node.r}, value, derivative},
		{node, place{412, node.y, 10}, out, dout},
	} {
		c.edge(e.from, e.to)
		left, right := e.from.x+e.from.r, e.to.x-e.to.r
		c.text("forward", "middle", (left+right)/2, node.y-14, e.forward)
		c.add(`<path class="backward" d="M%g %gH%gm6 -4l-6 4l6 4"/>`, right-8, node.y+9, left+4)
		c.text("backward", "middle", (left+right)/2, node.y+23, e.backward)
	}
}
