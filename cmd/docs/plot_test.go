package main

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"testing"

	"backprop/layers"
)

func TestPlotsAreXML(t *testing.T) {
	for name, svg := range map[string][]byte{
		"sigmoid": sigmoidPlot(false), "sigmoid in Korean": sigmoidPlot(true),
		"ReLU": reluPlot(false), "ReLU in Korean": reluPlot(true),
		"names with marks": plot{title: "a < b & c", desc: `"d"`, x: axis{0, 1, 1}, y: axis{0, 1, 1}}.svg(),
	} {
		var title, desc string
		decoder := xml.NewDecoder(strings.NewReader(string(svg)))
		var err error
		for err == nil {
			var token xml.Token
			token, err = decoder.Token()
			if start, ok := token.(xml.StartElement); ok {
				switch start.Name.Local {
				case "title":
					err = decoder.DecodeElement(&title, &start)
				case "desc":
					err = decoder.DecodeElement(&desc, &start)
				}
			}
		}
		if !errors.Is(err, io.EOF) || title == "" || desc == "" {
			t.Errorf("%s: error %v, title %q, description %q", name, err, title, desc)
		}
		if name == "names with marks" && (title != "a < b & c" || desc != `"d"`) {
			t.Errorf("title %q, description %q", title, desc)
		}
	}
}

func TestPlace(t *testing.T) {
	p := plot{x: axis{-5, 5, 1}, y: axis{0, 2, 1}}
	for _, c := range []struct{ at, want point }{
		{point{-5, 0}, point{plotLeft, plotBottom}},
		{point{5, 2}, point{plotRight, plotTop}},
		{point{0, 1}, point{(plotLeft + plotRight) / 2, (plotTop + plotBottom) / 2}},
	} {
		if got := p.place(c.at); got != c.want {
			t.Errorf("place(%v) = %v, want %v", c.at, got, c.want)
		}
	}
}

func TestTicks(t *testing.T) {
	for _, c := range []struct {
		axis axis
		want []float64
	}{
		{axis{0, 1, 0.25}, []float64{0, 0.25, 0.5, 0.75, 1}},
		{axis{-5, 5, 2}, []float64{-4, -2, 0, 2, 4}},
	} {
		if got := c.axis.ticks(); !slices.Equal(got, c.want) {
			t.Errorf("ticks of %v = %v, want %v", c.axis, got, c.want)
		}
	}
}

func TestLengths(t *testing.T) {
	got := fmt.Sprint(px(12), " ", px(12.04), " ", px(12.06), " ", px(0.25), " ", number(-0.5), " ", number(3))
	if want := "12 12 12.1 0.2 −0.5 3"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestCurves(t *testing.T) {
	y, dx := curves(&layers.Sigmoid{}, 200)
	for i, at := range y {
		want := 1 / (1 + math.Exp(-at.x))
		if at.x != float64(i-100)/20 || math.Abs(at.y-want) > 1e-15 || math.Abs(dx[i].y-want*(1-want)) > 1e-15 {
			t.Errorf("sigmoid at %v is %v and its derivative %v", at.x, at.y, dx[i].y)
		}
	}
	if y[100] != (point{0, 0.5}) || dx[100] != (point{0, 0.25}) {
		t.Errorf("the marks are at %v and %v, want (0, 0.5) and (0, 0.25)", y[100], dx[100])
	}
}

// The derivative of ReLU is 0 at 0, which the dots and the end of each piece
// say: p places x = 0 at 310, y = 0 at 296 and y = 1 at 242.4.
func TestJump(t *testing.T) {
	svg := string(reluPlot(false))
	for _, want := range []string{
		`<circle class="backward" cx="310" cy="296" r="5"/>`,
		`<circle class="backward open" cx="310" cy="242.4" r="5"/>`,
		`L310 296"/>`,
		`<path class="backward" d="M310 242.4L`,
	} {
		if !strings.Contains(svg, want) {
			t.Errorf("no %s in\n%s", want, svg)
		}
	}
}
