package digit

// dilate returns for each pixel the largest value within r pixels of it, in a
// square: strokes become 2r thicker.
func (p *plane) dilate(r int) *plane {
	rows, out := newPlane(p.w, p.h), newPlane(p.w, p.h)
	for y := range p.h {
		slidingMax(rows.at[y*p.w:], p.at[y*p.w:], p.w, 1, r)
	}
	for x := range p.w {
		slidingMax(out.at[x:], rows.at[x:], p.h, p.w, r)
	}
	return out
}

// erode returns for each pixel the smallest value within r pixels of it:
// strokes become 2r thinner.
func (p *plane) erode(r int) *plane { return p.inverted().dilate(r).inverted() }

// closing returns p without its dark details: whatever a square of 2r+1 pixels
// cannot be laid into takes the value of its surroundings. It follows the edge
// of a shadow and fills a stroke.
func (p *plane) closing(r int) *plane { return p.dilate(r).erode(r) }

// slidingMax gives to[i] the maximum of from[i-r] to from[i+r], for n numbers,
// each stride apart. The queue holds the indices of numbers that may still be
// a maximum, the largest first.
func slidingMax(to, from []uint8, n, stride, r int) {
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
