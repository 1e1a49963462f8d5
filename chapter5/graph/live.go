package graph

import "slices"

// Live returns the picture for a page that shows it frame by frame, as a div
// element that holds an svg element for each row. The rows are at most width pixels
// wide, or as wide as a shape and a label, and share their coordinates. The page
// sets the colours, for the classes of Style, and finds
//
//	<g data-shape="3">     the shape that a Frame names
//	data-frame="2"         what is seen from a frame on
//	<text data-input="x">  the value of the variable x
//
// If the picture differs from last only in its numbers, and they fit, Live
// returns "": the page keeps the svg element and writes the numbers of Labels
// into it. If they do not fit, each label gets room for two more digits, so that
// a number that changes again and again seldom moves the picture. last may be
// nil.
func (p *Picture) Live(width float64, last *Picture) string {
	r := pixels
	r.page = width
	if last != nil && last.width == width && p.like(last) {
		before := func(e *edge) float64 {
			column := last.layout.labels[e.number].column
			return column.to - column.from
		}
		if !slices.ContainsFunc(p.edges, func(e *edge) bool { return pixels.label(e) > before(e) }) {
			p.layout, p.width = last.layout, width
			return ""
		}
		r.label = func(e *edge) float64 { return max(pixels.label(e)+textWidth("00"), before(e)) }
	}
	p.layout, p.width = p.layOut(r), width
	return p.layout.live(p.Title)
}

// live returns the rows as separate elements, so that a browser can skip those
// that are out of sight.
func (l *layout) live(title string) string {
	d := &drawing{}
	d.addLine(`<div role="img" aria-label="`, escape(title), `">`)
	top := -float64(margin)
	for i, row := range l.draw() {
		bottom := (l.ends[i] + gap/2) * lineHeight
		if i == len(l.ends)-1 {
			bottom = l.height*lineHeight + margin
		}
		d.begin(l, top, bottom, "")
		d.add(row.text)
		d.addLine("</svg>")
		top = bottom
	}
	d.addLine("</div>")
	return string(d.text)
}

// like reports whether the picture differs from another in numbers only.
func (p *Picture) like(other *Picture) bool {
	return slices.EqualFunc(p.shapes, other.shapes, func(a, b *shape) bool {
		return a.kind == b.kind && a.text == b.text
	}) && slices.EqualFunc(p.edges, other.edges, func(a, b *edge) bool {
		return a.from.number == b.from.number && a.to.number == b.to.number &&
			(a.forward == "") == (b.forward == "") && (a.backward == "") == (b.backward == "")
	})
}

// Labels returns the values and derivatives in the order in which Live has
// written them, as texts of the classes forward and backward.
func (p *Picture) Labels() []string {
	edges := slices.Clone(p.edges)
	row := func(e *edge) int { return p.layout.labels[e.number].column.row }
	slices.SortStableFunc(edges, func(a, b *edge) int { return row(a) - row(b) })
	var labels []string
	for _, e := range edges {
		for _, text := range []string{e.forward, e.backward} {
			if text != "" {
				labels = append(labels, text)
			}
		}
	}
	return labels
}
