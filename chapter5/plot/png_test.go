package plot

import (
	"bytes"
	"image/color"
	"image/png"
	"math"
	"strings"
	"testing"
)

// at returns the colour of a PNG at a place in the SVG.
func at(t *testing.T, f Figure, x, y float64) color.RGBA {
	t.Helper()
	img, err := png.Decode(bytes.NewReader(f.PNG()))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := img.Bounds().Dy(), 680*len(f.Panels); img.Bounds().Dx() != 1200 || got != want {
		t.Fatalf("the picture is %v, want 1200 by %d", img.Bounds(), want)
	}
	return color.RGBAModel.Convert(img.At(int(scale*x), int(scale*y))).(color.RGBA)
}

func TestPNG(t *testing.T) {
	rising := []Point{{0, 0}, {1, 1}}
	level := []Point{{0, 0.5}, {1, 0.5}}
	axes := Panel{X: Axis{To: 1, Step: 0.5}, Y: Axis{To: 1, Step: 1}}
	with := func(c Curve, dots ...Dot) Figure {
		p := axes
		p.Curves, p.Dots = []Curve{c}, dots
		return Figure{Panels: []Panel{p}}
	}
	for _, c := range []struct {
		name string
		f    Figure
		x, y float64
		want color.RGBA
	}{
		{"a curve is blue", with(Curve{Class: Forward, Points: rising}), 435, 95, blue},
		{"beside it is white", with(Curve{Class: Forward, Points: rising}), 435, 105, white},
		{"a thin one is pale", with(Curve{Class: Forward, Points: level, Thin: true}), 200, 162, blend(blue, 0.45)},
		{"a dash is orange", with(Curve{Class: Backward, Points: level}), 63, 162, orange},
		{"a gap between dashes is white", with(Curve{Class: Backward, Points: level}), 71, 162, white},
		{"a dot is full", with(Curve{}, Dot{Class: Forward, At: Point{0.25, 0.5}}), 188, 162, blue},
		{"an open one is not", with(Curve{}, Dot{Class: Backward, At: Point{0.25, 0.5}, Open: true}), 185, 162, white},
		{"but its rim is", with(Curve{}, Dot{Class: Backward, At: Point{0.25, 0.5}, Open: true}), 185 - 4, 162, orange},
		{"the axis is grey", with(Curve{}), 60, 200, grey},
		{"the second panel is below the first", Figure{Panels: []Panel{axes, axes}}, 60, 540, grey},
		{"what is far outside does no harm", with(Curve{Class: Forward, Points: []Point{{0, -1e300}, {1, 1e300}, {2, math.MaxFloat64}}}), 435, 105, white},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := at(t, c.f, c.x, c.y); got != c.want {
				t.Errorf("%v at (%v, %v), want %v", got, c.x, c.y, c.want)
			}
		})
	}
}

func TestFont(t *testing.T) {
	seen := map[glyph]rune{unknown: -1}
	for r, g := range glyphs {
		if other, ok := seen[g]; ok {
			t.Errorf("%q looks like %q", r, other)
		}
		seen[g] = r
	}
	for _, r := range "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.,-−+=%()/: " {
		if _, ok := glyphs[r]; !ok {
			t.Errorf("the font has no %q", r)
		}
	}
	for i, line := range strings.Split(strings.Trim(font, "\n"), "\n") {
		if i%(1+glyphHeight) > 0 && strings.Trim(line, "#. ") != "" {
			t.Errorf("line %d of the font has something else than # and .: %s", i, line)
		}
	}
}

// Text is drawn where its anchor says: an l's middle column is dark, 15 of the
// picture's pixels wide with its gaps.
func TestTextAnchors(t *testing.T) {
	for anchor, middle := range map[string]float64{"start": 310 + 7.5/scale, "middle": 310, "end": 310 - 7.5/scale} {
		f := Figure{Panels: []Panel{{X: Axis{From: -1, To: 1, Step: 5}, Y: Axis{From: 1, To: 3, Step: 5},
			Labels: []Label{{Class: Forward, Anchor: anchor, At: Point{0, 2}, Text: "l"}}}}}
		if got := at(t, f, middle, 162-6); got != blue {
			t.Errorf("%s: %v in the middle of the letter, want %v", anchor, got, blue)
		}
	}
}

func TestDashes(t *testing.T) {
	total := 0.0
	for _, dash := range dashes([]Point{{0, 0}, {3, 4}, {3, 104}}, 8, 5) {
		for i := range dash[1:] {
			total += math.Hypot(dash[i+1].X-dash[i].X, dash[i+1].Y-dash[i].Y)
		}
	}
	if math.Abs(total-65) > 1e-9 { // 8 of each 13, and 105 is 8·13 + 1
		t.Errorf("the dashes of 105 are %v long, want 65", total)
	}
}
