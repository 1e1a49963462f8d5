package digit

import (
	"math"
	"slices"
)

// A plane holds a number for each pixel, row after row.
type plane struct {
	w, h int
	at   []float64
}

func newPlane(w, h int) *plane { return &plane{w, h, make([]float64, w*h)} }

// negated returns -p: dark becomes light.
func (p *plane) negated() *plane {
	out := newPlane(p.w, p.h)
	for i, v := range p.at {
		out.at[i] = -v
	}
	return out
}

// inverted returns 1-p.
func (p *plane) inverted() *plane {
	out := p.negated()
	for i := range out.at {
		out.at[i]++
	}
	return out
}

// crop returns the pixels of p in b. Outside of p they are 0.
func (p *plane) crop(b box) *plane {
	out := newPlane(b.x1-b.x0, b.y1-b.y0)
	for y := max(b.y0, 0); y < min(b.y1, p.h); y++ {
		for x := max(b.x0, 0); x < min(b.x1, p.w); x++ {
			out.at[(y-b.y0)*out.w+x-b.x0] = p.at[y*p.w+x]
		}
	}
	return out
}

// resize returns p with w x h pixels, each the mean of the area that it covers.
func (p *plane) resize(w, h int) *plane {
	rows := newPlane(w, p.h)
	for y := range p.h {
		resizeLine(rows.at[y*w:], w, 1, p.at[y*p.w:], p.w, 1)
	}
	out := newPlane(w, h)
	for x := range w {
		resizeLine(out.at[x:], h, w, rows.at[x:], p.h, w)
	}
	return out
}

// resizeLine makes n numbers, each stride apart, of m numbers.
func resizeLine(to []float64, n, toStride int, from []float64, m, fromStride int) {
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

// quantile returns the number below which the share q of the values lies, and
// 0 if there are none.
func quantile(values []float64, q float64) float64 {
	if len(values) == 0 {
		return 0
	}
	sorted := slices.Clone(values)
	slices.Sort(sorted)
	return sorted[min(int(q*float64(len(sorted))), len(sorted)-1)]
}
