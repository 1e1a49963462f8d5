package digit

// dilate returns for each pixel the largest value within r pixels of it, in a
// square: strokes become 2r thicker.
func (p *plane) dilate(r int) *plane {
	for reach := 0; reach < r; {
		step := min(2*reach+1, r-reach) // the squares a step apart leave no gap
		p = p.largest(step, 0).largest(0, step)
		reach += step
	}
	return p
}

// largest returns for each pixel the largest of three values: its own, and those
// dx and dy pixels to either side, or at the edge.
func (p *plane) largest(dx, dy int) *plane {
	out := newPlane(p.w, p.h)
	for y := range p.h {
		row, before, after := y*p.w, max(y-dy, 0)*p.w, min(y+dy, p.h-1)*p.w
		for x := range p.w {
			out.at[row+x] = max(p.at[row+x], p.at[before+max(x-dx, 0)], p.at[after+min(x+dx, p.w-1)])
		}
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
