package main

import (
	"image"
	"math"
	"math/rand"
	"testing"
)

// What is no digit is refused, and the reason said; it is not guessed at.
func TestNoDigit(t *testing.T) {
	rng := rand.New(rand.NewSource(1))
	black := func(is bool) float64 {
		if is {
			return 0
		}
		return 1
	}
	for _, test := range []struct {
		name string
		w, h int
		at   func(u, v float64) float64 // from 0 to 1 across
		want error
	}{
		{"white", 100, 100, func(u, v float64) float64 { return 1 }, errBlank},
		{"black", 100, 100, func(u, v float64) float64 { return 0 }, errBlank},
		{"one pixel", 1, 1, func(u, v float64) float64 { return 0 }, errBlank},
		{"two pixels", 2, 1, func(u, v float64) float64 { return black(u > 0) }, errBlank},
		{"3 x 3 with a dot", 3, 3, func(u, v float64) float64 { return black(u > 0 && u < 0.6 && v > 0 && v < 0.6) }, errSpecks},
		{"a little noise", 300, 300, func(u, v float64) float64 { return 0.7 + 0.02*rng.NormFloat64() }, errBlank},
		{"much noise", 300, 300, func(u, v float64) float64 { return 0.5 + 0.2*rng.NormFloat64() }, errBlank},
		{"specks", 300, 300, func(u, v float64) float64 { return black(rng.Float64() < 0.01) }, errSpecks},
		{"black and white at random", 300, 300, func(u, v float64) float64 { return black(rng.Float64() < 0.5) }, errPattern},
		{"light from one side", 300, 300, func(u, v float64) float64 { return u }, errBlank},
		{"empty paper in a photo", 300, 300, func(u, v float64) float64 { return 0.9 - 0.5*u*v + 0.02*rng.NormFloat64() }, errBlank},
		{"soft waves", 300, 300, func(u, v float64) float64 { return 0.5 + 0.2*math.Sin(9*u+4*v)*math.Cos(7*v-3*u) }, errBlank},
		{"a chessboard", 200, 200, func(u, v float64) float64 { return float64((int(u*8) + int(v*8)) % 2) }, errPattern},
		{"half of it black", 200, 200, func(u, v float64) float64 { return black(u < 0.5) }, errSolid},
		{"a disc", 200, 200, func(u, v float64) float64 { return black(math.Hypot(u-0.5, v-0.5) < 0.3) }, errSolid},
		{"a square", 200, 200, func(u, v float64) float64 { return black(max(math.Abs(u-0.5), math.Abs(v-0.5)) < 0.3) }, errSolid},
		{"a full stop", 200, 200, func(u, v float64) float64 { return black(math.Hypot(u-0.5, v-0.5) < 0.02) }, errSolid},
		{"a ruled page", 300, 300, func(u, v float64) float64 { return 1 - 0.4*black(math.Mod(v*10, 1) >= 0.1) }, errSeveral},
		{"a level line", 300, 300, func(u, v float64) float64 { return black(u > 0.1 && u < 0.9 && math.Abs(v-0.5) < 0.02) }, errWide},
	} {
		img := image.NewGray(image.Rect(0, 0, test.w, test.h))
		for i := range img.Pix {
			v := test.at(float64(i%test.w)/float64(test.w), float64(i/test.w)/float64(test.h))
			img.Pix[i] = uint8(min(255, max(0, 255*v+0.5)))
		}
		if _, err := normalise(reduce(img)); err != test.want {
			t.Errorf("%s: error %v, want %v", test.name, err, test.want)
		}
	}
}

func TestSeveralDigits(t *testing.T) {
	for _, pair := range [][2]int{{2, 4}, {7, 13}, {0, 5}, {2, 0}} {
		img := paint(digits[pair[0]].strokes, looks{w: 300, h: 200, dx: -60})
		other := paint(digits[pair[1]].strokes, looks{w: 300, h: 200, dx: 60})
		for i := range img.Pix {
			img.Pix[i] = min(img.Pix[i], other.Pix[i])
		}
		if _, err := normalise(reduce(img)); err != errSeveral {
			t.Errorf("%s and %s: error %v, want %v", digits[pair[0]].name, digits[pair[1]].name, err, errSeveral)
		}
	}
}
