package main

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"math/rand"
	"os"
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

// Images of the test set, drawn anew in several ways and read as any other
// file, are read right as often as they are as they stand, but for a share.
// There are 200 of them with BACKPROP_LONG, otherwise 20.
func TestMNISTReadAgain(t *testing.T) {
	_, test, err := mnist.Load(mnist.Options{})
	if err != nil {
		t.Fatal(err)
	}
	n := 20
	if os.Getenv("BACKPROP_LONG") != "" {
		n = 200
	}
	for _, change := range []struct {
		name  string
		lose  int // at most this many of n more than plain
		alter func(pixels []float64, rng *rand.Rand) image.Image
	}{
		{"black on white", 2, func(p []float64, _ *rand.Rand) image.Image { return enlarged(p, 1, false) }},
		{"white on black", 2, func(p []float64, _ *rand.Rand) image.Image { return enlarged(p, 1, true) }},
		{"4 times as large", 2, func(p []float64, _ *rand.Rand) image.Image { return enlarged(p, 4, false) }},
		{"7 times as large", 2, func(p []float64, _ *rand.Rand) image.Image { return enlarged(p, 7, true) }},
		{"without a margin", 8, func(p []float64, _ *rand.Rand) image.Image {
			return enlarged(p, 4, false).SubImage(image.Rect(16, 16, 96, 96))
		}},
		{"somewhere on a page", 2, func(p []float64, rng *rand.Rand) image.Image {
			page := image.NewRGBA(image.Rect(0, 0, 300, 200))
			draw.Draw(page, page.Rect, image.White, image.Point{}, draw.Src)
			img := enlarged(p, 4, false)
			draw.Draw(page, img.Rect.Add(image.Pt(rng.Intn(180), rng.Intn(80))), img, image.Point{}, draw.Src)
			return page
		}},
		{"a photo: pale, half as much light at the right, noise", 5, func(p []float64, rng *rand.Rand) image.Image {
			img := enlarged(p, 4, false)
			for i := 0; i < len(img.Pix); i += 4 {
				x := i / 4 % img.Rect.Dx()
				v := (60+0.6*float64(img.Pix[i]))*(1-0.5*float64(x)/112) + 4*rng.NormFloat64()
				for c := range 3 {
					img.Pix[i+c] = uint8(min(255, max(0, v)))
				}
			}
			return img
		}},
	} {
		t.Run(change.name, func(t *testing.T) {
			t.Parallel()
			network, rng := embeddedNetwork(t), rand.New(rand.NewSource(1))
			plain, again := 0, 0
			for i := range n {
				x, label := test.X.Slice(i, i+1), int(test.T.Slice(i, i+1).Item())
				if classify(network, x).Digit == label {
					plain++
				}
				if reading(network, change.alter(x.Data(), rng)) == fmt.Sprint(label) {
					again++
				}
			}
			t.Logf("%d of %d right as they stand, %d read again", plain, n, again)
			if again < plain-change.lose {
				t.Errorf("%d of %d right, want %d less %d", again, n, plain, change.lose)
			}
		})
	}
}
