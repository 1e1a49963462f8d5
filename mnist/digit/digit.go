// Package digit finds a digit in an image and converts it to the form of
// MNIST: white on black, scaled to 20 pixels, the centre of mass in the middle
// of 28 x 28.
//
// Row does these steps, one after another:
//
//   - gray: the luminance, at most 500 pixels wide and high
//   - background: the morphological closing, with a square that is larger than
//     the strokes are thick
//   - contrast: how much darker a pixel is than its background, or how much
//     lighter for light ink
//   - threshold: Otsu's, with hysteresis: a pixel of half as much contrast
//     belongs to the ink if it touches ink
//   - connected components: the largest with the strokes of a digit, and the
//     parts near it. A frame around the digit, an empty box beside it, a line below
//     it, a printed table, the lines of a page, and a table top or a shadow at the
//     edge of the image are left out. A disc or a sheet on which the digit lies is
//     its paper.
//   - pen: very thin strokes are dilated
//   - box and centre of mass
//
// The steps compute with whole numbers, so that the result is the same on every
// machine.
package digit

import (
	"image"
	"slices"

	"backprop/layers/layertest/bilingual"
	"backprop/tensor"
)

const (
	mnistSide = 28 // of an image of MNIST
	boxSide   = 20 // of the box that its digit fills
)

// Row finds the digit in img and returns it as a row (1, 784) of MNIST: 28 x 28
// pixels from 0 to 1, white on black. If img shows no digit, or several, the
// error says what it shows.
func Row(img image.Image) (*tensor.Tensor, error) {
	pixels, err := mnistPixels(img)
	if err != nil {
		return nil, err
	}
	row := tensor.Zeros(1, len(pixels.at))
	for i, v := range pixels.at {
		row.Set(float64(float32(v)/255), 0, i)
	}
	return row, nil
}

// mnistPixels returns the digit in img in 28 x 28 pixels from 0 to 255.
func mnistPixels(img image.Image) (*plane, error) {
	if img.Bounds().Empty() {
		return nil, bilingual.Errorf("the image has no pixels", "이미지에 픽셀이 없다")
	}
	ink, err := findInk(gray(reduce(img)))
	if err != nil {
		return nil, err
	}
	return centre(fit(thicken(ink))), nil
}

// thicken dilates strokes that are thinner than the strokes of MNIST. All but the
// extreme digits of MNIST have strokes of 1.8 to 4.1 pixels in their box of 20 x
// 20. Thicker strokes are read as well.
func thicken(ink *plane) *plane {
	thinnest := 18 * max(ink.w, ink.h) / boxSide // in tenths of a pixel
	missing := thinnest - thickness(ink)
	if missing <= 0 {
		return ink
	}
	// The strokes become 2r + part/10 pixels thicker: each pixel is a mean of the
	// dilations by r and r+1.
	r := (missing - 1) / 20
	part := missing - 20*r
	thin := ink.crop(ink.bounds().Inset(-r - 1)).dilate(r)
	thick := thin.dilate(1)
	for i, v := range thin.at {
		thick.at[i] = uint8((int(v)*(20-part) + int(thick.at[i])*part + 10) / 20)
	}
	return thick
}

// thickness returns the mean thickness of the strokes, in tenths of a pixel. A
// long stroke has an area of its length times its thickness, and a
// circumference of twice its length.
func thickness(ink *plane) int {
	var edges int64
	inside := func(x, y int) bool {
		return x >= 0 && y >= 0 && x < ink.w && y < ink.h && ink.at[y*ink.w+x] >= 128
	}
	for y := range ink.h + 1 {
		for x := range ink.w + 1 {
			if inside(x, y) != inside(x-1, y) {
				edges++
			}
			if inside(x, y) != inside(x, y-1) {
				edges++
			}
		}
	}
	// The edges of pixels are longer than the outline: 4/π times, as a mean over
	// all directions. 4/π is 1.27.
	return int(10 * 2 * ink.sum() * 127 / 100 / 255 / max(1, edges))
}

// fit returns ink scaled into the box of 20 x 20, its brightest pixel 255.
func fit(ink *plane) *plane {
	longer := max(ink.w, ink.h)
	scaled := func(n int) int { return max(1, (2*boxSide*n+longer)/(2*longer)) }
	out := ink.resize(scaled(ink.w), scaled(ink.h))
	brightest := max(1, int(slices.Max(out.at)))
	for i, v := range out.at {
		out.at[i] = uint8((255*int(v) + brightest/2) / brightest)
	}
	return out
}

// centre returns ink in 28 x 28 pixels with its centre of mass in the middle,
// as nearly as whole pixels allow and nothing is cut off.
func centre(ink *plane) *plane {
	mass, mx, my := max(1, int(ink.sum())), 0, 0 // mx and my are twice the moments
	for i, v := range ink.at {
		mx += (2*(i%ink.w) + 1) * int(v)
		my += (2*(i/ink.w) + 1) * int(v)
	}
	left := min(max((mnistSide*mass-mx+mass)/(2*mass), 0), mnistSide-ink.w)
	top := min(max((mnistSide*mass-my+mass)/(2*mass), 0), mnistSide-ink.h)
	return ink.crop(image.Rect(-left, -top, mnistSide-left, mnistSide-top))
}
