package digit

import "image"

// A component is a set of pixels that touch by their sides or corners.
type component struct {
	box    image.Rectangle
	area   int
	border int // how many of its pixels are at the edge of the image
}

// side returns the longer side of a box.
func side(box image.Rectangle) int { return max(box.Dx(), box.Dy()) }

// components returns the connected components by hysteresis: a component holds
// pixels from low on, at least one of them from high on. labels gives each
// pixel the number of its component, from 1, or 0.
func components(p *plane, low, high uint8) (labels []int, all []component) {
	labels = make([]int, len(p.at))
	var todo []int
	for start, v := range p.at {
		if v < high || labels[start] != 0 {
			continue
		}
		c := component{}
		number := len(all) + 1
		labels[start] = number
		for todo = append(todo, start); len(todo) > 0; {
			i := todo[len(todo)-1]
			todo = todo[:len(todo)-1]
			x, y := i%p.w, i/p.w
			c.area++
			if x == 0 || y == 0 || x == p.w-1 || y == p.h-1 {
				c.border++
			}
			c.box = c.box.Union(image.Rect(x, y, x+1, y+1))
			for ny := max(y-1, 0); ny <= min(y+1, p.h-1); ny++ {
				for nx := max(x-1, 0); nx <= min(x+1, p.w-1); nx++ {
					if k := ny*p.w + nx; labels[k] == 0 && p.at[k] >= low {
						labels[k] = number
						todo = append(todo, k)
					}
				}
			}
		}
		all = append(all, c)
	}
	return labels, all
}

// fillHoles returns ink with its holes as ink, and a margin of a pixel.
func fillHoles(ink *plane) *plane {
	filled := ink.crop(ink.bounds().Inset(-1))
	labels, all := components(filled.inverted(), 128, 128)
	for i, label := range labels {
		if label > 0 && all[label-1].border == 0 {
			filled.at[i] = 255
		}
	}
	return filled
}
