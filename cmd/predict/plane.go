package main

import (
	"math"
	"slices"
)

// A plane has a number for each pixel, row after row.
type plane struct {
	w, h int
	at   []float64
}

func newPlane(w, h int) *plane { return &plane{w, h, make([]float64, w*h)} }

func (p *plane) variance() float64 {
	var sum, squares float64
	for _, v := range p.at {
		sum += v
		squares += float64(v * v)
	}
	n := float64(len(p.at))
	return squares/n - float64(sum/n*sum/n)
}

func (p *plane) sum() (sum float64) {
	for _, v := range p.at {
		sum += v
	}
	return sum
}

// crop returns the part from (x0, y0) to without (x1, y1); outside of p it is 0.
func (p *plane) crop(x0, y0, x1, y1 int) *plane {
	out := newPlane(x1-x0, y1-y0)
	for y := max(y0, 0); y < min(y1, p.h); y++ {
		for x := max(x0, 0); x < min(x1, p.w); x++ {
			out.at[(y-y0)*out.w+x-x0] = p.at[y*p.w+x]
		}
	}
	return out
}

// resize returns p in another size: each pixel is the average of the area of p
// that it covers.
func (p *plane) resize(w, h int) *plane {
	wide := newPlane(w, p.h)
	for y := range p.h {
		average(wide.at[y*w:], w, 1, p.at[y*p.w:], p.w, 1)
	}
	out := newPlane(w, h)
	for x := range w {
		average(out.at[x:], h, w, wide.at[x:], p.h, w)
	}
	return out
}

// average makes n numbers, each stride apart, of m.
func average(to []float64, n, toStride int, from []float64, m, fromStride int) {
	scale := float64(m) / float64(n)
	for i := range n {
		begin, end := float64(float64(i)*scale), float64(float64(i+1)*scale)
		sum := 0.0
		for k := int(begin); k < min(int(math.Ceil(end)), m); k++ {
			sum += float64(from[k*fromStride] * (min(end, float64(k+1)) - max(begin, float64(k))))
		}
		to[i*toStride] = sum / scale
	}
}

// quantile returns the number below which the share q of values lies, and 0 of
// none.
func quantile(values []float64, q float64) float64 {
	if len(values) == 0 {
		return 0
	}
	sorted := slices.Clone(values)
	slices.Sort(sorted)
	return sorted[min(int(q*float64(len(sorted))), len(sorted)-1)]
}
