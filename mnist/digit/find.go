package digit

import (
	"image"

	"backprop/layers/layertest/bilingual"
)

// Why an image is not taken for a digit.
var (
	errBlank = bilingual.Errorf("nothing stands out from the background, want a digit",
		"바탕에서 두드러지는 것이 없다. 숫자가 있어야 한다")
	errSpecks = bilingual.Errorf("nothing but specks stands out from the background, want a digit",
		"바탕에서 두드러지는 것이 작은 점뿐이다. 숫자가 있어야 한다")
	errSolid = bilingual.Errorf("a solid shape stands out from the background, want a digit drawn with strokes",
		"속이 찬 도형이 바탕에서 두드러진다. 획으로 그린 숫자여야 한다")
	errPattern = bilingual.Errorf("a pattern stands out from the background, want a digit of a few strokes on plain paper",
		"무늬가 바탕에서 두드러진다. 무늬 없는 종이에 획 몇 개로 그린 숫자여야 한다")
	errWide = bilingual.Errorf("what stands out from the background is wider than a digit, want one digit: crop the image to it",
		"바탕에서 두드러지는 것이 숫자보다 넓다. 숫자가 하나만 있도록 이미지를 잘라야 한다")
	errSeveral = bilingual.Errorf("several shapes stand out from the background, want one digit: crop the image to it",
		"여러 도형이 바탕에서 두드러진다. 숫자가 하나만 있도록 이미지를 잘라야 한다")
)

// A finding holds the digit's ink and its box. If there is no digit, ink is nil
// and err is the reason; if there are several, err is errSeveral.
type finding struct {
	ink *plane
	box image.Rectangle
	err error
}

// findInk returns the digit's ink, from 0 to 255, cropped to its box. Between
// dark strokes there is light paper that has a shape as well, so both are
// looked for. What touches the edge of the image comes second.
func findInk(gray *plane) (*plane, error) {
	const inside, atEdge = false, true
	dark, light := search(gray, true, inside), search(gray, false, inside)
	if dark.ink != nil && light.ink != nil {
		isDark := isInkDark(gray, dark.box.Union(light.box))
		if dark.liesOn(light) || isDark && !light.liesOn(dark) {
			return dark.ink, dark.err
		}
		return light.ink, light.err
	}
	isDark := isInkDark(gray, gray.bounds())
	first, second := dark, light
	if !isDark {
		first, second = light, dark
	}
	err := first.err
	for _, f := range []finding{first, search(gray, isDark, atEdge), second, search(gray, !isDark, atEdge)} {
		if f.ink != nil {
			return f.ink, f.err
		}
		if err == errBlank {
			err = f.err
		}
	}
	return nil, err
}

// liesOn reports whether f is drawn on g, a sheet of paper: g surrounds f, is
// twice as thick, and fills half of the border of its box.
func (f finding) liesOn(g finding) bool {
	filled, border := 0, 0
	for i, v := range g.ink.at {
		x, y := i%g.ink.w, i/g.ink.w
		if x == 0 || y == 0 || x == g.ink.w-1 || y == g.ink.h-1 {
			border++
			filled += int(v) / 128
		}
	}
	return f.box.In(g.box) && 2*thickness(f.ink) < thickness(g.ink) && 2*filled > border
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

// search returns the digit of dark or of light ink. If Otsu's threshold finds
// no digit, the ink may be the darker part of what is above the threshold, on
// lines of squared paper, and search divides that part again.
func search(gray *plane, dark, atEdge bool) finding {
	contrast, noise := contrastOf(gray, dark)
	first := finding{err: errBlank}
	floor := 3 * noise
	for range 3 {
		high := otsu(contrast, floor)
		if high < max(13, floor) {
			break
		}
		f := choose(contrast, max(high/2, floor), high, atEdge)
		if f.ink != nil {
			return f
		}
		if first.err == errBlank {
			first = f
		}
		floor = high
	}
	return first
}

// contrastOf returns how far each pixel is from its background, and the noise
// of the background, as a standard deviation. The contrast of dark ink is a
// share of the light that its paper has.
func contrastOf(gray *plane, dark bool) (contrast *plane, noise uint8) {
	const reach = 16 // of the closing to each side, in hundredths of the longer side
	if !dark {
		gray = gray.inverted()
	}
	background := gray.closing(max(2, reach*max(gray.w, gray.h)/100))
	contrast = newPlane(gray.w, gray.h)
	for i, v := range gray.at {
		full := 255
		if dark {
			full = int(max(background.at[i], 51))
		}
		contrast.at[i] = uint8(255 * int(background.at[i]-v) / full)
	}
	// Noise lifts the closing everywhere, by the median of the contrast.
	lift := median(append([]uint8{}, contrast.at...))
	deviations := newPlane(gray.w, gray.h)
	for i, v := range contrast.at {
		deviations.at[i] = max(v, lift) - min(v, lift)
		contrast.at[i] = max(v, lift) - lift
	}
	// Of normal values, the median absolute deviation is 0.674 times the
	// standard deviation.
	return contrast, max(3, uint8(min(255/3, int(median(deviations.at))*1000/674)))
}

// choose returns the digit among the connected components of contrast: the
// largest that may be a digit, and the parts near it. Those that touch the edge
// of the image are left out unless atEdge is true.
func choose(contrast *plane, low, high uint8, atEdge bool) finding {
	labels, all := components(contrast, low, high)
	out := finding{err: errBlank}
	var digits []component
	var main component
	refused := 0 // the area of the component that out.err is about
	for i, c := range all {
		if !atEdge && c.border > 0 {
			continue
		}
		ink := inkOf(contrast, labels, c.box, high, func(j int) bool { return j == i })
		switch err := refuse(ink, c, all, contrast.bounds()); {
		case err == nil:
			digits = append(digits, c)
			if c.area > main.area {
				main = c
			}
		case c.area > refused:
			refused, out.err = c.area, err
		}
	}
	if len(digits) == 0 {
		return out
	}
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
	out.err = nil
	for _, c := range digits {
		apart := c.box.Max.X <= main.box.Min.X || c.box.Min.X >= main.box.Max.X || !c.box.In(out.box)
		if 4*c.area >= main.area && 5*c.box.Dy() >= 3*main.box.Dy() && apart {
			out.err = errSeveral
		}
	}
	out.ink = inkOf(contrast, labels, out.box, high, func(i int) bool { return isPart[i] })
	return out
}

// refuse returns why a component is no digit, or nil. The limits are beyond
// the digits of MNIST: their strokes are up to 0.29 times as thick as the
// longer side of the box and up to 3.4 times as long, and they are up to 1.8
// times as wide as high.
func refuse(ink *plane, c component, all []component, bounds image.Rectangle) error {
	thick := max(1, thickness(ink)) // in tenths
	length := int(10*ink.sum()/255) / thick
	switch {
	case side(c.box) < max(6, side(bounds)/50):
		return errSpecks
	case c.box.Dx() > 2*c.box.Dy():
		return errWide
	case 10*thick > 36*side(c.box):
		return errSolid
	case length > 5*side(c.box) || c.surrounds(all) || 2*c.border > bounds.Dx()+bounds.Dy():
		return errPattern
	}
	return nil
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
