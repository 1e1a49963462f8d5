// Package plot draws curves as SVG, for light mode and for dark mode.
//
//	f := plot.Figure{Title: "ReLU", Desc: "0 up to x = 0, then x.", Panels: []plot.Panel{{
//		X:      plot.Axis{Name: "x", From: -1, To: 1, Step: 1},
//		Y:      plot.Axis{To: 1, Step: 0.5},
//		Curves: []plot.Curve{{Class: plot.Forward, Points: []plot.Point{{-1, 0}, {0, 0}, {1, 1}}}},
//	}}}
//	err := os.WriteFile("relu.svg", f.SVG(), 0o644)
//
// plot.go has the figure and its measures in pixels, and chooses the numbers of an axis
// from 0 up (UpTo). svg.go draws it, with gaps where a curve has no number.
package plot

import "math"

// A Figure is a drawing: panels, one below the other.
type Figure struct {
	Title, Desc string // for screen readers
	Panels      []Panel
}

// A Panel is a pair of axes with curves.
type Panel struct {
	X, Y   Axis
	Curves []Curve
	Dots   []Dot
	Labels []Label
}

// An Axis has a number at each multiple of Step. The name stands at the end of
// the X axis.
type Axis struct {
	Name           string
	From, To, Step float64
}

// A Class is a colour, and the line style of a curve.
type Class string

const (
	Forward  Class = "forward"  // blue, solid
	Backward Class = "backward" // orange, dashed
	Plain    Class = "number"   // the grey of the numbers, for labels
)

// A Curve connects points. It has a gap where a point is not a number or lies
// outside the panel.
type Curve struct {
	Class  Class
	Points []Point
	Thin   bool // thin and pale, to stand behind another curve
}

// A Point is in the units of the axes.
type Point struct{ X, Y float64 }

// A Dot marks a point of a curve. An open dot means that the curve approaches the
// point and does not reach it.
type Dot struct {
	Class Class
	At    Point
	Open  bool
}

// A Label is text at a point of the plot, moved by DX and DY pixels.
type Label struct {
	Class  Class
	Anchor string // the part of the text that is at the point: start, middle or end
	At     Point
	DX, DY float64
	Text   string
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

// place returns where a point is in a panel.
func (p Panel) place(at Point) Point {
	right := (at.X - p.X.From) / (p.X.To - p.X.From)
	up := (at.Y - p.Y.From) / (p.Y.To - p.Y.From)
	return Point{ // the conversions keep a processor from fusing, which rounds differently
		float64(right*(plotRight-plotLeft)) + plotLeft,
		plotBottom - float64(up*(plotBottom-plotTop)),
	}
}

// inPanel reports whether a place is in a panel. The place of a point that is no
// number, or on an axis that has no length, is not.
func (at Point) inPanel() bool {
	return at.X >= 0 && at.X <= plotWidth && at.Y >= 0 && at.Y <= plotHeight
}

// ticks returns the multiples of the step on the axis, at most maxTicks.
func (a Axis) ticks() []float64 {
	var ticks []float64
	for i := math.Ceil(a.From / a.Step); i*a.Step <= a.To && len(ticks) < maxTicks; i++ {
		ticks = append(ticks, i*a.Step)
	}
	return ticks
}

// UpTo returns an axis from 0 to most or a little more, with three to six round
// numbers on it.
func UpTo(most float64) Axis {
	if !(most > 1e-300) || math.IsInf(most, 1) {
		most = 1
	}
	step := math.Pow10(int(math.Floor(math.Log10(most))) - 1)
	for _, times := range []float64{2, 2.5, 2, 2} { // 1, 2, 5, 10, 20
		if 5*step < most {
			step *= times
		}
	}
	to := step * math.Ceil(most/step)
	if math.IsInf(to, 1) {
		to = most
	}
	return Axis{To: to, Step: step}
}
