package plot

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"
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
		p.png(canvas{part})
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		panic("plot: PNG: " + err.Error()) // of no panels; a Buffer's Write does not fail
	}
	return b.Bytes()
}

func (p Panel) png(c canvas) {
	line := func(at float64, from, to Point) {
		ink := grey
		if gridClass(at) == "grid" {
			ink = pale
		}
		c.stroke([]Point{p.place(from), p.place(to)}, 1, ink)
	}
	xTicks, yTicks := p.ticks()
	for _, x := range xTicks {
		line(x, Point{x, p.Y.From}, Point{x, p.Y.To})
		at := p.place(Point{x, p.Y.From})
		c.text(Plain, "middle", Point{at.X, at.Y + tickDown}, number(x))
	}
	for _, y := range yTicks {
		line(y, Point{p.X.From, y}, Point{p.X.To, y})
		at := p.place(Point{p.X.From, y})
		c.text(Plain, "end", Point{at.X - tickLeft, at.Y + textMiddle}, number(y))
	}
	c.text(Plain, "start", Point{plotRight + nameRight, plotBottom + textMiddle}, p.X.Name)
	for _, curve := range p.Curves {
		width, ink := 3.0, curve.Class.color()
		if curve.Thin {
			width, ink = 1, blend(ink, 0.45)
		}
		for _, piece := range p.pieces(curve) {
			if curve.Class == Backward && !curve.Thin {
				for _, dash := range dashes(piece, 8, 5) {
					c.stroke(dash, width, ink)
				}
			} else {
				c.stroke(piece, width, ink)
			}
		}
	}
	for _, d := range p.Dots {
		at := []Point{p.place(d.At)}
		if !at[0].nearPanel() {
			continue
		}
		c.stroke(at, 2*dotRadius, d.Class.color())
		if d.Open {
			c.stroke(at, 2*dotRadius-5, white)
		}
	}
	for _, l := range p.Labels {
		if at := p.placeLabel(l); at.nearPanel() {
			c.text(l.Class, l.Anchor, at, l.Text)
		}
	}
}

// blend returns so much of a colour on white.
func blend(c color.RGBA, much float64) color.RGBA {
	part := func(v uint8) uint8 { return uint8(255 - much*float64(255-v)) }
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
