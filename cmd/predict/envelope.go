package main

import "math"

// reach is how far a valley may go to each side, as a share of the longer side.
const reach = 0.16

// valleys returns how far p is below its upper envelope, as a ruler draws it
// that is laid on the graph from above: valleys narrower than the ruler are
// filled, such as strokes. The edge of a shadow and the table around the paper
// are wider; the envelope follows them.
func valleys(p *plane) *outline {
	r := max(2, int(reach*float64(max(p.w, p.h))))
	envelope := p.padded(r).closed(r).crop(r, r, r+p.w, r+p.h)
	out := &outline{plane: *envelope}
	for i, v := range p.at {
		out.at[i] -= v
	}
	// Noise lifts the envelope everywhere.
	lift := quantile(out.at, 0.5)
	var off []float64
	for i := range out.at {
		out.at[i] -= lift
		off = append(off, math.Abs(out.at[i]))
	}
	// Of normal values, three in ten are within 0.385 standard deviations.
	out.noise = max(0.01, quantile(off, 0.3)/0.385)
	for i := range out.at {
		out.at[i] = max(0, out.at[i])
	}
	return out
}

// closed returns the upper envelope of p, valleys up to 2r wide filled.
func (p *plane) closed(r int) *plane { return p.highest(r).negated().highest(r).negated() }

// padded returns p with a margin of n, in which its border goes on.
func (p *plane) padded(n int) *plane {
	out := newPlane(p.w+2*n, p.h+2*n)
	for i := range out.at {
		x, y := i%out.w-n, i/out.w-n
		out.at[i] = p.at[min(max(y, 0), p.h-1)*p.w+min(max(x, 0), p.w-1)]
	}
	return out
}

// turned returns p with dark and light exchanged.
func (p *plane) turned() *plane {
	out := p.negated()
	for i := range out.at {
		out.at[i]++
	}
	return out
}

func (p *plane) negated() *plane {
	out := newPlane(p.w, p.h)
	for i, v := range p.at {
		out.at[i] = -v
	}
	return out
}

// highest returns the highest value up to r away from each, in a square.
func (p *plane) highest(r int) *plane {
	wide, out := newPlane(p.w, p.h), newPlane(p.w, p.h)
	for y := range p.h {
		highest(wide.at[y*p.w:], p.at[y*p.w:], p.w, 1, r)
	}
	for x := range p.w {
		highest(out.at[x:], wide.at[x:], p.h, p.w, r)
	}
	return out
}

// highest does it for n numbers, each stride apart. It keeps the indices of
// those that may still be the highest, the first of them now.
func highest(to, from []float64, n, stride, r int) {
	queue := make([]int, 0, n)
	for i := range n + r {
		if i < n {
			for len(queue) > 0 && from[queue[len(queue)-1]*stride] <= from[i*stride] {
				queue = queue[:len(queue)-1]
			}
			queue = append(queue, i)
		}
		if i >= r {
			if queue[0] < i-2*r {
				queue = queue[1:]
			}
			to[(i-r)*stride] = from[queue[0]*stride]
		}
	}
}
