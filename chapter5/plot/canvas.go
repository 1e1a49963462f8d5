package plot

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"unicode/utf8"
)

// A canvas is drawn upon in the SVG's pixels.
type canvas struct{ *image.RGBA }

// stroke draws a line of round joins and ends, or a dot if it is one point.
// What a line covers of a pixel is taken from the distance to its middle.
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

// around returns the pixels that are so near the points.
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

// text writes on a line at a point, on a ground of white.
func (c canvas) text(class Class, anchor string, at Point, text string) {
	const dot = 3 // pixels of a glyph's dot
	x, y := int(scale*at.X), int(scale*at.Y)-glyphAscent*dot
	width := (utf8.RuneCountInString(text)*glyphStep - 1) * dot
	switch anchor {
	case "middle":
		x -= width / 2
	case "end":
		x -= width
	}
	fill := func(x, y, dx, dy int, ink color.RGBA) {
		draw.Draw(c, image.Rect(x, y, x+dx, y+dy), image.NewUniform(ink), image.Point{}, draw.Src)
	}
	if text != "" {
		fill(x-dot, y-dot, width+2*dot, (glyphHeight+2)*dot, white)
	}
	for _, r := range text {
		g, ok := glyphs[r]
		if !ok {
			g = unknown
		}
		for gy := range g {
			for gx, set := range g[gy] {
				if set {
					fill(x+gx*dot, y+gy*dot, dot, dot, class.color())
				}
			}
		}
		x += glyphStep * dot
	}
}
