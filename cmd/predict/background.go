package main

import "math"

// An outline is what stands out from the background: 0 where it does not.
type outline struct {
	plane
	noise float64 // of the background
}

// standsOut subtracts the background: paper or board, unevenly lit perhaps. It
// is a surface of second degree, and ink is darker than that or lighter,
// whichever there is more of. Dark ink is a share
// of the light that its paper has.
func standsOut(grey *plane) *outline {
	surface, noise := background(grey)
	out := &outline{plane: *newPlane(grey.w, grey.h), noise: max(noise, 0.01)}
	within := 3 * out.noise
	var dark, light float64
	for i, v := range grey.at {
		d := surface(i%grey.w, i/grey.w) - v
		dark += max(0, d-within)
		light += max(0, -d-within)
		out.at[i] = d
	}
	for i, d := range out.at {
		if light > dark {
			out.at[i] = max(0, -d)
		} else {
			out.at[i] = max(0, d/max(grey.at[i]+d, 0.2))
		}
	}
	return out
}

// background returns the surface and how far from it the pixels are, as a
// standard deviation that ink does not change. A level surface, of the value
// that is most frequent at the border, will do unless a bent one has more
// pixels near it: one fitted to all pixels, or to those at the border.
func background(grey *plane) (surface func(x, y int) float64, noise float64) {
	frame := max(1, min(grey.w, grey.h)/12)
	var all, border samples
	stride := len(grey.at)/5000 + 1 // 5000 pixels are enough
	for i, v := range grey.at {
		x, y := i%grey.w, i/grey.w
		atBorder := x < frame || y < frame || x >= grey.w-frame || y >= grey.h-frame
		if i%stride == 0 {
			all.add(terms(x, y, grey), v)
		}
		if atBorder && (i%stride == 0 || len(border.values) == 0) {
			border.add(terms(x, y, grey), v)
		}
	}
	level := [6]float64{mode(border.values)}
	best, most := level, 1.1*float64(all.near(level))
	if most < 0.8*float64(len(all.values)) {
		for _, c := range [][6]float64{all.fit(level), border.fit(level)} {
			if n := float64(all.near(c)); n > most {
				best, most = c, n
			}
		}
	}
	// Of normal values, three in ten are within 0.385 standard deviations.
	noise = quantile(all.residues(best), 0.3) / 0.385
	if best == level {
		return func(x, y int) float64 { return level[0] }, noise
	}
	return func(x, y int) float64 { return dot(best, terms(x, y, grey)) }, noise
}

// samples are values at some pixels.
type samples struct {
	rows   [][6]float64 // the terms of each
	values []float64
}

func (s *samples) add(row [6]float64, value float64) {
	s.rows, s.values = append(s.rows, row), append(s.values, value)
}

// residues returns how far the values are from c.
func (s *samples) residues(c [6]float64) (out []float64) {
	for i, row := range s.rows {
		out = append(out, math.Abs(s.values[i]-dot(c, row)))
	}
	return out
}

// near returns how many values are within 0.03 of c.
func (s *samples) near(c [6]float64) (n int) {
	for _, r := range s.residues(c) {
		if r < 0.03 {
			n++
		}
	}
	return n
}

// mode returns the value about which most are.
func mode(values []float64) float64 {
	const bins = 64
	var counts, sums [bins + 2]float64
	for _, v := range values {
		bin := 1 + min(max(int(v*bins), 0), bins-1)
		counts[bin]++
		sums[bin] += v
	}
	best, most := 0.0, 0.0
	for i := 1; i <= bins; i++ {
		if n := counts[i-1] + counts[i] + counts[i+1]; n > most {
			best, most = (sums[i-1]+sums[i]+sums[i+1])/n, n
		}
	}
	return best
}

// terms returns 1, x, y, x², xy, y², with x and y from -1 to 1.
func terms(x, y int, p *plane) [6]float64 {
	u, v := 2*(float64(x)+0.5)/float64(p.w)-1, 2*(float64(y)+0.5)/float64(p.h)-1
	return [6]float64{1, u, v, u * u, u * v, v * v}
}

func dot(a, b [6]float64) (sum float64) {
	for i := range a {
		sum += float64(a[i] * b[i])
	}
	return sum
}

// fit returns the c for which the sum of |value - c·row| is least: the fit that
// outliers, such as ink, bend least. It comes nearer to it by weighted least
// squares, a weight being 1 / |value - c·row| of the round before.
func (s *samples) fit(c [6]float64) [6]float64 {
	for range 10 {
		residues := s.residues(c)
		var a [6][7]float64
		for k, row := range s.rows {
			weight := 1 / max(residues[k], 1e-3)
			for i := range row {
				for j := range row {
					a[i][j] += float64(weight * row[i] * row[j])
				}
				a[i][6] += float64(weight * row[i] * s.values[k])
			}
		}
		c = solve(a)
	}
	return c
}

// solve returns the solution of the equations in a by elimination.
func solve(a [6][7]float64) (c [6]float64) {
	const n = len(a)
	for i := range n {
		a[i][i] += 1e-6 // so that there is one
	}
	for k := range n {
		for i := k + 1; i < n; i++ {
			factor := a[i][k] / a[k][k]
			for j := k; j < 7; j++ {
				a[i][j] -= float64(factor * a[k][j])
			}
		}
	}
	for i := n - 1; i >= 0; i-- {
		sum := a[i][6]
		for j := i + 1; j < n; j++ {
			sum -= float64(a[i][j] * c[j])
		}
		c[i] = sum / a[i][i]
	}
	return c
}
