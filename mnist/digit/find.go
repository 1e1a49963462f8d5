package digit

import (
	"image"

	"backprop/layers/layertest/bilingual"
)

// Why an image is not taken for a digit.
var (
	errBlank = bilingual.Errorf("nothing stands out from the background, want a digit",
		"바탕에서 두드러지는 것이 없다. 숫자가 있어야 한다")
	errOther = bilingual.Errorf("no shape that stands out from the background has a digit's strokes, want one digit: crop the image to it",
		"바탕에서 두드러지는 도형 중에 숫자처럼 획으로 그린 것이 없다. 숫자가 하나만 있도록 이미지를 잘라야 한다")
	errSeveral = bilingual.Errorf("several shapes stand out from the background, want one digit: crop the image to it",
		"여러 도형이 바탕에서 두드러진다. 숫자가 하나만 있도록 이미지를 잘라야 한다")
)

// A finding holds the digit's ink, from 0 to 255, cropped to its box. If there
// is no digit, ink is nil and err is the reason; if there are several, err is
// errSeveral.
type finding struct {
	ink *plane
	box image.Rectangle
	err error
}

// findInk returns the digit's ink. Between dark strokes there is light paper that
// has a shape as well, so findInk looks for both. Paper that the ink lies on
// comes second, then what is common: ink is rare.
func findInk(gray *plane) (*plane, error) {
	dark, light := search(gray, true), search(gray, false)
	switch {
	case light.ink == nil:
		return dark.ink, dark.err
	case dark.ink == nil:
		return light.ink, light.err
	case dark.liesOn(light) || isInkDark(gray, dark.box.Union(light.box)) && !light.liesOn(dark):
		return dark.ink, dark.err
	}
	return light.ink, light.err
}

// liesOn reports whether f is drawn on g, a sheet of paper: g surrounds f, is
// 1.5 times as thick, and fills half of the border of its box.
func (f finding) liesOn(g finding) bool {
	filled, border := 0, 0
	for i, v := range g.ink.at {
		x, y := i%g.ink.w, i/g.ink.w
		if x == 0 || y == 0 || x == g.ink.w-1 || y == g.ink.h-1 {
			border++
			filled += int(v) / 128
		}
	}
	return f.box.In(g.box) && 3*thickness(f.ink) < 2*thickness(g.ink) && 2*filled > border
}

// isInkDark reports whether the ink in box is darker than the paper around it.
// Ink covers less than half of its surroundings, and the third moment about a
// local mean has the sign of what is rare.
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

// search returns the digit of dark or of light ink. What touches the edge of the
// image comes second. If Otsu's threshold finds no digit, the ink may be the
// darker part of what is above the threshold, on lines of squared paper, and
// search divides that part again.
func search(gray *plane, dark bool) finding {
	contrast, least := contrastOf(gray, dark)
	out := finding{err: errBlank}
	for _, atEdge := range []bool{false, true} {
		floor := uint8(least)
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

// contrastOf returns how far each pixel is from its background. The contrast of
// dark ink is a share of the light that its paper has.
func contrastOf(gray *plane, dark bool) (*plane, uint8) {
	const reach = 16 // of the closing to each side, in hundredths of the longer side
	if !dark {
		gray = gray.inverted()
	}
	background := gray.closing(max(2, reach*max(gray.w, gray.h)/100))
	contrast := newPlane(gray.w, gray.h)
	for i, v := range gray.at {
		full := 255
		if dark {
			full = int(max(background.at[i], 51))
		}
		contrast.at[i] = uint8(255 * int(background.at[i]-v) / full)
	}
	// Noise lifts the closing everywhere, by the median of the contrast.
	lift := median(contrast.at)
	deviations := newPlane(gray.w, gray.h)
	for i, v := range contrast.at {
		deviations.at[i] = max(v, lift) - min(v, lift)
		contrast.at[i] = max(v, lift) - lift
	}
	return contrast, max(9, uint8(min(128, int(median(deviations.at))*4450/1000)))
}

// choose returns the digit among the connected components of contrast: the
// largest that may be a digit, and the parts near it. Those that touch the edge
// of the image are left out unless atEdge is true.
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

// isDigit reports whether a component may be a digit. The limits are beyond the
// digits of MNIST: their strokes are up to 0.29 times as thick as the longer
// side of the box, and they are up to 1.8 times as wide as high.
func (c component) isDigit(ink *plane, all []component, bounds image.Rectangle) bool {
	speck := side(c.box) < max(6, side(bounds)/50)
	wide := c.box.Dx() > 2*c.box.Dy()
	solid := 100*thickness(ink) > 36*10*side(c.box)
	alongEdge := 2*c.border > bounds.Dx()+bounds.Dy()
	return !speck && !wide && !solid && !alongEdge && !c.surrounds(all)
}

// surrounds reports whether c surrounds another component that may be a digit,
// as a frame does. The dot in a 0 is less than 0.3 times as high.
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
	full := max(1, int(median(strokes)))
	for i, v := range ink.at {
		ink.at[i] = uint8(min(255, 255*int(v)/full))
	}
	return ink
}
