// Package digit finds a digit in an image and converts it to the form of
// MNIST: white on black, scaled to 20 pixels, the centre of mass in the middle
// of 28 x 28.
//
// Row does these steps, one after another:
//
//   - gray (gray.go): the luminance, at most 500 pixels wide and high
//   - background (contrast.go, by morphology.go): the morphological closing, with a
//     square that is larger than the strokes are thick
//   - contrast (contrast.go): how much darker a pixel is than its background, and how
//     much lighter; find.go chooses between dark ink and light ink
//   - threshold (threshold.go): Otsu's, with hysteresis: a pixel of half as much
//     contrast belongs to the ink if it touches ink
//   - connected components (find.go chooses): the largest with the strokes of a
//     digit, and the parts near it. A frame around the digit, an empty box beside
//     it, a line below it, a printed table, the lines of a page, and a table top or
//     a shadow at the edge of the image are left out. A disc or a sheet on which the
//     digit lies is its paper.
//   - pen (pen.go): the strokes of a very thin pen are dilated
//   - box and centre of mass (digit.go)
//
// decode.go and exif.go have Decode, which reads the image from a file and turns
// it upright.
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
