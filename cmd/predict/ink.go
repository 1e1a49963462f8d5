package main

import (
	"math"
	"slices"
)

// findInk returns the digit's ink, from 0 to 1, cropped to the box around it.
//
// If nothing is found that way, or the edge of the image is in it, as a table
// or a shadow is, the strokes are looked for alone, dark and light. Between
// dark strokes there are light gaps, and the other way round, but thicker.
func findInk(grey *plane) (*plane, error) {
	first := inkOf(standsOut(grey))
	if !first.edge && first.err != errSolid && first.err != errBlank {
		return first.ink, first.err
	}
	dark, light := valleys(grey), valleys(grey.turned())
	for i, v := range dark.at {
		dark.at[i] = v / max(grey.at[i]+v, 0.2)
	}
	strokes, other := inkOf(dark), inkOf(light)
	if other.thick < strokes.thick {
		strokes, other = other, strokes
	}
	if strokes.err == errSolid && other.err == nil {
		strokes = other // on a small sheet of paper
	}
	if strokes.err != nil && first.err != nil {
		return nil, first.err
	}
	return strokes.ink, strokes.err
}

// A find is what may be the digit's ink, or why it is none.
type find struct {
	ink   *plane
	thick float64 // the main piece's thickness, as a share of its longer side
	edge  bool    // much of the image's edge stands out, and it is no digit's
	err   error
}

// inkOf returns the ink of an outline.
//
// A pixel is ink from Otsu's threshold on; so are those beside it that reach
// half of that. What hangs together is a piece. The digit is the largest piece
// and those near it, but for specks.
func inkOf(o *outline) find {
	threshold := otsu(o)
	low := max(threshold/2, 3*o.noise)
	labels, pieces := label(o, low, threshold)
	if threshold < max(0.05, 3*o.noise) || len(pieces) == 0 {
		return find{thick: math.Inf(1), err: errBlank}
	}
	main, kept := digitOf(pieces, o.w, o.h)
	box := pieces[main].box
	for i, p := range pieces {
		if kept[i] {
			box = box.union(p.box)
		}
	}
	f := find{thick: 1, edge: edge(labels, o.w, o.h, pieces[main].box)}
	if pieces[main].side() < 6 {
		f.err = errSpecks
		return f
	}
	var values []float64
	for i, l := range labels {
		if l > 0 && kept[l-1] && o.at[i] >= threshold {
			values = append(values, o.at[i])
		}
	}
	level := quantile(values, 0.6)
	ink, alone := newPlane(o.w, o.h), newPlane(o.w, o.h)
	for i, l := range labels {
		if l > 0 && kept[l-1] {
			ink.at[i] = min(1, o.at[i]/level)
		}
		if l == main+1 {
			alone.at[i] = ink.at[i]
		}
	}
	f.ink = ink.crop(box.x0, box.y0, box.x1, box.y1)
	f.thick = thickness(alone) / float64(pieces[main].side())
	if f.err = refuse(f.ink); several(pieces, kept, main) {
		f.err = errSeveral
	}
	return f
}

// edge says whether more than a tenth of the image's edge stands out, unless
// the image is cropped to the main piece, which has not three of its corners.
func edge(labels []int, w, h int, main box) bool {
	count, corners := 0, 0
	for i, l := range labels {
		x, y := i%w, i/w
		beside, above := x == 0 || x == w-1, y == 0 || y == h-1
		if l > 0 && (beside || above) {
			count++
			if beside && above {
				corners++
			}
		}
	}
	cropped := 10*(main.x1-main.x0) >= 9*w && 10*(main.y1-main.y0) >= 9*h && corners < 3
	return 10*count > 2*(w+h) && !cropped
}

// otsu returns the threshold that parts what stands out best in two: that with
// the largest variance between its sides. What is within the noise counts as
// 0, and no more often than the rest together.
func otsu(o *outline) float64 {
	var values []float64
	for _, v := range o.at {
		if v > 3*o.noise {
			values = append(values, v)
		}
	}
	if len(values) == 0 {
		return 0
	}
	slices.Sort(values)
	total := 0.0
	for _, v := range values {
		total += v
	}
	zeros := float64(max(1, min(len(o.at)-len(values), len(values))))
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
	return threshold
}

type box struct{ x0, y0, x1, y1 int } // without x1 and y1

func (b box) union(c box) box {
	return box{min(b.x0, c.x0), min(b.y0, c.y0), max(b.x1, c.x1), max(b.y1, c.y1)}
}

func (b box) side() int { return max(b.x1-b.x0, b.y1-b.y0) }

func (b box) grown(by int) box { return box{b.x0 - by, b.y0 - by, b.x1 + by, b.y1 + by} }

func (b box) meets(c box) bool { return b.x0 < c.x1 && c.x0 < b.x1 && b.y0 < c.y1 && c.y0 < b.y1 }

// A piece is ink that hangs together, by its sides or corners.
type piece struct {
	area int
	box
}

// label gives each pixel above low the number of its piece, from 1, and others
// 0. Pieces that do not reach high are left out.
func label(o *outline, low, high float64) (labels []int, pieces []piece) {
	labels = make([]int, len(o.at))
	var todo []int
	for start, v := range o.at {
		if v < high || labels[start] != 0 {
			continue
		}
		p := piece{box: box{o.w, o.h, 0, 0}}
		number := len(pieces) + 1
		labels[start] = number
		for todo = append(todo, start); len(todo) > 0; {
			i := todo[len(todo)-1]
			todo = todo[:len(todo)-1]
			x, y := i%o.w, i/o.w
			p.area++
			p.box = p.box.union(box{x, y, x + 1, y + 1})
			for ny := max(y-1, 0); ny <= min(y+1, o.h-1); ny++ {
				for nx := max(x-1, 0); nx <= min(x+1, o.w-1); nx++ {
					if k := ny*o.w + nx; labels[k] == 0 && o.at[k] >= low {
						labels[k] = number
						todo = append(todo, k)
					}
				}
			}
		}
		pieces = append(pieces, p)
	}
	return labels, pieces
}

// digitOf says which pieces are the digit: the main one, which is the largest,
// and those near it with a twentieth of its area or more. A piece at the edge
// of the image, such as a shadow or the edge of the paper, is the main one only
// if the others are below a fifth of it.
func digitOf(pieces []piece, w, h int) (main int, kept []bool) {
	inside := -1
	for i, p := range pieces {
		if p.area > pieces[main].area {
			main = i
		}
		if !atEdge(p, w, h) && (inside < 0 || p.area > pieces[inside].area) {
			inside = i
		}
	}
	if inside >= 0 && 5*pieces[inside].area >= pieces[main].area {
		main = inside
	}
	m := pieces[main]
	around := m.box.grown(m.side() / 4)
	kept = make([]bool, len(pieces))
	for i, p := range pieces {
		strange := atEdge(p, w, h) && !atEdge(m, w, h)
		kept[i] = i == main || 20*p.area >= m.area && around.meets(p.box) && !strange
	}
	return main, kept
}

func atEdge(p piece, w, h int) bool { return p.x0 == 0 || p.y0 == 0 || p.x1 == w || p.y1 == h }
