package digit

import (
	"errors"
	"math"
	"slices"
)

// Why an image is not taken for a digit.
var (
	errBlank   = errors.New("nothing stands out from the background, want a digit")
	errSpecks  = errors.New("nothing but specks stands out from the background, want a digit")
	errSolid   = errors.New("a solid shape stands out from the background, want a digit drawn with strokes")
	errPattern = errors.New("a pattern stands out from the background, want a digit of a few strokes on plain paper")
	errWide    = errors.New("what stands out from the background is wider than a digit, want one digit: crop the image to it")
	errSeveral = errors.New("several shapes stand out from the background, want one digit: crop the image to it")
)

// reach is how far the closing reaches to each side, as a share of the longer
// side of the image.
const reach = 0.16

// contrast returns how far each pixel is below its background, as a share of
// the background. The background is the closing of gray.
func contrast(gray *plane, dark bool) (out *plane, noise float64) {
	out = gray.closing(max(2, int(reach*float64(max(gray.w, gray.h)))))
	for i, v := range gray.at {
		background := out.at[i]
		out.at[i] -= v
		if dark {
			out.at[i] /= max(background, 0.2)
		}
	}
	lift := quantile(out.at, 0.5) // noise lifts the closing everywhere
	var off []float64
	for i := range out.at {
		out.at[i] -= lift
		off = append(off, math.Abs(out.at[i]))
	}
	// Of normal values, three in ten are within 0.385 standard deviations.
	return out, max(0.01, quantile(off, 0.3)/0.385)
}

// A find is a component that may be the digit.
type find struct {
	ink   *plane
	score float64
	err   error
}

func findInk(gray *plane) (*plane, error) {
	inks := []*plane{gray, gray.inverted()}
	if !darkInk(gray) {
		slices.Reverse(inks)
	}
	for _, edges := range []bool{false, true} {
		for _, g := range inks {
			f := search(g, g == gray, edges)
			if f.err != errBlank {
				return f.ink, f.err
			}
		}
	}
	return nil, errBlank
}

// darkInk reports whether the ink is darker than the paper. Ink covers less
// than half of its surroundings, and the third moment about a local mean has
// the sign of what is rare.
func darkInk(gray *plane) bool {
	const blocks = 6
	means := gray.resize(blocks, blocks)
	moment := 0.0
	for i, v := range gray.at {
		x, y := i%gray.w*blocks/gray.w, i/gray.w*blocks/gray.h
		d := v - means.at[y*blocks+x]
		moment += float64(d * d * d)
	}
	return moment <= 0
}

func search(gray *plane, dark, edges bool) find {
	p, noise := contrast(gray, dark)
	floor := 3 * noise
	for range 3 {
		high := otsu(p.at, floor)
		if high < max(0.05, 3*noise) {
			break
		}
		low := max(high/2, floor)
		if f := choose(p, low, high, edges); f.err != errBlank {
			return f
		}
		floor = high
	}
	return find{err: errBlank}
}

func choose(p *plane, low, high float64, edges bool) find {
	labels, all := components(p, low, high)
	main := -1
	ok := make([]bool, len(all))
	for i, c := range all {
		if c.side() < max(6, max(p.w, p.h)/50) || !edges && c.atEdge(p.w, p.h) || c.w() > 2*c.h() {
			continue
		}
		ok[i] = true
	}
	for i, c := range all {
		for j, d := range all {
			if ok[i] && ok[j] && i != j && c.contains(d.box) && 10*d.side() > 3*c.side() {
				ok[i] = false
			}
		}
	}
	for i, c := range all {
		if !ok[i] {
			continue
		}
		ink := inkOf(p, labels, c.box, func(l int) bool { return l == i+1 }, high)
		thick := thickness(ink)
		length := sum(ink.at) / thick
		if thick > 0.36*float64(c.side()) || length > 5*float64(c.side()) {
			ok[i] = false
			continue
		}
		if main < 0 || c.area > all[main].area {
			main = i
		}
	}
	if main < 0 {
		return find{err: errBlank}
	}
	m := all[main]
	around := m.grow(m.side() / 4)
	kept := make([]bool, len(all))
	b := m.box
	for i, c := range all {
		flat := c.w() > 4*c.h()
		below := c.y0+c.y1 > m.y0+m.y1
		kept[i] = i == main || 20*c.area >= m.area && around.meets(c.box) && (edges || !c.atEdge(p.w, p.h)) && !(flat && below) && !c.contains(m.box)
		if kept[i] {
			b = b.union(c.box)
		}
	}
	ink := inkOf(p, labels, b, func(l int) bool { return l > 0 && kept[l-1] }, high)
	f := find{ink: ink}
	thick := thickness(ink)
	f.score = level(p, labels, main+1, high) / thick * float64(max(ink.w, ink.h))
	for i, c := range all {
		beside := c.x1 <= m.x0 || c.x0 >= m.x1
		if i != main && ok[i] && 4*c.area >= m.area && 5*c.h() >= 3*m.h() && (beside || !kept[i]) {
			f.err = errSeveral
		}
	}
	return f
}

func level(p *plane, labels []int, l int, high float64) float64 {
	var values []float64
	for i, v := range p.at {
		if labels[i] == l && v >= high {
			values = append(values, v)
		}
	}
	return quantile(values, 0.6)
}

func inkOf(p *plane, labels []int, b box, in func(label int) bool, high float64) *plane {
	var values []float64
	out := newPlane(p.w, p.h)
	for i, l := range labels {
		if in(l) {
			out.at[i] = p.at[i]
			if p.at[i] >= high {
				values = append(values, p.at[i])
			}
		}
	}
	out = out.crop(b)
	full := quantile(values, 0.6)
	for i, v := range out.at {
		out.at[i] = min(1, v/full)
	}
	return out
}

func (b box) atEdge(w, h int) bool { return b.x0 == 0 || b.y0 == 0 || b.x1 == w || b.y1 == h }

func sum(values []float64) (s float64) {
	for _, v := range values {
		s += v
	}
	return s
}

// otsu returns the threshold with the largest variance between the two classes
// that it separates. Values up to floor count as floor, and no more often
// than the others together.
func otsu(all []float64, floor float64) float64 {
	var values []float64
	for _, v := range all {
		if v > floor {
			values = append(values, v-floor)
		}
	}
	if len(values) == 0 {
		return 0
	}
	slices.Sort(values)
	total := sum(values)
	zeros := float64(max(1, min(len(all)-len(values), len(values))))
	n := zeros + float64(len(values))
	best, threshold, below := -1.0, 0.0, 0.0
	for i, v := range values {
		under := zeros + float64(i) // values[i:] are above
		mean0, mean1 := below/under, (total-below)/(n-under)
		if between := under * (n - under) * (mean1 - mean0) * (mean1 - mean0); between > best {
			best, threshold = between, (mean0+mean1)/2
		}
		below += v
	}
	return floor + threshold
}
