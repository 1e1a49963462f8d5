package plot

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"testing"
)

func TestPlace(t *testing.T) {
	p := Panel{X: Axis{From: -5, To: 5, Step: 1}, Y: Axis{From: 0, To: 2, Step: 1}}
	for _, c := range []struct{ at, want Point }{
		{Point{-5, 0}, Point{plotLeft, plotBottom}},
		{Point{5, 2}, Point{plotRight, plotTop}},
		{Point{0, 1}, Point{(plotLeft + plotRight) / 2, (plotTop + plotBottom) / 2}},
	} {
		if got := p.place(c.at); got != c.want {
			t.Errorf("place(%v) = %v, want %v", c.at, got, c.want)
		}
	}
}

func TestTicks(t *testing.T) {
	for _, c := range []struct {
		axis Axis
		want []float64
	}{
		{Axis{"", 0, 1, 0.25}, []float64{0, 0.25, 0.5, 0.75, 1}},
		{Axis{"", -5, 5, 2}, []float64{-4, -2, 0, 2, 4}},
	} {
		if got := c.axis.ticks(); !slices.Equal(got, c.want) {
			t.Errorf("ticks of %v = %v, want %v", c.axis, got, c.want)
		}
	}
}

func TestTicksEnd(t *testing.T) {
	if n := len(Axis{To: 1, Step: 1e-9}.ticks()); n != maxTicks {
		t.Errorf("%d numbers on an axis, want %d at most", n, maxTicks)
	}
}

func TestUpTo(t *testing.T) {
	for _, c := range []struct{ most, to, step float64 }{
		{2.3, 2.5, 0.5}, {1, 1, 0.2}, {9.9, 10, 2}, {10, 10, 2}, {5, 5, 1}, {0.07, 0.08, 0.02},
		{10000, 10000, 2000}, {601, 800, 200}, {1, 1, 0.2}, {49, 50, 10}, {51, 60, 20},
		{0, 1, 0.2}, {-1, 1, 0.2}, {math.NaN(), 1, 0.2}, {math.Inf(1), 1, 0.2},
	} {
		got := UpTo(c.most)
		if math.Abs(got.To-c.to) > 1e-12*c.to || math.Abs(got.Step-c.step) > 1e-12*c.step {
			t.Errorf("UpTo(%v) = %v, want to %v by %v", c.most, got, c.to, c.step)
		}
	}
	for most := 1e-299; most < math.MaxFloat64/3; most *= 3.3 {
		if a := UpTo(most); a.To < most || len(a.ticks()) < 3 || len(a.ticks()) > 7 {
			t.Errorf("UpTo(%v) = %v with %d numbers, want 3 to 7", most, a, len(a.ticks()))
		}
	}
	if n := len(UpTo(math.MaxFloat64).ticks()); n < 3 || n > 7 {
		t.Errorf("up to the largest number there are %d numbers", n)
	}
}

func TestNumbers(t *testing.T) {
	got := fmt.Sprint(px(12), " ", px(12.04), " ", px(12.06), " ", px(0.25), " ", number(-0.5), " ", number(3),
		" ", number(3*0.2), " ", number(10000), " ", number(1e-5))
	if want := "12 12 12.1 0.2 −0.5 3 0.6 10000 1e−05"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// texts returns what stands in the elements of an SVG, and fails if it is not
// XML.
func texts(t *testing.T, svg []byte) map[string][]string {
	t.Helper()
	found := map[string][]string{}
	decoder := xml.NewDecoder(strings.NewReader(string(svg)))
	element := ""
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return found
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			element = token.Name.Local
		case xml.CharData:
			found[element] = append(found[element], string(token))
		}
	}
}

func TestSVGEscapes(t *testing.T) {
	f := Figure{Title: "a < b & c", Desc: `"d"`, Panels: []Panel{{X: UpTo(1), Y: UpTo(1),
		Labels: []Label{{Class: Plain, Anchor: "end", Text: "<e>"}}}}}
	found := texts(t, f.SVG())
	if found["title"][0] != f.Title || found["desc"][0] != f.Desc || !slices.Contains(found["text"], "<e>") {
		t.Errorf("the texts are %q", found)
	}
}

// A curve is interrupted where there is no number.
func TestGaps(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	f := Figure{Panels: []Panel{{X: Axis{To: 500, Step: 100}, Y: Axis{To: 268, Step: 67}, Curves: []Curve{{Class: Forward,
		Points: []Point{{0, 0}, {1, 268}, {2, nan}, {3, inf}, {4, 0}, {5, nan}}}}}}}
	if want := `d="M60 296L61 28M64 296"`; !strings.Contains(string(f.SVG()), want) {
		t.Errorf("no %s in\n%s", want, f.SVG())
	}
}

// The second panel is below the first.
func TestPanels(t *testing.T) {
	p := Panel{X: UpTo(1), Y: UpTo(1)}
	svg := string(Figure{Panels: []Panel{p, p}}.SVG())
	for _, want := range []string{`viewBox="0 0 600 680"`, `<g transform="translate(0 340)">`, "</g>\n</svg>"} {
		if !strings.Contains(svg, want) {
			t.Errorf("no %s in\n%s", want, svg)
		}
	}
}
