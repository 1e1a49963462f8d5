package digit

import (
	"image"

	"backprop/layers/layertest/bilingual"
)

// Why an image is not taken for a digit.
var (
	errBlank = bilingual.Errorf("nothing stands out from the background, want a digit",
		"바탕과 구별되는 것이 없다. 숫자가 있어야 한다")
	errOther = bilingual.Errorf("no shape that stands out from the background has a digit's strokes; crop the image to one digit",
		"바탕과 구별되는 도형 중에 숫자처럼 획으로 그린 것이 없다. 숫자가 하나만 있도록 이미지를 잘라야 한다")
	errSeveral = bilingual.Errorf("several shapes stand out from the background; crop the image to one digit",
		"바탕과 구별되는 도형이 여러 개다. 숫자가 하나만 있도록 이미지를 잘라야 한다")
)

// A finding holds the digit's ink, from 0 to 255, cropped to its box. If there
// is no digit, ink is nil and err is the reason; if there are several, err is
// errSeveral.
type finding struct {
	ink *plane
	box image.Rectangle
	err error
}

// findInk returns the digit's ink. The light paper between dark strokes has a
// shape too, so findInk searches for dark and for light ink. If it finds both, a
// disc or a sheet of paper with ink on it is not the ink, unless it spans the
// image, as a 0 does that is cropped closely. Else a digit that reaches all edges
// of the image is the ink; else ink is what is rare.
func findInk(gray *plane) (*plane, error) {
	dark, light := search(gray, true), search(gray, false)
	whole := gray.bounds().Inset(side(gray.bounds()) / 20)
	switch {
	case light.ink == nil, dark.ink != nil && !spans(light.box, whole) && dark.liesOn(light):
		return dark.ink, dark.err
	case dark.ink == nil, !spans(dark.box, whole) && light.liesOn(dark):
		return light.ink, light.err
	}
	isDark := whole.In(dark.box)
	if isDark == whole.In(light.box) {
		isDark = isInkDark(gray, dark.box.Union(light.box))
	}
	if isDark {
		return dark.ink, dark.err
	}
	return light.ink, light.err
}

// isInkDark reports whether the ink in box is darker than the paper around it.
// Ink covers less than half of the paper, and the third moment about a local
// mean is negative if the rare values are the dark ones.
func isInkDark(gray *plane, box image.Rectangle) bool {
	const blocks = 2
	part := gray.crop(box.Inset(-side(box) / 4).Intersect(gray.bounds()))
	means := part.resize(blocks, blocks)
	var moment int64
	for i, v := range part.at {
		x, y := i%part.w*blocks/part.w, i/part.w*blocks/part.h
		d := int64(v) - int64(means.at[y*blocks+x])
		moment += d * d * d
	}
	return moment <= 0
}

// spans reports whether box reaches two opposite sides of whole.
func spans(box, whole image.Rectangle) bool {
	return box.Min.X <= whole.Min.X && box.Max.X >= whole.Max.X ||
		box.Min.Y <= whole.Min.Y && box.Max.Y >= whole.Max.Y
}

// liesOn reports whether f is drawn on g: g's box holds f's, g is 1.5 times as
// thick, and g with its holes filled is solid. A filled disc is half as thick as
// it is high, by the formula of thickness, a square or a wide plate more, and a
// filled 0 less.
func (f finding) liesOn(g finding) bool {
	return f.box.In(g.box) && 3*thickness(f.ink) < 2*thickness(g.ink) && 10*thickness(fillHoles(g.ink)) > 45*g.box.Dy()
}

// search returns the digit of dark or of light ink. A shape that touches the edge
// of the image comes second. If Otsu's threshold finds no digit, the ink may be
// the stronger part of what is above the threshold, as on squared paper: search
// divides that part again.
func search(gray *plane, dark bool) finding {
	contrast, least := contrastOf(gray, dark)
	out := finding{err: errBlank}
	for _, atEdge := range []bool{false, true} {
		floor := least
		for range 3 {
			high := otsu(contrast, floor)
			if high < max(13, floor) {
				break
			}
			f := choose(contrast, max(high/2, floor), high, atEdge)
			if f.ink != nil {
				return f
			}
			if f.err != errBlank {
				out = f
			}
			floor = high
		}
	}
	return out
}

// choose returns the digit among the connected components of contrast: the
// largest component that may be a digit, and the parts near it. Unless atEdge is
// true, choose leaves out components that touch the edge of the image.
func choose(contrast *plane, low, high uint8, atEdge bool) finding {
	labels, all := components(contrast, low, high)
	out := finding{err: errBlank}
	var digits []component
	var main component
	for i, c := range all {
		if !atEdge && c.border > 0 {
			continue
		}
		out.err = errOther
		ink := inkOf(contrast, labels, c.box, high, func(j int) bool { return j == i })
		if c.isDigit(ink, all, contrast.bounds()) {
			digits = append(digits, c)
			if c.area > main.area {
				main = c
			}
		}
	}
	if len(digits) == 0 {
		return out
	}
	out.err = nil
	isPart := make([]bool, len(all))
	for i, c := range all {
		underline := c.box.Dx() > 4*c.box.Dy() && c.box.Min.Y+c.box.Max.Y > main.box.Min.Y+main.box.Max.Y
		near := main.box.Inset(-side(main.box) / 4).Overlaps(c.box)
		isPart[i] = c == main || near && 20*c.area >= main.area && !underline && !main.box.In(c.box) &&
			(atEdge || c.border == 0)
		if isPart[i] {
			out.box = out.box.Union(c.box)
		}
	}
	for _, c := range digits {
		if 4*c.area >= main.area && 5*c.box.Dy() >= 3*main.box.Dy() && !c.box.Overlaps(main.box) {
			out.err = errSeveral
		}
	}
	out.ink = inkOf(contrast, labels, out.box, high, func(i int) bool { return isPart[i] })
	return out
}

// isDigit reports whether a component may be a digit. The limits are wider than
// the digits of MNIST, whose strokes are up to 0.29 times as thick as the longer
// side of the box, and which are up to 1.8 times as wide as high. The lines of ruled
// or squared paper are thin, span the image, and end at many places of its edges.
func (c component) isDigit(ink *plane, all []component, bounds image.Rectangle) bool {
	speck := side(c.box) < max(6, side(bounds)/50)
	wide := c.box.Dx() > 2*c.box.Dy()
	solid := 10*thickness(ink) > 34*side(c.box)
	alongEdge := 2*c.border > bounds.Dx()+bounds.Dy()
	whole := bounds.Inset(side(bounds) / 20)
	ruled := 4*thickness(ink) < side(c.box) && spans(c.box, whole) && ink.ends() >= 10
	return !speck && !wide && !solid && !alongEdge && !ruled && !c.surrounds(all) && !isFrame(ink)
}

// isFrame reports whether ink is a frame or a table: with its holes it fills its
// box, and the holes are larger than 3/5 of it. A 0 fills π/4 of its box.
func isFrame(ink *plane) bool {
	filled, box := fillHoles(ink).sum()/255, int64(len(ink.at))
	return 20*filled > 17*box && 5*(filled-ink.sum()/255) > 3*box
}

// surrounds reports whether c surrounds another component, as a frame surrounds
// a digit. The dot in a 0 is less than 0.3 times as high as the 0.
func (c component) surrounds(all []component) bool {
	for _, d := range all {
		if c.box != d.box && d.box.In(c.box) && 10*d.box.Dy() > 3*c.box.Dy() {
			return true
		}
	}
	return false
}

// inkOf returns the components in box for which isPart is true, with the
// contrast of their strokes as 255.
func inkOf(contrast *plane, labels []int, box image.Rectangle, high uint8, isPart func(i int) bool) *plane {
	ink := newPlane(box.Dx(), box.Dy())
	var strokes []uint8
	for i := range ink.at {
		k := (box.Min.Y+i/ink.w)*contrast.w + box.Min.X + i%ink.w
		if labels[k] > 0 && isPart(labels[k]-1) {
			ink.at[i] = contrast.at[k]
			if ink.at[i] >= high {
				strokes = append(strokes, ink.at[i])
			}
		}
	}
	full := max(1, int(quantile(strokes, 2)))
	for i, v := range ink.at {
		ink.at[i] = uint8(min(255, 255*int(v)/full))
	}
	return ink
}
