package draw

import (
	"encoding/xml"
	"errors"
	"io"
	"math"
	"strings"
	"testing"

	"backprop/chapter5/plot"
	"backprop/layers"
)

func TestPlotsAreXML(t *testing.T) {
	for name, svg := range map[string][]byte{
		"sigmoid": sigmoidPlot("", false), "sigmoid in Korean": sigmoidPlot("", true),
		"ReLU": reluPlot("", false), "ReLU in Korean": reluPlot("", true),
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
	}
}

func TestCurves(t *testing.T) {
	y, dx := curves(&layers.Sigmoid{}, 200)
	for i, at := range y {
		want := 1 / (1 + math.Exp(-at.X))
		if at.X != float64(i-100)/20 || math.Abs(at.Y-want) > 1e-15 || math.Abs(dx[i].Y-want*(1-want)) > 1e-15 {
			t.Errorf("sigmoid at %v is %v and its derivative %v", at.X, at.Y, dx[i].Y)
		}
	}
	if y[100] != (plot.Point{X: 0, Y: 0.5}) || dx[100] != (plot.Point{X: 0, Y: 0.25}) {
		t.Errorf("the marks are at %v and %v, want (0, 0.5) and (0, 0.25)", y[100], dx[100])
	}
}

// The derivative of ReLU is 0 at 0, which the dots and the end of each piece
// say: p places x = 0 at 310, y = 0 at 296 and y = 1 at 242.4.
func TestJump(t *testing.T) {
	svg := string(reluPlot("", false))
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
