package digit

import (
	"image"
	"image/color"
	"image/draw"
	"math"
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
		{"empty boxes beside it", func(img *image.Gray) {
			outline(img, -30, -30, 30, 30, 2)
			outline(img, -78, -20, -40, 20, 2)
			outline(img, 40, -20, 78, 20, 2)
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
		{"on a disc", func(isInk bool, x, y int) color.NRGBA { return either(isInk, 250, disc(x, y, 60, 250)) }},
		{"on a light disc", func(isInk bool, x, y int) color.NRGBA { return either(isInk, 20, disc(x, y, 250, 60)) }},
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

// disc returns inside for a pixel within 40 of the middle of 160 x 120, else outside.
func disc(x, y int, inside, outside uint8) uint8 {
	if math.Hypot(float64(x-80), float64(y-60)) < 40 {
		return inside
	}
	return outside
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

// An image that is cropped to a thick 0 has more ink than paper.
func TestNoMargin(t *testing.T) {
	zero := func(gray uint8) *image.Gray {
		img := four(300, 200)
		for i := range img.Pix {
			u, v := float64(i%300-150)+0.5, float64(i/300-100)+0.5
			if img.Pix[i] = 255 - gray; math.Hypot(u/40, v/60) < 1 && math.Hypot(u/20, v/40) > 1 {
				img.Pix[i] = gray
			}
		}
		return img
	}
	for name, img := range map[string]*image.Gray{"dark on light": zero(0), "light on dark": zero(255)} {
		t.Run(name, func(t *testing.T) {
			want, err := row(img)
			if err != nil {
				t.Fatal(err)
			}
			if got, err := row(img.SubImage(image.Rect(110, 40, 190, 160))); err != nil || got != want {
				t.Errorf("error %v, pixels\n%v, want\n%v", err, rows(got), rows(want))
			}
		})
	}
}

// An image that is cropped to a digit with thin strokes is no ruled paper.
func TestThinStrokesWithoutMargin(t *testing.T) {
	seven := func(w, h int) image.Image {
		img := image.NewGray(image.Rect(0, 0, w, h))
		draw.Draw(img, img.Rect, image.White, image.Point{}, draw.Src)
		fill(img, -138, -198, 138, -192, 0)
		for y := -192; y < 198; y++ {
			fill(img, 30-y/2, y, 36-y/2, y+1, 0)
		}
		return img
	}
	want, err := row(seven(360, 480))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := row(seven(280, 400)); err != nil || got != want {
		t.Errorf("error %v, pixels\n%v, want\n%v", err, rows(got), rows(want))
	}
}
