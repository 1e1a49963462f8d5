package graph

// Live returns the picture as an svg element for a page that shows it frame by
// frame. Its rows are at most width pixels wide, or as wide as a shape and a
// label. The page brings the colours, for the classes of Style, and finds
//
//	<g data-shape="3">     the shape that a Frame names
//	<g data-frame="2">     what is seen from a frame on
//	<text data-input="x">  the value of the variable x
//
// Where the picture differs from last in numbers only, and they fit, Live
// returns nil: everything stays where it was, with the numbers of Labels. Last
// may be nil.
func (p *Picture) Live(width float64, last *Picture) []byte {
	if last != nil && last.layout.page == width && p.fits(last) {
		p.layout = last.layout
		return nil
	}
	r := pixels
	r.page = width
	p.layout = p.layOut(r)
	d := &drawing{}
	d.begin(p.layout, `aria-label="`+escape(p.Title)+`"`)
	d.draw(p.layout)
	return []byte(d.String())
}

// fits reports whether the picture fits into the layout of another.
func (p *Picture) fits(last *Picture) bool {
	if len(p.shapes) != len(last.shapes) || len(p.edges) != len(last.edges) {
		return false
	}
	for i, s := range p.shapes {
		if old := last.shapes[i]; s.kind != old.kind || s.text != old.text {
			return false
		}
	}
	for i, e := range p.edges {
		old, column := last.edges[i], last.layout.paths[i][1].column
		if e.from.number != old.from.number || e.to.number != old.to.number ||
			(e.forward == "") != (old.forward == "") || (e.backward == "") != (old.backward == "") ||
			pixels.label(e) > column.to-column.from {
			return false
		}
	}
	return true
}

// Labels returns the values and derivatives in the order in which Live has
// written them, as texts of the classes forward and backward.
func (p *Picture) Labels() []string {
	var labels []string
	for _, c := range p.layout.columns {
		for _, s := range c.spots {
			if !s.label {
				continue
			}
			e := p.edges[s.edge.number]
			for _, text := range []string{e.forward, e.backward} {
				if text != "" {
					labels = append(labels, text)
				}
			}
		}
	}
	return labels
}
