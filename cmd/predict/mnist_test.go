package main

import (
	"image"
	"image/color"
	"image/draw"
	"math/rand"
	"testing"

	"backprop/mnist"
)

// enlarged draws an image of MNIST k times as large, as it would lie on paper
// or, if light is true, on a board.
func enlarged(pixels []float64, k int, light bool) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, side*k, side*k))
	for y := range side * k {
		for x := range side * k {
			v := between(pixels, (float64(x)+0.5)/float64(k)-0.5, (float64(y)+0.5)/float64(k)-0.5)
			if !light {
				v = 1 - v
			}
			g := uint8(255*v + 0.5)
			img.SetNRGBA(x, y, color.NRGBA{g, g, g, 255})
		}
	}
	return img
}

func TestMNISTScan(t *testing.T) {
	network, err := loadModel("")
	if err != nil {
		t.Fatal(err)
	}
	_, test, err := mnist.Load(mnist.Options{})
	if err != nil {
		t.Fatal(err)
	}
	const n = 500
	rng := rand.New(rand.NewSource(1))
	for _, change := range []struct {
		name string
		of   func(pixels []float64) image.Image
	}{
		{"as they are, black on white", func(p []float64) image.Image { return enlarged(p, 1, false) }},
		{"as they are, white on black", func(p []float64) image.Image { return enlarged(p, 1, true) }},
		{"4 times", func(p []float64) image.Image { return enlarged(p, 4, false) }},
		{"10 times", func(p []float64) image.Image { return enlarged(p, 10, true) }},
		{"tight", func(p []float64) image.Image {
			img := enlarged(p, 4, false)
			return img.SubImage(image.Rect(16, 16, 96, 96))
		}},
		{"shifted on a page", func(p []float64) image.Image {
			page := image.NewNRGBA(image.Rect(0, 0, 300, 200))
			draw.Draw(page, page.Rect, image.White, image.Point{}, draw.Src)
			img := enlarged(p, 4, false)
			draw.Draw(page, img.Rect.Add(image.Pt(rng.Intn(180), rng.Intn(80))), img, image.Point{}, draw.Src)
			return page
		}},
		{"photo", func(p []float64) image.Image {
			img := enlarged(p, 4, false)
			for i := 0; i < len(img.Pix); i += 4 {
				x := i / 4 % img.Rect.Dx()
				for c := range 3 {
					v := (60+0.6*float64(img.Pix[i+c]))*(1-0.5*float64(x)/112) + 4*rng.NormFloat64()
					img.Pix[i+c] = uint8(min(255, max(0, v)))
				}
			}
			return img
		}},
	} {
		plain, right, failed := 0, 0, 0
		for i := range n {
			x, label := test.X.Slice(i, i+1), int(test.T.Slice(i, i+1).Item())
			if ask(network, x).digit == label {
				plain++
			}
			a, err := look(network, reduce(change.of(x.Data())))
			if err != nil {
				failed++
				t.Log(i, label, err)
			} else if a.digit == label {
				right++
			}
		}
		t.Logf("%-30s plain %d read again %d refused %d", change.name, plain, right, failed)
	}
}
