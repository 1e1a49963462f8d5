package plot

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"
	"unicode/utf8"
)

// scale is how many pixels of the PNG are one of the SVG: text and lines stay
// sharp on dense screens.
const scale = 2

// The colours of the PNG, which are the SVG's in light mode: it brings its
// white along, to be read on dark pages too.
var (
	white  = color.RGBA{255, 255, 255, 255}
	black  = color.RGBA{0x1f, 0x23, 0x28, 255}
	grey   = color.RGBA{0x59, 0x63, 0x6e, 255}
	pale   = color.RGBA{0xe3, 0xe6, 0xea, 255}
	blue   = color.RGBA{0x05, 0x50, 0xae, 255}
	orange = color.RGBA{0xbc, 0x4c, 0x00, 255}
)

func (c Class) color() color.RGBA {
	switch c {
	case Forward:
		return blue
	case Backward:
		return orange
	case Plain:
		return grey
	}
	return black
}

// PNG returns the figure as a picture, 1200 pixels wide. Its font has the
// letters a to z and A to Z, digits, and .,-−+=%()/: and the space; another
// character is an empty box.
func (f Figure) PNG() []byte {
	img := image.NewRGBA(image.Rect(0, 0, scale*plotWidth, scale*plotHeight*len(f.Panels)))
	draw.Draw(img, img.Rect, image.NewUniform(white), image.Point{}, draw.Src)
	for i, p := range f.Panels {
		down := i * scale * plotHeight
		part := img.SubImage(image.Rect(0, down, scale*plotWidth, down+scale*plotHeight)).(*image.RGBA)
		part.Rect = part.Rect.Sub(part.Rect.Min)
		p.draw(canvas{part})
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		panic("plot: PNG: " + err.Error()) // of no panels; a Buffer's Write does not fail
	}
	return b.Bytes()
}

// A canvas is the surface of a PNG.
type canvas struct{ *image.RGBA }

func (c canvas) line(isAxis bool, from, to Point) {
	ink := pale
	if isAxis {
		ink = grey
	}
	c.stroke([]Point{from, to}, 1, ink)
}

func (c canvas) curve(curve Curve, pieces [][]Point) {
	width, ink := 3.0, curve.Class.color()
	if curve.Thin {
		width, ink = 1, blend(ink, 0.45)
	}
	for _, piece := range pieces {
		if curve.Class != Backward || curve.Thin {
			c.stroke(piece, width, ink)
			continue
		}
		for _, dash := range dashes(piece, 8, 5) {
			c.stroke(dash, width, ink)
		}
	}
}

func (c canvas) dot(d Dot, at Point) {
	c.stroke([]Point{at}, 2*dotRadius, d.Class.color())
	if d.Open {
		c.stroke([]Point{at}, 2*dotRadius-5, white)
	}
}

// blend returns a share of a colour on white.
func blend(c color.RGBA, share float64) color.RGBA {
	part := func(v uint8) uint8 { return uint8(255 - share*float64(255-v)) }
	return color.RGBA{part(c.R), part(c.G), part(c.B), 255}
}

// dashes cuts a line into pieces of length on with gaps of length off.
func dashes(line []Point, on, off float64) [][]Point {
	if len(line) == 0 {
		return nil
	}
	pieces := [][]Point{{line[0]}}
	drawing, left := true, on // to go until that changes
	for i, to := range line[1:] {
		from := line[i]
		for {
			length := math.Hypot(to.X-from.X, to.Y-from.Y)
			if length < left {
				left -= length
				break
			}
			from = Point{from.X + (to.X-from.X)*left/length, from.Y + (to.Y-from.Y)*left/length}
			if drawing {
				pieces[len(pieces)-1] = append(pieces[len(pieces)-1], from)
				left = off
			} else {
				pieces = append(pieces, []Point{from})
				left = on
			}
			drawing = !drawing
		}
		if drawing {
			pieces[len(pieces)-1] = append(pieces[len(pieces)-1], to)
		}
	}
	return pieces
}

// stroke draws a line with round joins and ends, or a dot if it is one point. How
// much of a pixel the line covers follows from the distance to its middle.
func (c canvas) stroke(line []Point, width float64, ink color.RGBA) {
	reach := scale*width/2 + 0.5
	mask := image.NewAlpha(c.around(line, reach))
	for i := range line {
		from, to := line[max(i-1, 0)], line[i]
		ax, ay, bx, by := scale*from.X, scale*from.Y, scale*to.X, scale*to.Y
		box := c.around([]Point{from, to}, reach)
		for y := box.Min.Y; y < box.Max.Y; y++ {
			for x := box.Min.X; x < box.Max.X; x++ {
				d := distance(float64(x)+0.5-ax, float64(y)+0.5-ay, bx-ax, by-ay)
				covered := uint8(255 * min(max(reach-d, 0), 1))
				if at := mask.PixOffset(x, y); covered > mask.Pix[at] {
					mask.Pix[at] = covered
				}
			}
		}
	}
	draw.DrawMask(c, mask.Rect, image.NewUniform(ink), image.Point{}, mask, mask.Rect.Min, draw.Over)
}

// around returns a rectangle of the pixels within reach of the points.
func (c canvas) around(points []Point, reach float64) image.Rectangle {
	var all image.Rectangle
	for _, p := range points {
		side := func(v float64) int { // far outside is outside, whatever its number
			return int(math.Floor(min(max(v, -1e6), 1e6)))
		}
		all = all.Union(image.Rect(side(scale*p.X-reach), side(scale*p.Y-reach),
			side(scale*p.X+reach)+1, side(scale*p.Y+reach)+1))
	}
	return all.Intersect(c.Rect)
}

// distance returns how far (x, y) is from the line between (0, 0) and (dx, dy).
func distance(x, y, dx, dy float64) float64 {
	along := 0.0
	if length := dx*dx + dy*dy; length > 0 {
		along = min(max((x*dx+y*dy)/length, 0), 1)
	}
	return math.Hypot(x-along*dx, y-along*dy)
}

// text draws a label on a white background.
func (c canvas) text(l Label, at Point) {
	const dot = 3 // pixels of a glyph's dot
	x, y := int(scale*at.X), int(scale*at.Y)-glyphAscent*dot
	width := (utf8.RuneCountInString(l.Text)*glyphStep - 1) * dot
	switch l.Anchor {
	case "middle":
		x -= width / 2
	case "end":
		x -= width
	}
	fill := func(x, y, dx, dy int, ink color.RGBA) {
		draw.Draw(c, image.Rect(x, y, x+dx, y+dy), image.NewUniform(ink), image.Point{}, draw.Src)
	}
	if l.Text != "" {
		fill(x-dot, y-dot, width+2*dot, (glyphHeight+2)*dot, white)
	}
	for _, r := range l.Text {
		g, ok := glyphs[r]
		if !ok {
			g = unknown
		}
		for gy := range g {
			for gx, set := range g[gy] {
				if set {
					fill(x+gx*dot, y+gy*dot, dot, dot, l.Class.color())
				}
			}
		}
		x += glyphStep * dot
	}
}
