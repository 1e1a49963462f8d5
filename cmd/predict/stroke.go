package main

import "math"

// All but the extreme strokes of MNIST are this thick, in pixels of the
// 20 x 20 box.
const (
	thinnest = 1.8
	thickest = 4.1
)

// likeMNIST makes strokes thicker that are thinner than MNIST's, and thinner
// that are thicker.
func likeMNIST(ink *plane) *plane {
	unit := float64(max(ink.w, ink.h)) / boxSide
	switch t := thickness(ink); {
	case t < thinnest*unit:
		return thicken(ink, (float64(thinnest*unit)-t)/2)
	case t > thickest*unit:
		return thin(ink, (t-float64(thickest*unit))/2)
	}
	return ink
}

// thickness returns the mean thickness of the strokes in pixels: a long stroke
// has an area of its length times its thickness, and a circumference of twice
// its length.
func thickness(ink *plane) float64 {
	area, edges := 0.0, 0
	inside := func(x, y int) bool {
		return x >= 0 && y >= 0 && x < ink.w && y < ink.h && ink.at[y*ink.w+x] >= 0.5
	}
	for y := range ink.h + 1 {
		for x := range ink.w + 1 {
			if x < ink.w && y < ink.h {
				area += ink.at[y*ink.w+x]
			}
			if inside(x, y) != inside(x-1, y) {
				edges++
			}
			if inside(x, y) != inside(x, y-1) {
				edges++
			}
		}
	}
	// Pixels make edges longer: 4/π times, over all directions.
	return 2 * area / max(1, float64(edges)*math.Pi/4)
}

// thicken adds r pixels all around.
func thicken(ink *plane, r float64) *plane {
	margin := int(math.Ceil(r))
	out := ink.crop(-margin, -margin, ink.w+margin, ink.h+margin)
	d := distance(out, func(v float64) bool { return v >= 0.5 })
	for i := range out.at {
		out.at[i] = max(out.at[i], min(1, r+1-d[i]))
	}
	return out
}

// thin takes r pixels away all around, and what then is empty at the sides.
func thin(ink *plane, r float64) *plane {
	out := ink.crop(-1, -1, ink.w+1, ink.h+1)
	d := distance(out, func(v float64) bool { return v < 0.5 })
	b := box{out.w, out.h, 0, 0}
	for i := range out.at {
		out.at[i] = min(out.at[i], max(0, d[i]-r))
		if out.at[i] >= 0.5 {
			x, y := i%out.w, i/out.w
			b = b.union(box{x, y, x + 1, y + 1})
		}
	}
	if b.x0 >= b.x1 {
		return ink
	}
	return out.crop(b.x0, b.y0, b.x1, b.y1)
}

// distance returns how far each pixel is from the nearest for which in is
// true, in steps of 1 to the side and √2 to the corner.
func distance(p *plane, in func(float64) bool) []float64 {
	d := make([]float64, len(p.at))
	for i, v := range p.at {
		if d[i] = math.Inf(1); in(v) {
			d[i] = 0
		}
	}
	near := func(x, y, dx, dy int, step float64) {
		if nx, ny := x+dx, y+dy; nx >= 0 && ny >= 0 && nx < p.w && ny < p.h {
			d[y*p.w+x] = min(d[y*p.w+x], d[ny*p.w+nx]+step)
		}
	}
	pass := func(x, y, back int) {
		near(x, y, back, 0, 1)
		near(x, y, -1, back, math.Sqrt2)
		near(x, y, 0, back, 1)
		near(x, y, 1, back, math.Sqrt2)
	}
	for i := range d {
		pass(i%p.w, i/p.w, -1)
	}
	for i := len(d) - 1; i >= 0; i-- {
		pass(i%p.w, i/p.w, 1)
	}
	return d
}
