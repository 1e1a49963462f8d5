package plot

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"
)

func TestPath(t *testing.T) {
	// Axes on which a point is at the place of its pixels.
	p := Panel{X: Axis{From: plotLeft, To: plotRight}, Y: Axis{From: plotBottom, To: plotTop}}
	nan := math.NaN()
	for _, test := range []struct {
		name   string
		points []Point
		want   string
	}{
		{"a curve in the panel is one piece", []Point{{100, 100}, {200, 100}, {200, 50}}, "M100 100L200 100L200 50"},
		{"a curve along the edges is one", []Point{{0, 0}, {600, 340}}, "M0 0L600 340"},
		{"a curve that leaves and comes back is two", []Point{{100, 100}, {150, 100}, {100, 1000}, {200, 1000}, {200, 100}, {250, 100}},
			"M100 100L150 100M200 100L250 100"},
		{"X that is no number is a gap", []Point{{100, 100}, {nan, 100}, {200, 100}}, "M100 100M200 100"},
		{"a point outside is nothing", []Point{{100, 1000}}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := p.path(test.points); got != test.want {
				t.Errorf("path(%v) = %q, want %q", test.points, got, test.want)
			}
		})
	}
}

// Whatever numbers a figure has, it is drawn within seconds, and no NaN and no
// Inf is written.
func TestFigureOfAnyNumbers(t *testing.T) {
	nan, inf, most := math.NaN(), math.Inf(1), math.MaxFloat64
	unit := Axis{To: 1, Step: 0.5}
	rising := []Point{{0, 0}, {1, 1}}
	for _, test := range []struct {
		name   string
		x, y   Axis
		points []Point
	}{
		{"a curve far outside its axes", unit, unit, []Point{{0, 0}, {0.5, 1e12}, {1, -1e300}, {-1e300, 1}}},
		{"the largest numbers", unit, unit, []Point{{0, 0}, {most, most}, {-most, -most}, {1, 1}}},
		{"a curve of NaN", unit, unit, []Point{{nan, 0}, {0, nan}, {nan, nan}}},
		{"a curve of infinity", unit, unit, []Point{{0, 0}, {inf, 0}, {0, inf}, {-inf, -inf}, {1, 1}}},
		{"X from a number to itself", Axis{From: 1, To: 1, Step: 1}, unit, rising},
		{"Y from a number to itself", unit, Axis{Step: 1}, rising},
		{"axes that are zero", Axis{}, Axis{}, rising},
		{"axes of NaN", Axis{From: nan, To: nan, Step: nan}, Axis{To: 1, Step: nan}, rising},
		{"axes of infinity", Axis{From: -inf, To: inf, Step: inf}, Axis{From: -inf, To: 1, Step: 1}, rising},
		{"axes of the largest numbers", Axis{From: -most, To: most, Step: most}, Axis{From: most / 2, To: most, Step: 1}, rising},
		{"axes of the least numbers", Axis{To: 5e-324, Step: 5e-324}, Axis{From: 1, To: 1 + 3e-16, Step: 1e-300}, rising},
		{"a step down", Axis{To: 1, Step: -1}, Axis{To: 1, Step: -inf}, rising},
	} {
		t.Run(test.name, func(t *testing.T) {
			panel := Panel{X: test.x, Y: test.y}
			for _, class := range []Class{Forward, Backward} {
				panel.Curves = append(panel.Curves, Curve{Class: class, Points: test.points})
			}
			for _, at := range test.points {
				panel.Dots = append(panel.Dots, Dot{Class: Backward, At: at, Open: true})
				panel.Labels = append(panel.Labels, Label{Anchor: "end", At: at, Text: "here"}, Label{DX: at.X, DY: nan, Text: "there"})
			}
			f := Figure{Panels: []Panel{panel}}
			drawn := make(chan string, 1)
			go func() { drawn <- string(f.SVG()) }()
			select {
			case svg := <-drawn:
				if strings.Contains(svg, "NaN") || strings.Contains(svg, "Inf") {
					t.Errorf("the SVG has a length that is not a number:\n%s", svg)
				}
			case <-time.After(20 * time.Second):
				t.Fatal("it is not drawn within 20 seconds")
			}
		})
	}
}

func TestLabelsOutsideAreLeftOut(t *testing.T) {
	for _, test := range []struct {
		at        float64
		wantDrawn bool
	}{{0, true}, {1, true}, {1.5, false}, {1e300, false}, {-1e300, false}, {1e10, false}, {math.Inf(1), false}, {math.NaN(), false}} {
		t.Run(fmt.Sprint(test.at), func(t *testing.T) {
			f := Figure{Panels: []Panel{{X: Axis{To: 1, Step: 0.5}, Y: Axis{To: 1, Step: 1},
				Labels: []Label{{Class: Forward, Anchor: "end", At: Point{test.at, 0.5}, Text: "here"}}}}}
			if got := strings.Contains(string(f.SVG()), ">here<"); got != test.wantDrawn {
				t.Errorf("a label at %v is drawn: %v, want %v", test.at, got, test.wantDrawn)
			}
		})
	}
}
