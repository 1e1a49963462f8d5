// Package digit finds a digit in an image and brings it into the form of
// MNIST: white on black, scaled to 20 pixels, the centre of mass in the middle
// of 28 x 28.
package digit

import (
	"errors"
	"image"
	"math"
)

const (
	side    = 28 // of an image of MNIST
	boxSide = 20 // of the box that its digit fills
)

// Pixels finds the digit in img and returns it as MNIST has it: 28 x 28 bytes,
// row after row, white on black, scaled to 20 pixels, centred on its centre of
// mass.
func Pixels(img image.Image) (pixels [side * side]byte, err error) {
	if img.Bounds().Empty() {
		return pixels, errors.New("an image without pixels")
	}
	ink, err := findInk(reduce(img).gray())
	if err != nil {
		return pixels, err
	}
	for i, v := range centre(fit(penOfMNIST(ink))).at {
		pixels[i] = byte(float64(255*v) + 0.5)
	}
	return pixels, nil
}

// penOfMNIST dilates strokes that are thinner than the strokes of MNIST, and
// erodes strokes that are thicker. All but the extreme digits of MNIST have
// strokes of 1.8 to 4.1 pixels in their box of 20 x 20.
func penOfMNIST(ink *plane) *plane {
	unit := float64(max(ink.w, ink.h)) / boxSide
	thick := thickness(ink)
	if r := int(math.Round((float64(1.8*unit) - thick) / 2)); r > 0 {
		return ink.crop(box{-r, -r, ink.w + r, ink.h + r}).dilate(r)
	}
	if r := int(math.Round((thick - float64(4.1*unit)) / 2)); r > 0 {
		thin := ink.crop(box{-r, -r, ink.w + r, ink.h + r}).erode(r)
		return thin.crop(box{2 * r, 2 * r, thin.w - 2*r, thin.h - 2*r})
	}
	return ink
}

// thickness returns the mean thickness of the strokes in pixels. A long stroke
// has an area of its length times its thickness, and a circumference of twice
// its length.
func thickness(ink *plane) float64 {
	area, edges := 0.0, 0
	inside := func(x, y int) bool {
		return x >= 0 && y >= 0 && x < ink.w && y < ink.h && ink.at[y*ink.w+x] >= 0.5
	}
	for y := range ink.h + 1 {
		for x := range ink.w + 1 {
			if x < ink.w && y < ink.h {
				area += ink.at[y*ink.w+x]
			}
			if inside(x, y) != inside(x-1, y) {
				edges++
			}
			if inside(x, y) != inside(x, y-1) {
				edges++
			}
		}
	}
	// The edges of pixels are longer than the outline: 4/π times, as a mean over
	// all directions.
	return 2 * area / max(1, float64(edges)*math.Pi/4)
}

// fit returns ink scaled into the box of 20 x 20, its brightest pixel 1.
func fit(ink *plane) *plane {
	longer := float64(max(ink.w, ink.h))
	scaled := func(n int) int { return max(1, int(math.Round(boxSide*float64(n)/longer))) }
	out := ink.resize(scaled(ink.w), scaled(ink.h))
	brightest := quantile(out.at, 1)
	for i := range out.at {
		out.at[i] /= brightest
	}
	return out
}

// centre returns ink in 28 x 28 pixels with its centre of mass in the middle,
// as nearly as whole pixels allow and nothing is cut off.
func centre(ink *plane) *plane {
	var mass, mx, my float64
	for i, v := range ink.at {
		mass += v
		mx += float64(v * (float64(i%ink.w) + 0.5))
		my += float64(v * (float64(i/ink.w) + 0.5))
	}
	left := min(max(int(math.Round(side/2-mx/mass)), 0), side-ink.w)
	top := min(max(int(math.Round(side/2-my/mass)), 0), side-ink.h)
	return ink.crop(box{-left, -top, side - left, side - top})
}
