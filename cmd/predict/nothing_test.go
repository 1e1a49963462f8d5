package main

import (
	"image"
	"image/color"
	"math"
	"math/rand"
	"testing"
)

func TestNothingScan(t *testing.T) {
	network, err := loadModel("")
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewSource(1))
	for _, test := range []struct {
		name string
		w, h int
		at   func(u, v float64) float64
	}{
		{"white", 100, 100, func(u, v float64) float64 { return 1 }},
		{"1 pixel", 1, 1, func(u, v float64) float64 { return 0 }},
		{"2x1", 2, 1, func(u, v float64) float64 { return math.Round(u + 0.1) }},
		{"3x3 dot", 3, 3, func(u, v float64) float64 {
			if u > 0.2 && u < 0.6 && v > 0.2 && v < 0.6 {
				return 0
			}
			return 1
		}},
		{"noise .02", 300, 300, func(u, v float64) float64 { return 0.7 + 0.02*rng.NormFloat64() }},
		{"noise .2", 300, 300, func(u, v float64) float64 { return 0.5 + 0.2*rng.NormFloat64() }},
		{"salt and pepper", 300, 300, func(u, v float64) float64 { return math.Round(rng.Float64()) }},
		{"few specks", 300, 300, func(u, v float64) float64 {
			if rng.Float64() < 0.01 {
				return 0
			}
			return 1
		}},
		{"gradient", 300, 300, func(u, v float64) float64 { return u }},
		{"gradient and noise", 300, 300, func(u, v float64) float64 { return 0.9 - 0.5*u*v + 0.02*rng.NormFloat64() }},
		{"waves", 300, 300, func(u, v float64) float64 { return 0.5 + 0.2*math.Sin(9*u+4*v)*math.Cos(7*v-3*u) }},
		{"chess", 200, 200, func(u, v float64) float64 { return float64((int(u*8) + int(v*8)) % 2) }},
		{"half", 200, 200, func(u, v float64) float64 { return math.Round(u) }},
		{"disc", 200, 200, func(u, v float64) float64 {
			if math.Hypot(u-0.5, v-0.5) < 0.3 {
				return 0
			}
			return 1
		}},
		{"square", 200, 200, func(u, v float64) float64 {
			if max(math.Abs(u-0.5), math.Abs(v-0.5)) < 0.3 {
				return 0
			}
			return 1
		}},
		{"dot", 200, 200, func(u, v float64) float64 {
			if math.Hypot(u-0.5, v-0.5) < 0.02 {
				return 0
			}
			return 1
		}},
		{"lines of a notebook", 300, 300, func(u, v float64) float64 {
			if math.Mod(v*10, 1) < 0.1 {
				return 0.6
			}
			return 1
		}},
		{"horizontal line", 300, 300, func(u, v float64) float64 {
			if u > 0.1 && u < 0.9 && math.Abs(v-0.5) < 0.02 {
				return 0
			}
			return 1
		}},
	} {
		img := image.NewGray(image.Rect(0, 0, test.w, test.h))
		for i := range img.Pix {
			v := test.at(float64(i%test.w)/float64(test.w), float64(i/test.w)/float64(test.h))
			img.Pix[i] = uint8(min(255, max(0, 255*v+0.5)))
		}
		p := reduce(img)
		a, err := look(network, p)
		g := p.grey()
		o := standsOut(g)
		t.Log(test.name, a.digit, err, "noise", o.noise, "otsu", otsu(o))
		if ink, err := findInk(o); err == nil {
			t.Log("   ", ink.w, ink.h, thickness(ink))
		}
	}
	// several digits
	for _, pair := range [][2]int{{2, 4}, {7, 13}, {0, 5}} {
		img := paint(digits[pair[0]].strokes, looks{w: 300, h: 200, dx: -60})
		other := paint(digits[pair[1]].strokes, looks{w: 300, h: 200, dx: 60})
		for i := range img.Pix {
			img.Pix[i] = min(img.Pix[i], other.Pix[i])
		}
		a, err := look(network, reduce(img))
		t.Log(pair, a.digit, err)
	}
	_ = color.Black
}
