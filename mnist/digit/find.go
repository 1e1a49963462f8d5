package digit

import (
	"errors"
)

// Why an image is not taken for a digit.
var (
	errBlank   = errors.New("nothing stands out from the background, want a digit")
	errSpecks  = errors.New("nothing but specks stands out from the background, want a digit")
	errSolid   = errors.New("a solid shape stands out from the background, want a digit drawn with strokes")
	errPattern = errors.New("a pattern stands out from the background, want a digit of a few strokes on plain paper")
	errWide    = errors.New("what stands out from the background is wider than a digit, want one digit: crop the image to it")
	errEdge    = errors.New("what stands out from the background runs along the edge of the image, want a digit with some paper around it")
	errSeveral = errors.New("several shapes stand out from the background, want one digit: crop the image to it")
)

// A finding is the digit's ink and its box, or the reason why there is none.
type finding struct {
	ink *plane
	box box
	err error
}

// findInk returns the digit's ink, from 0 to 255, cropped to its box. Between
// dark strokes there is light paper that has a shape as well, so both are
// looked for. What touches the edge of the image comes second.
func findInk(gray *plane) (*plane, error) {
	const inside, atEdge = false, true
	dark, light := search(gray, true, inside), search(gray, false, inside)
	if dark.ink != nil && light.ink != nil {
		switch {
		case dark.liesOn(light):
			return dark.ink, nil
		case light.liesOn(dark):
			return light.ink, nil
		case isInkDark(gray, dark.box.union(light.box)):
			return dark.ink, nil
		}
		return light.ink, nil
	}
	isDark := isInkDark(gray, box{0, 0, gray.w, gray.h})
	first, second := dark, light
	if !isDark {
		first, second = light, dark
	}
	err := first.err
	for _, f := range []finding{first, search(gray, isDark, atEdge), second, search(gray, !isDark, atEdge)} {
		if f.ink != nil {
			return f.ink, nil
		}
		if err == errBlank {
			err = f.err
		}
	}
	return nil, err
}

// liesOn reports whether f is drawn on a sheet of paper: g surrounds f and is
// twice as thick.
func (f finding) liesOn(g finding) bool {
	return g.box.contains(f.box) && 10*f.box.h() > 3*g.box.h() && 2*thickness(f.ink) < thickness(g.ink)
}

// isInkDark reports whether the ink in b is darker than the paper around it.
// Ink covers less than half of its surroundings, and the third moment about a
// local mean has the sign of what is rare.
func isInkDark(gray *plane, b box) bool {
	const blocks = 4
	part := gray.crop(b.grow(b.side() / 4).intersect(box{0, 0, gray.w, gray.h}))
	means := part.resize(blocks, blocks)
	moment := 0
	for i, v := range part.at {
		x, y := i%part.w*blocks/part.w, i/part.w*blocks/part.h
		d := int(v) - int(means.at[y*blocks+x])
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

// otsu returns the threshold with the largest variance between the two classes
// that it separates, among the values above floor. Values up to floor count as
// floor, and no more often than the others together.
func otsu(p *plane, floor uint8) uint8 {
	var histogram [256]int
	n, total := 0, 0
	for _, v := range p.at {
		if v > floor {
			histogram[v]++
			n++
			total += int(v)
		}
	}
	if n == 0 {
		return 0
	}
	histogram[floor] = max(1, min(len(p.at)-n, n))
	n += histogram[floor]
	total += histogram[floor] * int(floor)
	best, threshold := -1.0, 0
	count, sum := 0, 0 // of the values up to v
	for v := int(floor); v < 255; v++ {
		count += histogram[v]
		sum += histogram[v] * v
		if count == n {
			break
		}
		low, high := float64(sum)/float64(count), float64(total-sum)/float64(n-count)
		between := float64(count) * float64(n-count) * (high - low) * (high - low)
		if between > best {
			best, threshold = between, int((low+high)/2)
		}
	}
	return uint8(threshold)
}

// choose returns the digit among the connected components of contrast: the
// largest that may be a digit, and the parts near it.
func choose(contrast *plane, low, high uint8, atEdge bool) finding {
	labels, all := components(contrast, low, high)
	if len(all) == 0 {
		return finding{err: errBlank}
	}
	whole := box{0, 0, contrast.w, contrast.h}
	digits, reason, refused := []int{}, errBlank, 0 // of the largest that is refused
	for i, c := range all {
		err := refuse(contrast, labels, i, c, all, high)
		if err == nil && !atEdge && c.touches(whole) {
			err = errEdge
		}
		if err == nil {
			digits = append(digits, i)
		} else if c.area > refused {
			refused, reason = c.area, err
		}
	}
	if len(digits) == 0 {
		return finding{err: reason}
	}
	main := digits[0]
	for _, i := range digits {
		if all[i].area > all[main].area {
			main = i
		}
	}
	m := all[main]
	kept := make([]bool, len(all))
	b := m.box
	for i, c := range all {
		flatBelow := c.w() > 4*c.h() && c.y0+c.y1 > m.y0+m.y1
		kept[i] = i == main || 20*c.area >= m.area && m.grow(m.side()/4).meets(c.box) &&
			(atEdge || !c.touches(whole)) && !flatBelow && !c.contains(m.box)
		if kept[i] {
			b = b.union(c.box)
		}
	}
	for _, i := range digits {
		c := all[i]
		beside := c.x1 <= m.x0 || c.x0 >= m.x1
		if i != main && 4*c.area >= m.area && 5*c.h() >= 3*m.h() && (beside || !kept[i]) {
			return finding{err: errSeveral}
		}
	}
	return finding{ink: inkOf(contrast, labels, b, high, func(i int) bool { return kept[i] }), box: b}
}

// refuse returns why a component is no digit, or nil. The limits are beyond
// the digits of MNIST: their strokes are up to 0.29 times as thick as the
// longer side of the box and up to 3.4 times as long, and they are up to 1.8
// times as wide as high.
func refuse(contrast *plane, labels []int, i int, c component, all []component, high uint8) error {
	switch {
	case c.side() < max(6, max(contrast.w, contrast.h)/50):
		return errSpecks
	case c.w() > 2*c.h():
		return errWide
	case c.frames(all):
		return errPattern
	}
	ink := inkOf(contrast, labels, c.box, high, func(j int) bool { return j == i })
	thick := thickness(ink)
	switch {
	case 100*thick > 36*10*c.side():
		return errSolid
	case 10*ink.sum()/255/max(1, thick) > 5*c.side():
		return errPattern
	}
	return nil
}

// frames reports whether c surrounds another component that may be a digit.
// The dot in a 0 is less than 0.3 times as high.
func (c component) frames(all []component) bool {
	for _, d := range all {
		if c.box != d.box && c.contains(d.box) && 10*d.h() > 3*c.h() {
			return true
		}
	}
	return false
}

// inkOf returns the components of b for which in is true, with the contrast of
// their strokes as 255.
func inkOf(contrast *plane, labels []int, b box, high uint8, in func(i int) bool) *plane {
	ink := newPlane(b.w(), b.h())
	var strokes []uint8
	for i := range ink.at {
		k := (b.y0+i/ink.w)*contrast.w + b.x0 + i%ink.w
		if labels[k] > 0 && in(labels[k]-1) {
			ink.at[i] = contrast.at[k]
			if ink.at[i] >= high {
				strokes = append(strokes, ink.at[i])
			}
		}
	}
	full := int(max(1, median(strokes)))
	for i, v := range ink.at {
		ink.at[i] = uint8(min(255, 255*int(v)/full))
	}
	return ink
}
