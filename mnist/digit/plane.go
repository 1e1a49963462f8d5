package digit

import "slices"

// A plane holds a byte for each pixel, row after row.
type plane struct {
	w, h int
	at   []uint8
}

func newPlane(w, h int) *plane { return &plane{w, h, make([]uint8, w*h)} }

// inverted returns 255-p: dark becomes light.
func (p *plane) inverted() *plane {
	out := newPlane(p.w, p.h)
	for i, v := range p.at {
		out.at[i] = 255 - v
	}
	return out
}

// crop returns the pixels of p in b. Outside of p they are 0.
func (p *plane) crop(b box) *plane {
	out := newPlane(b.w(), b.h())
	for y := max(b.y0, 0); y < min(b.y1, p.h); y++ {
		for x := max(b.x0, 0); x < min(b.x1, p.w); x++ {
			out.at[(y-b.y0)*out.w+x-b.x0] = p.at[y*p.w+x]
		}
	}
	return out
}

// sum returns the sum of all pixels.
func (p *plane) sum() (sum int) {
	for _, v := range p.at {
		sum += int(v)
	}
	return sum
}

// resize returns p with w x h pixels, each the mean of the area that it covers.
func (p *plane) resize(w, h int) *plane {
	out := newPlane(w, h)
	for i := range out.at {
		x, y := i%w, i/w
		// In units of which a pixel of p is w wide and h high, and a pixel of out
		// p.w wide and p.h high.
		sum := 0
		for v := y * p.h / h; v*h < (y+1)*p.h; v++ {
			high := min((v+1)*h, (y+1)*p.h) - max(v*h, y*p.h)
			for u := x * p.w / w; u*w < (x+1)*p.w; u++ {
				wide := min((u+1)*w, (x+1)*p.w) - max(u*w, x*p.w)
				sum += wide * high * int(p.at[v*p.w+u])
			}
		}
		area := p.w * p.h
		out.at[i] = uint8((sum + area/2) / area)
	}
	return out
}

// median returns the median, and 0 of no values. It sorts them.
func median(values []uint8) uint8 {
	if len(values) == 0 {
		return 0
	}
	slices.Sort(values)
	return values[len(values)/2]
}
