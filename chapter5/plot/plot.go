// Package plot draws curves: as SVG, for light mode and for dark, and as PNG.
//
//	f := plot.Figure{Title: "ReLU", Desc: "0 up to x = 0, then x.", Panels: []plot.Panel{{
//		X:      plot.Axis{Name: "x", From: -1, To: 1, Step: 1},
//		Y:      plot.Axis{To: 1, Step: 0.5},
//		Curves: []plot.Curve{{Class: plot.Forward, Points: []plot.Point{{-1, 0}, {0, 0}, {1, 1}}}},
//	}}}
//	err := os.WriteFile("relu.svg", f.SVG(), 0o644)
package plot

import "math"

// A Figure is a drawing: panels, one below the other.
type Figure struct {
	Title, Desc string // for those who do not see it
	Panels      []Panel
}

// A Panel is a pair of axes with curves.
type Panel struct {
	X, Y   Axis
	Curves []Curve
	Dots   []Dot
	Labels []Label
}

// An Axis has a number at each multiple of Step, and its name at its end if it
// is the X axis.
type Axis struct {
	Name           string
	From, To, Step float64
}

// A Class is a colour, and of a curve also how it is drawn.
type Class string

const (
	Forward  Class = "forward"  // blue, solid
	Backward Class = "backward" // orange, dashed
	Plain    Class = "number"   // the grey of the numbers, for labels
)

// A Curve goes from point to point. It has a gap where X or Y is no finite
// number, or the axes have no place for it, and it ends at the panel's edge.
type Curve struct {
	Class  Class
	Points []Point
	Thin   bool // thin and pale: what stands behind another curve
}

// A Point is in the units of the axes.
type Point struct{ X, Y float64 }

// A Dot marks a point of a curve; an open one says that the curve comes up to
// it without having it.
type Dot struct {
	Class Class
	At    Point
	Open  bool
}

// A Label is text at a point of the plot, moved by so many pixels.
type Label struct {
	Class  Class
	Anchor string // which part of it is there: start, middle or end
	At     Point
	DX, DY float64
	Text   string

	onCurves bool // needs a background of its own
}

// Where things are in a panel, in pixels.
const (
	plotWidth, plotHeight = 600, 340
	plotLeft, plotRight   = 60, 560
	plotTop, plotBottom   = 28, 296
	textMiddle            = 5.5 // from the line of a text to its middle
	tickDown, tickLeft    = 25, 12
	nameRight             = 14
	dotRadius             = 5
	maxTicks              = 100
)

// Columns is how many pixels an X axis is long: more points than that, a
// curve cannot show.
const Columns = plotRight - plotLeft

// place returns where a point is in a panel.
func (p Panel) place(at Point) Point {
	right := (at.X - p.X.From) / (p.X.To - p.X.From)
	up := (at.Y - p.Y.From) / (p.Y.To - p.Y.From)
	return Point{ // converted, lest a processor fuse them and round otherwise
		float64(right*(plotRight-plotLeft)) + plotLeft,
		plotBottom - float64(up*(plotBottom-plotTop)),
	}
}

// A surface is what a panel is drawn on: an SVG or a PNG. All points are in
// pixels of the SVG.
type surface interface {
	line(isAxis bool, from, to Point)
	curve(c Curve, pieces [][]Point)
	dot(d Dot, at Point)
	text(l Label, at Point)
}

func (p Panel) draw(on surface) {
	number := func(anchor string, at Point, v float64) {
		on.text(Label{Class: Plain, Anchor: anchor, Text: number(v)}, at)
	}
	xTicks, yTicks := p.ticks()
	for _, x := range xTicks {
		bottom := p.place(Point{x, p.Y.From})
		on.line(x == 0, bottom, p.place(Point{x, p.Y.To}))
		number("middle", Point{bottom.X, bottom.Y + tickDown}, x)
	}
	for _, y := range yTicks {
		left := p.place(Point{p.X.From, y})
		on.line(y == 0, left, p.place(Point{p.X.To, y}))
		number("end", Point{left.X - tickLeft, left.Y + textMiddle}, y)
	}
	on.text(Label{Class: Plain, Anchor: "start", Text: p.X.Name}, Point{plotRight + nameRight, plotBottom + textMiddle})
	for _, c := range p.Curves {
		on.curve(c, p.pieces(c))
	}
	for _, d := range p.Dots {
		if at := p.place(d.At); at.nearPanel() {
			on.dot(d, at)
		}
	}
	for _, l := range p.Labels {
		at := p.place(l.At)
		at.X, at.Y = at.X+l.DX, at.Y+l.DY
		l.onCurves = true
		if at.nearPanel() {
			on.text(l, at)
		}
	}
}

// pieces returns where the points of a curve are, in one piece for each run
// of finite ones that is in the panel.
func (p Panel) pieces(c Curve) [][]Point {
	var pieces [][]Point
	var last Point
	drawn := false // whether there is a last point
	isEnd := false // whether last ends the last piece
	for _, point := range c.Points {
		at := p.place(point)
		switch {
		case !point.finite() || !at.finite():
			drawn, isEnd = false, false
			continue
		case !drawn:
			if _, _, inside := clip(at, at); inside {
				pieces = append(pieces, []Point{at})
				isEnd = true
			}
		default:
			from, to, inside := clip(last, at)
			if inside && !(isEnd && from == last) {
				pieces = append(pieces, []Point{from})
			}
			if inside {
				end := &pieces[len(pieces)-1]
				*end = append(*end, to)
			}
			isEnd = inside && to == at
		}
		last, drawn = at, true
	}
	return pieces
}

// ticks returns the multiples of the steps on both axes: none if an axis does
// not go from one finite number up to another, for then no point has a place.
func (p Panel) ticks() (x, y []float64) {
	for _, a := range []Axis{p.X, p.Y} {
		if !(a.From < a.To) || math.IsInf(a.To-a.From, 0) {
			return nil, nil
		}
	}
	return p.X.ticks(), p.Y.ticks()
}

// ticks returns the multiples of the step on the axis.
func (a Axis) ticks() []float64 {
	var ticks []float64
	if !(a.Step > 0) {
		return nil
	}
	for i := math.Ceil(a.From / a.Step); i*a.Step <= a.To && len(ticks) < maxTicks; i++ {
		ticks = append(ticks, i*a.Step)
	}
	return ticks
}

// UpTo returns an axis from 0 to a number that is most or a little more, with
// three to six round numbers on it.
func UpTo(most float64) Axis {
	if !(most > 1e-300) || math.IsInf(most, 1) {
		most = 1
	}
	step := math.Pow10(int(math.Floor(math.Log10(most))) - 1)
	for _, times := range []float64{2, 2.5, 2} { // 1, 2, 5, 10
		if 5*step >= most {
			break
		}
		step *= times
	}
	if 5*step < most {
		step *= 2
	}
	to := step * math.Ceil(most/step)
	if math.IsInf(to, 1) {
		to = most
	}
	return Axis{To: to, Step: step}
}
