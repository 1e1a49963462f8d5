package main

import (
	"math"
	"slices"
	"strconv"
	"testing"
)

func TestResize(t *testing.T) {
	for _, test := range []struct {
		name string
		from plane
		w, h int
		want []float64
	}{
		{"half as large: means", plane{4, 2, []float64{1, 3, 5, 7, 1, 3, 5, 7}}, 2, 1, []float64{2, 6}},
		{"a third over: shares", plane{3, 1, []float64{0, 3, 6}}, 2, 1, []float64{1, 5}},
		{"twice as large", plane{2, 1, []float64{1, 2}}, 4, 1, []float64{1, 1, 2, 2}},
		{"the same", plane{2, 2, []float64{1, 2, 3, 4}}, 2, 2, []float64{1, 2, 3, 4}},
	} {
		if got := test.from.resize(test.w, test.h); !slices.Equal(got.at, test.want) {
			t.Errorf("%s: %v, want %v", test.name, got.at, test.want)
		}
	}
}

func TestFitKeepsTheAspect(t *testing.T) {
	for _, test := range []struct{ w, h, wantW, wantH int }{
		{100, 100, 20, 20}, {50, 100, 10, 20}, {90, 60, 20, 13}, {1, 200, 1, 20}, {7, 5, 20, 14},
	} {
		ink := newPlane(test.w, test.h)
		for i := range ink.at {
			ink.at[i] = 0.5
		}
		out := fit(ink)
		if out.w != test.wantW || out.h != test.wantH || quantile(out.at, 1) != 1 {
			t.Errorf("%d x %d fits in %d x %d, want %d x %d", test.w, test.h, out.w, out.h, test.wantW, test.wantH)
		}
	}
}

func TestCentre(t *testing.T) {
	for _, test := range []struct {
		name string
		w, h int
		dot  int // where all the ink is; -1 for everywhere
		want int // where ink comes first
	}{
		{"even ink in the middle", 20, 20, -1, 4*side + 4},
		{"a narrow box", 4, 20, -1, 4*side + 12},
		{"mass at the left: moved right as far as it goes", 20, 20, 0, 8*side + 8},
		{"mass at the right below: moved left and up", 20, 20, 399, 19*side + 19},
	} {
		ink := newPlane(test.w, test.h)
		for i := range ink.at {
			if test.dot < 0 || i == test.dot {
				ink.at[i] = 1
			}
		}
		out := centre(ink)
		first := slices.IndexFunc(out.at, func(v float64) bool { return v > 0 })
		if out.w != side || out.h != side || first != test.want || out.sum() != ink.sum() {
			t.Errorf("%s: ink begins at %d, want %d", test.name, first, test.want)
		}
	}
}

// bar is a stroke straight down.
func bar(w, h, thick int) *plane {
	p := newPlane(w, h)
	for i := range p.at {
		if x := i % w; x >= (w-thick)/2 && x < (w-thick)/2+thick {
			p.at[i] = 1
		}
	}
	return p
}

func TestStrokes(t *testing.T) {
	for _, test := range []struct{ thick, least, most int }{
		{1, 17, 18}, // 200 / 20 * 1.8 = 18
		{8, 16, 18},
		{25, 25, 25}, // as it should be
		{60, 41, 42}, // 200 / 20 * 4.1 = 41
	} {
		out := likeMNIST(bar(200, 200, test.thick).crop((200-test.thick)/2, 0, (200+test.thick+1)/2, 200))
		middle := 0.0
		for _, v := range out.at[out.h/2*out.w : (out.h/2+1)*out.w] {
			middle += v
		}
		if middle < float64(test.least) || middle > float64(test.most) {
			t.Errorf("a stroke of %d becomes %v, want %d to %d", test.thick, middle, test.least, test.most)
		}
	}
}

func TestDistance(t *testing.T) {
	p := newPlane(4, 3)
	p.at[5] = 1 // (1, 1)
	got := distance(p, func(v float64) bool { return v == 1 })
	r := math.Sqrt2
	if want := []float64{r, 1, r, r + 1, 1, 0, 1, 2, r, 1, r, r + 1}; !slices.Equal(got, want) {
		t.Errorf("distances %v, want %v", got, want)
	}
}

func TestOtsu(t *testing.T) {
	for _, test := range []struct {
		name        string
		values      []float64
		least, most float64
	}{
		{"ink alone stands out", []float64{0, 0, 0, 0, 0.8, 0.8}, 0.3, 0.5},
		{"nothing", []float64{0, 0, 0.01}, 0, 0},
		{"grey edges are parted from black", []float64{0, 0, 0, 0.1, 0.1, 0.9, 1, 1}, 0.3, 0.7},
		{"no background left", []float64{0.9, 0.9, 0.9}, 0.4, 0.5},
	} {
		got := otsu(&outline{plane{len(test.values), 1, test.values}, 0.01})
		if !(got >= test.least && got <= test.most) {
			t.Errorf("%s: %v, want %v to %v", test.name, got, test.least, test.most)
		}
	}
}

func TestBackground(t *testing.T) {
	for _, test := range []struct {
		name string
		at   func(u, v float64) float64 // u and v from -1 to 1
	}{
		{"level", func(u, v float64) float64 { return 0.8 }},
		{"light from the left", func(u, v float64) float64 { return 0.6 - 0.3*u }},
		{"a lamp", func(u, v float64) float64 { return 0.9 - 0.2*u*u - 0.3*v*v + 0.1*u*v }},
	} {
		p := newPlane(60, 50)
		for i := range p.at {
			row := terms(i%60, i/60, p)
			p.at[i] = test.at(row[1], row[2])
			if i%60 > 20 && i%60 < 40 && i/60 > 5 && i/60 < 30 {
				p.at[i] = 0 // ink
			}
		}
		surface, noise := background(p)
		for _, at := range [][2]int{{0, 0}, {30, 20}, {59, 0}, {59, 49}} {
			row := terms(at[0], at[1], p)
			if got, want := surface(at[0], at[1]), test.at(row[1], row[2]); math.Abs(got-want) > 0.01 {
				t.Errorf("%s: at %v %v, want %v", test.name, at, got, want)
			}
		}
		if noise > 0.01 {
			t.Errorf("%s: noise %v, want none", test.name, noise)
		}
	}
}

// Ink that takes three quarters of the light does so in the shade too, and
// light ink is so much lighter than its board.
func TestStandsOut(t *testing.T) {
	for _, test := range []struct {
		name       string
		paper, ink float64 // where the light is full
		dim        float64 // how much of it is left at the right
		want       float64
	}{
		{"black on white", 1, 0, 1, 1},
		{"a pencil", 0.8, 0.2, 1, 0.75},
		{"a pencil in half light", 0.8, 0.2, 0.5, 0.75},
		{"chalk", 0.2, 0.9, 1, 0.7},
	} {
		p := newPlane(60, 50)
		for i := range p.at {
			x, y := i%60, i/60
			p.at[i] = test.paper
			if x%20 > 8 && x%20 < 12 && y > 10 && y < 40 {
				p.at[i] = test.ink
			}
			p.at[i] *= 1 - (1-test.dim)*float64(x)/59
		}
		out := standsOut(p)
		for _, x := range []int{10, 30, 50} {
			if got := out.at[25*60+x]; math.Abs(got-test.want) > 0.02 {
				t.Errorf("%s: ink at %d stands out by %v, want %v", test.name, x, got, test.want)
			}
			if got := out.at[25*60+x-9]; math.Abs(got) > 0.02 {
				t.Errorf("%s: paper at %d stands out by %v", test.name, x-9, got)
			}
		}
	}
}

func TestPieces(t *testing.T) {
	at := func(area, x0, y0, x1, y1 int) piece { return piece{area, box{x0, y0, x1, y1}} }
	for _, test := range []struct {
		name    string
		pieces  []piece
		main    int
		kept    []bool
		several bool
	}{
		{"a bar above a 5", []piece{at(60, 40, 20, 70, 24), at(400, 38, 26, 70, 70)}, 1, []bool{true, true}, false},
		{"specks nearby", []piece{at(400, 38, 26, 70, 70), at(19, 71, 40, 75, 44)}, 0, []bool{true, false}, false},
		{"a shadow at the edge", []piece{at(900, 0, 0, 20, 90), at(400, 38, 26, 70, 70)}, 1, []bool{false, true}, true},
		{"a shadow in the corner", []piece{at(500, 0, 0, 90, 8), at(400, 38, 26, 70, 70)}, 1, []bool{false, true}, false},
		{"all at the edge", []piece{at(500, 0, 0, 90, 70), at(90, 38, 75, 70, 100)}, 0, []bool{true, true}, false},
		{"another digit", []piece{at(400, 10, 26, 35, 70), at(400, 38, 26, 70, 70)}, 0, []bool{true, true}, true},
		{"another digit far away", []piece{at(400, 10, 10, 35, 40), at(400, 10, 65, 35, 95)}, 0, []bool{true, false}, true},
	} {
		main, kept := digitOf(test.pieces, 100, 100)
		if main != test.main || !slices.Equal(kept, test.kept) {
			t.Errorf("%s: main %d, kept %v, want %d, %v", test.name, main, kept, test.main, test.kept)
		}
		if got := several(test.pieces, kept, main); got != test.several {
			t.Errorf("%s: several is %v, want %v", test.name, got, test.several)
		}
	}
}

// A shadow with a sharp edge and a table are followed, a stroke is not, even
// where it lies half in the shadow.
func TestValleys(t *testing.T) {
	p := newPlane(60, 50)
	at := func(x, y int) float64 {
		switch {
		case y >= 45:
			return 0.1 // the table
		case x >= 30:
			return 0.5 // in the shadow
		}
		return 0.9
	}
	for i := range p.at {
		x, y := i%60, i/60
		p.at[i] = at(x, y)
		if y > 20 && y < 24 && x > 20 && x < 40 {
			p.at[i] = 0.2
		}
	}
	out := valleys(p)
	for _, test := range []struct {
		x, y int
		want float64
	}{{25, 22, 0.7}, {35, 22, 0.3}, {10, 22, 0}, {50, 22, 0}, {50, 10, 0}, {10, 48, 0}, {59, 49, 0}} {
		if got := out.at[test.y*60+test.x]; math.Abs(got-test.want) > 1e-12 {
			t.Errorf("at (%d, %d) the valley is %v deep, want %v", test.x, test.y, got, test.want)
		}
	}
}

// Paper on a table, and the edge of a shadow across the paper: both were read
// as strokes once.
func TestTableAndShadow(t *testing.T) {
	network := embeddedNetwork(t)
	paper := func(light func(u, v float64) float64) looks {
		return looks{w: 300, h: 300, size: 150, thick: 0.07, noise: 0.01, ink: nrgba(40, 40, 60, 255), paper: nrgba(235, 235, 230, 255), paperAt: light}
	}
	for name, l := range map[string]looks{
		"a table at the left": paper(func(u, v float64) float64 {
			if u < 0.12 {
				return 0.3
			}
			return 1
		}),
		"a shadow, its edge through the digit": paper(func(u, v float64) float64 {
			if u > 0.55 {
				return 0.6
			}
			return 1
		}),
	} {
		for _, d := range digits {
			if got := reading(network, reduce(paint(d.strokes, l))); got != strconv.Itoa(d.digit) {
				t.Errorf("%s: %s is read as %s", name, d.name, got)
			}
		}
	}
}
