package main

import (
	"errors"
	"slices"
)

var errBlank = errors.New("nothing stands out from the background, want a digit")

// findInk returns the digit's ink, from 0 to 1, cropped to the box around it.
//
// A pixel is ink from Otsu's threshold on; so are those beside it that reach
// half of that. What hangs together is a piece. The digit is the largest piece
// and those near it, but for specks.
func findInk(o *outline) (*plane, error) {
	threshold := otsu(o)
	if threshold < max(0.05, 3*o.noise) {
		return nil, errBlank
	}
	low := max(threshold/2, 3*o.noise)
	labels, pieces := label(o, low, threshold)
	if len(pieces) == 0 {
		return nil, errBlank
	}
	kept := digitOf(pieces, o.w, o.h)
	isKept := make([]bool, len(pieces)+2)
	box := pieces[kept[0]].box
	for _, k := range kept {
		isKept[pieces[k].label] = true
		box = box.union(pieces[k].box)
	}
	var values []float64
	for i, l := range labels {
		if l > 0 && isKept[l] && o.at[i] >= threshold {
			values = append(values, o.at[i])
		}
	}
	level := quantile(values, 0.6)
	ink := newPlane(o.w, o.h)
	for i, l := range labels {
		if l > 0 && isKept[l] {
			ink.at[i] = min(1, o.at[i]/level)
		}
	}
	return ink.crop(box.x0, box.y0, box.x1, box.y1), nil
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
	zeros := float64(min(len(o.at)-len(values), len(values)))
	n := zeros + float64(len(values))
	best, threshold, below := -1.0, 0.0, 0.0
	for i, v := range values {
		under := zeros + float64(i) // values[i:] are above
		mean0, mean1 := below/max(under, 1), (total-below)/(n-under)
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
	label int // in labels
	area  int
	box
}

// label gives each pixel above low the number of its piece, from 1, and others
// 0. Pieces that do not reach high are left out.
func label(o *outline, low, high float64) (labels []int, pieces []piece) {
	labels = make([]int, len(o.at))
	var todo []int
	next := 1
	for start, v := range o.at {
		if v < high || labels[start] != 0 {
			continue
		}
		p := piece{label: next, box: box{o.w, o.h, 0, 0}}
		next++
		labels[start] = p.label
		for todo = append(todo, start); len(todo) > 0; {
			i := todo[len(todo)-1]
			todo = todo[:len(todo)-1]
			x, y := i%o.w, i/o.w
			p.area++
			p.box = p.box.union(box{x, y, x + 1, y + 1})
			for ny := max(y-1, 0); ny <= min(y+1, o.h-1); ny++ {
				for nx := max(x-1, 0); nx <= min(x+1, o.w-1); nx++ {
					if k := ny*o.w + nx; labels[k] == 0 && o.at[k] >= low {
						labels[k] = p.label
						todo = append(todo, k)
					}
				}
			}
		}
		pieces = append(pieces, p)
	}
	return labels, pieces
}

// digitOf returns the indices of the pieces that are the digit: the largest,
// and those nearby with a twentieth of its area or more. A piece at the edge
// of the image, such as a shadow or the edge of the paper, is only taken for
// the largest if the others are below a fifth of it.
func digitOf(pieces []piece, w, h int) []int {
	largest := func(inside bool) (at int) {
		at = -1
		for i, p := range pieces {
			if inside && atEdge(p, w, h) {
				continue
			}
			if at < 0 || p.area > pieces[at].area {
				at = i
			}
		}
		return at
	}
	main := largest(false)
	if inside := largest(true); inside >= 0 && 5*pieces[inside].area >= pieces[main].area {
		main = inside
	}
	kept := []int{main}
	around := pieces[main].box.grown(pieces[main].side() / 4)
	for i, p := range pieces {
		edge := atEdge(p, w, h) && !atEdge(pieces[main], w, h)
		if i != main && 20*p.area >= pieces[main].area && around.meets(p.box) && !edge {
			kept = append(kept, i)
		}
	}
	return kept
}

func atEdge(p piece, w, h int) bool { return p.x0 == 0 || p.y0 == 0 || p.x1 == w || p.y1 == h }
