package digit

import (
	"image"
	"slices"
)

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

// bounds returns the box of all pixels.
func (p *plane) bounds() image.Rectangle { return image.Rect(0, 0, p.w, p.h) }

// crop returns the pixels of p in box. Outside of p they are 0.
func (p *plane) crop(box image.Rectangle) *plane {
	out := newPlane(box.Dx(), box.Dy())
	inside := box.Intersect(p.bounds())
	for y := inside.Min.Y; y < inside.Max.Y; y++ {
		for x := inside.Min.X; x < inside.Max.X; x++ {
			out.at[(y-box.Min.Y)*out.w+x-box.Min.X] = p.at[y*p.w+x]
		}
	}
	return out
}

// sum returns the sum of all pixels.
func (p *plane) sum() (sum int64) {
	for _, v := range p.at {
		sum += int64(v)
	}
	return sum
}

// ends returns the number of places where bright pixels touch the edges of p.
func (p *plane) ends() (n int) {
	count := func(length, first, step int) {
		last := false
		for i := range length {
			isInk := p.at[first+i*step] >= 128
			if isInk && !last {
				n++
			}
			last = isInk
		}
	}
	count(p.w, 0, 1)
	count(p.w, (p.h-1)*p.w, 1)
	count(p.h, 0, p.w)
	count(p.h, p.w-1, p.w)
	return n
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

// quantile returns the value that a 1/n part of the values does not exceed, and 0
// of no values. The median is quantile(values, 2).
func quantile(values []uint8, n int) uint8 {
	if len(values) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(values))
	return sorted[len(sorted)/n]
}
