package draw

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math"
)

// seven is a 7 as a blue pen writes it on cream paper: an image to try
// cmd/predict on.
func seven() []byte {
	const side, pen = 200, 5 // half of how thick the pen is
	paper, ink := [3]float64{250, 244, 226}, [3]float64{30, 60, 150}
	img := image.NewRGBA(image.Rect(0, 0, side, side))
	for i := range side * side {
		x, y := i%side, i/side
		d := min(
			distance(x, y, 62, 52, 140, 46),
			distance(x, y, 140, 46, 88, 158),
			distance(x, y, 86, 104, 134, 99),
		)
		cover := min(1, max(0, pen+0.5-d))
		var c [3]uint8
		for k := range c {
			c[k] = uint8(float64(paper[k]*(1-cover)) + float64(ink[k]*cover))
		}
		img.SetRGBA(x, y, color.RGBA{c[0], c[1], c[2], 255})
	}
	return encode(img)
}

// encode returns img as a PNG file.
func encode(img image.Image) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		panic(err) // the images of this package can be encoded, and a Buffer does not fail
	}
	return b.Bytes()
}

// distance returns how far the middle of pixel (x, y) is from a line.
func distance(x, y int, x0, y0, x1, y1 float64) float64 {
	px, py, dx, dy := float64(x)+0.5-x0, float64(y)+0.5-y0, x1-x0, y1-y0
	t := (float64(px*dx) + float64(py*dy)) / (float64(dx*dx) + float64(dy*dy))
	t = min(1, max(0, t))
	px, py = px-float64(t*dx), py-float64(t*dy)
	return math.Sqrt(float64(px*px) + float64(py*py))
}
