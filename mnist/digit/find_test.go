package digit

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"math/rand"
	"testing"
)

// fill draws a black rectangle, in pixels from the middle of the image.
func fill(img *image.Gray, x0, y0, x1, y1 int, gray uint8) {
	middle := image.Pt(img.Rect.Dx()/2, img.Rect.Dy()/2)
	draw.Draw(img, image.Rect(x0, y0, x1, y1).Add(middle), image.NewUniform(color.Gray{gray}), image.Point{}, draw.Src)
}

// outline draws the sides of a rectangle, thick pixels inwards.
func outline(img *image.Gray, x0, y0, x1, y1, thick int) {
	fill(img, x0, y0, x1, y0+thick, 0)
	fill(img, x0, y1-thick, x1, y1, 0)
	fill(img, x0, y0, x0+thick, y1, 0)
	fill(img, x1-thick, y0, x1, y1, 0)
}

// row returns mnistPixels as an array, which == compares.
func row(img image.Image) (out [784]uint8, err error) {
	p, err := mnistPixels(img)
	if err == nil {
		copy(out[:], p.at)
	}
	return out, err
}

// four draws a black 4 of 22 x 36 pixels in the middle of a white image.
func four(w, h int) *image.Gray {
	img := image.NewGray(image.Rect(0, 0, w, h))
	draw.Draw(img, img.Rect, image.White, image.Point{}, draw.Src)
	fill(img, -11, -18, -7, 4, 0)
	fill(img, -11, 0, 11, 4, 0)
	fill(img, 3, -10, 7, 18, 0)
	return img
}

// What surrounds or underlines a digit without touching it is not ink: the
// result is that of the digit alone.
func TestSurroundings(t *testing.T) {
	want, err := row(four(160, 120))
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name string
		add  func(img *image.Gray)
	}{
		{"a square", func(img *image.Gray) { outline(img, -30, -30, 30, 30, 2) }},
		{"a thick square", func(img *image.Gray) { outline(img, -36, -36, 36, 36, 8) }},
		{"a frame along the edge", func(img *image.Gray) { outline(img, -80, -60, 80, 60, 5) }},
		{"a ring", func(img *image.Gray) {
			for i := range img.Pix {
				if r := math.Hypot(float64(i%160-80), float64(i/160-60)); math.Abs(r-30) < 1.5 {
					img.Pix[i] = 0
				}
			}
		}},
		{"a line below", func(img *image.Gray) { fill(img, -25, 24, 25, 27, 0) }},
		{"an answer line", func(img *image.Gray) { fill(img, -70, 30, 70, 32, 0) }},
		{"a cell of a sudoku", func(img *image.Gray) {
			for k := -75; k < 80; k += 50 {
				fill(img, k, -60, k+2, 60, 0)
				fill(img, -80, k, 80, k+2, 0)
			}
		}},
		{"a table at the left", func(img *image.Gray) { fill(img, -80, -60, -60, 60, 60) }},
		{"a number in the corner", func(img *image.Gray) { fill(img, 60, -50, 62, -44, 0) }},
	} {
		t.Run(test.name, func(t *testing.T) {
			img := four(160, 120)
			test.add(img)
			if got, err := row(img); err != nil || got != want {
				t.Errorf("error %v, pixels\n%v, want\n%v", err, rows(got), rows(want))
			}
		})
	}
}

// rows returns pixels in 28 rows, for a message.
func rows(pixels [784]byte) (out [28][28]byte) {
	for i, v := range pixels {
		out[i/28][i%28] = v
	}
	return out
}

// Light ink, a shadow, transparency and colour leave the digit what it is.
func TestInkAndPaper(t *testing.T) {
	want, err := row(four(160, 120))
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name string
		at   func(isInk bool, x, y int) color.NRGBA
	}{
		{"light on dark", func(isInk bool, x, y int) color.NRGBA { return either(isInk, 250, 20) }},
		{"pencil", func(isInk bool, x, y int) color.NRGBA { return either(isInk, 170, 240) }},
		{"a shadow across the digit", func(isInk bool, x, y int) color.NRGBA {
			if x+y < 140 {
				return either(isInk, 0, 120)
			}
			return either(isInk, 0, 240)
		}},
		{"dark on transparent", func(isInk bool, x, y int) color.NRGBA {
			return color.NRGBA{20, 20, 60, either(isInk, 255, 0).R}
		}},
		{"white on transparent", func(isInk bool, x, y int) color.NRGBA {
			return color.NRGBA{255, 255, 255, either(isInk, 255, 0).R}
		}},
		{"red on a green that is as bright", func(isInk bool, x, y int) color.NRGBA {
			if isInk {
				return color.NRGBA{200, 0, 0, 255}
			}
			return color.NRGBA{0, 102, 0, 255}
		}},
		{"yellow on white", func(isInk bool, x, y int) color.NRGBA {
			if isInk {
				return color.NRGBA{255, 235, 0, 255}
			}
			return color.NRGBA{255, 255, 255, 255}
		}},
		{"on squared paper", func(isInk bool, x, y int) color.NRGBA {
			if !isInk && (x%16 == 0 || y%16 == 0) {
				return color.NRGBA{170, 180, 220, 255}
			}
			return either(isInk, 20, 250)
		}},
		{"on a small sheet on a table", func(isInk bool, x, y int) color.NRGBA {
			if x < 60 || x > 100 || y < 36 || y > 84 {
				return color.NRGBA{90, 70, 50, 255}
			}
			return either(isInk, 20, 250)
		}},
		{"on a sheet on a table", func(isInk bool, x, y int) color.NRGBA {
			if x < 45 || x > 115 || y < 25 || y > 95 {
				return color.NRGBA{90, 70, 50, 255}
			}
			return either(isInk, 20, 250)
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			drawing, img := four(160, 120), image.NewNRGBA(image.Rect(0, 0, 160, 120))
			for i, v := range drawing.Pix {
				img.SetNRGBA(i%160, i/160, test.at(v == 0, i%160, i/160))
			}
			if got, err := row(img); err != nil || got != want {
				t.Errorf("error %v, pixels\n%v, want\n%v", err, rows(got), rows(want))
			}
		})
	}
}

func either(isInk bool, ink, paper uint8) color.NRGBA {
	if !isInk {
		ink = paper
	}
	return color.NRGBA{ink, ink, ink, 255}
}

func TestIsInkDark(t *testing.T) {
	for _, test := range []struct {
		name  string
		light func(x, y int) uint8 // what a white pixel becomes
	}{
		{"even light", func(x, y int) uint8 { return 255 }},
		{"the right half in shadow", func(x, y int) uint8 { return uint8(255 - 120*(x/40)) }},
	} {
		t.Run(test.name, func(t *testing.T) {
			drawing := four(80, 80)
			p := &plane{80, 80, drawing.Pix}
			for i, v := range p.at {
				p.at[i] = min(v, test.light(i%80, i/80))
			}
			if box := image.Rect(20, 20, 60, 60); !isInkDark(p, box) || isInkDark(p.inverted(), box) {
				t.Errorf("dark %v, inverted %v, want true and false", isInkDark(p, box), isInkDark(p.inverted(), box))
			}
		})
	}
}

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
		{"much noise", 300, 300, func(u, v float64) float64 { return 0.5 + 0.2*rng.NormFloat64() }, errBlank},
		{"specks", 300, 300, func(u, v float64) float64 { return black(rng.Float64() < 0.01) }, errOther},
		{"black and white at random", 300, 300, func(u, v float64) float64 { return black(rng.Float64() < 0.5) }, errSeveral},
		{"light from one side", 300, 300, func(u, v float64) float64 { return u }, errOther},
		{"soft waves", 300, 300, func(u, v float64) float64 { return 0.5 + 0.2*math.Sin(9*u+4*v)*math.Cos(7*v-3*u) }, errBlank},
		{"a chessboard", 200, 200, func(u, v float64) float64 { return float64((int(u*8) + int(v*8)) % 2) }, errBlank},
		{"half of it black", 200, 200, func(u, v float64) float64 { return black(u < 0.5) }, errBlank},
		{"a disc", 200, 200, func(u, v float64) float64 { return black(math.Hypot(u-0.5, v-0.5) < 0.12) }, errOther},
		{"a square", 200, 200, func(u, v float64) float64 { return black(max(math.Abs(u-0.5), math.Abs(v-0.5)) < 0.12) }, errOther},
		{"a full stop", 200, 200, func(u, v float64) float64 { return black(math.Hypot(u-0.5, v-0.5) < 0.03) }, errOther},
		{"a ruled page", 300, 300, func(u, v float64) float64 { return 1 - 0.4*black(math.Mod(v*10, 1) >= 0.1) }, errOther},
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
