package digit

import (
	"image"
	"image/draw"
	"math"
	"math/rand"
	"testing"
)

// What is no digit is refused with the reason.
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
		{"3 x 3 with a dot", 3, 3, func(u, v float64) float64 { return black(u > 0 && u < 0.6 && v > 0 && v < 0.6) }, errOther},
		{"a little noise", 300, 300, func(u, v float64) float64 { return 0.7 + 0.02*rng.NormFloat64() }, errOther},
		{"much noise", 300, 300, func(u, v float64) float64 { return 0.5 + 0.2*rng.NormFloat64() }, errOther},
		{"specks", 300, 300, func(u, v float64) float64 { return black(rng.Float64() < 0.01) }, errOther},
		{"black and white at random", 300, 300, func(u, v float64) float64 { return black(rng.Float64() < 0.5) }, errSeveral},
		{"light from one side", 300, 300, func(u, v float64) float64 { return u }, errOther},
		{"soft waves", 300, 300, func(u, v float64) float64 { return 0.5 + 0.2*math.Sin(9*u+4*v)*math.Cos(7*v-3*u) }, errBlank},
		{"a chessboard", 200, 200, func(u, v float64) float64 { return float64((int(u*8) + int(v*8)) % 2) }, errOther},
		{"half of it black", 200, 200, func(u, v float64) float64 { return black(u < 0.5) }, errBlank},
		{"a disc", 200, 200, func(u, v float64) float64 { return black(math.Hypot(u-0.5, v-0.5) < 0.12) }, errOther},
		{"a square", 200, 200, func(u, v float64) float64 { return black(max(math.Abs(u-0.5), math.Abs(v-0.5)) < 0.12) }, errOther},
		{"a full stop", 200, 200, func(u, v float64) float64 { return black(math.Hypot(u-0.5, v-0.5) < 0.03) }, errOther},
		{"an empty box", 200, 200, func(u, v float64) float64 {
			return black(math.Abs(max(math.Abs(u-0.5), math.Abs(v-0.5))-0.25) < 0.01)
		}, errOther},
		{"a ruled page", 300, 300, func(u, v float64) float64 { return 1 - 0.4*black(math.Mod(v*10, 1) >= 0.1) }, errOther},
		{"a ruled page with a margin", 300, 300, func(u, v float64) float64 {
			return 1 - 0.4*black(math.Mod(v*10, 1) >= 0.1 && math.Abs(u-0.1) >= 0.005)
		}, errOther},
		{"a squared page", 300, 300, func(u, v float64) float64 {
			return 1 - 0.4*black(math.Mod(u*10+0.5, 1) >= 0.1 && math.Mod(v*10+0.5, 1) >= 0.1)
		}, errOther},
		{"a table", 300, 300, func(u, v float64) float64 {
			inside := max(math.Abs(u-0.5), math.Abs(v-0.5)) < 0.31
			return black(inside && (math.Mod(u*5, 1) > 0.95 || math.Mod(u*5, 1) < 0.05 || math.Mod(v*5, 1) > 0.95 || math.Mod(v*5, 1) < 0.05))
		}, errOther},
		{"a level line", 300, 300, func(u, v float64) float64 { return black(u > 0.1 && u < 0.9 && math.Abs(v-0.5) < 0.02) }, errOther},
	} {
		t.Run(test.name, func(t *testing.T) {
			img := image.NewGray(image.Rect(0, 0, test.w, test.h))
			for i := range img.Pix {
				v := test.at(float64(i%test.w)/float64(test.w), float64(i/test.w)/float64(test.h))
				img.Pix[i] = uint8(min(255, max(0, 255*v+0.5)))
			}
			if _, err := row(img); err != test.want {
				t.Errorf("error %v, want %v", err, test.want)
			}
		})
	}
	t.Run("no pixels", func(t *testing.T) {
		if _, err := row(image.NewGray(image.Rectangle{})); err == nil || err.Error() != "the image has no pixels" {
			t.Errorf("error %v", err)
		}
	})
}

func TestSeveralDigits(t *testing.T) {
	for name, second := range map[string]image.Point{
		"side by side": {40, 0}, "far apart": {90, 0}, "one above the other": {0, 50},
	} {
		t.Run(name, func(t *testing.T) {
			img := four(240, 180)
			at := image.Rect(100, 65, 140, 115).Add(second)
			draw.Draw(img, at, four(40, 50), image.Point{}, draw.Src)
			if _, err := row(img); err != errSeveral {
				t.Errorf("error %v, want %v", err, errSeveral)
			}
		})
	}
}
