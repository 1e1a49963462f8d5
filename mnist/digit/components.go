package digit

// A box holds the pixels from (x0, y0) up to but without (x1, y1).
type box struct{ x0, y0, x1, y1 int }

func (b box) w() int    { return b.x1 - b.x0 }
func (b box) h() int    { return b.y1 - b.y0 }
func (b box) side() int { return max(b.w(), b.h()) }

func (b box) union(c box) box {
	return box{min(b.x0, c.x0), min(b.y0, c.y0), max(b.x1, c.x1), max(b.y1, c.y1)}
}

func (b box) grow(by int) box { return box{b.x0 - by, b.y0 - by, b.x1 + by, b.y1 + by} }

func (b box) meets(c box) bool { return b.x0 < c.x1 && c.x0 < b.x1 && b.y0 < c.y1 && c.y0 < b.y1 }

func (b box) intersect(c box) box {
	return box{max(b.x0, c.x0), max(b.y0, c.y0), min(b.x1, c.x1), min(b.y1, c.y1)}
}

// touches reports whether b reaches a side of the box whole, which holds it.
func (b box) touches(whole box) bool {
	return b.x0 == whole.x0 || b.y0 == whole.y0 || b.x1 == whole.x1 || b.y1 == whole.y1
}

func (b box) contains(c box) bool {
	return b.x0 <= c.x0 && b.y0 <= c.y0 && c.x1 <= b.x1 && c.y1 <= b.y1
}

// A component is a set of pixels that touch by their sides or corners.
type component struct {
	box
	area int
}

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
		c := component{box: box{p.w, p.h, 0, 0}}
		number := len(all) + 1
		labels[start] = number
		for todo = append(todo, start); len(todo) > 0; {
			i := todo[len(todo)-1]
			todo = todo[:len(todo)-1]
			x, y := i%p.w, i/p.w
			c.area++
			c.box = c.box.union(box{x, y, x + 1, y + 1})
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
