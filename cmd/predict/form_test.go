package main

import (
	"math/rand"
	"os"
	"testing"

	"backprop/mnist/digit"
	"backprop/tensor"
)

// How many of 320 crooked digits are read right
// if a step to the form of MNIST is left out.
func TestTheFormOfMNISTMatters(t *testing.T) {
	if os.Getenv("BACKPROP_LONG") == "" {
		t.Skip("a long trial: set BACKPROP_LONG=1")
	}
	network, rng := embeddedNetwork(t), rand.New(rand.NewSource(1))
	changes := []struct {
		name   string
		want   int
		change func(pixels []float64) []float64
	}{
		{"all steps", 320, func(p []float64) []float64 { return p }},
		{"stretched to a square", 294, func(p []float64) []float64 {
			x0, y0, x1, y1 := inkBox(p)
			return scaled(p, (x0+x1)/2, (y0+y1)/2, (x1-x0)/20, (y1-y0)/20, 13.5, 13.5)
		}},
		{"28 pixels", 300, func(p []float64) []float64 {
			x0, y0, x1, y1 := inkBox(p)
			return scaled(p, (x0+x1)/2, (y0+y1)/2, 20.0/28, 20.0/28, 13.5, 13.5)
		}},
		{"10 pixels", 193, func(p []float64) []float64 { return scaled(p, 13.5, 13.5, 2, 2, 13.5, 13.5) }},
		{"in the corner", 34, func(p []float64) []float64 {
			x0, y0, _, _ := inkBox(p)
			return scaled(p, x0, y0, 1, 1, 0, 0)
		}},
		{"dark on light", 35, func(p []float64) []float64 {
			out := make([]float64, len(p))
			for i, v := range p {
				out[i] = 1 - v
			}
			return out
		}},
	}
	right := make([]int, len(changes))
	for range 20 {
		for _, d := range digits {
			x, err := digit.Row(paint(crooked(d.strokes, rng), looks{w: 120, h: 120}))
			if err != nil {
				t.Fatalf("%s: %v", d.name, err)
			}
			for k, c := range changes {
				if classify(network, tensor.New(c.change(x.Data()), 1, side*side)).Digit == d.digit {
					right[k]++
				}
			}
		}
	}
	for k, c := range changes {
		t.Run(c.name, func(t *testing.T) {
			if right[k] != c.want {
				t.Errorf("%d of %d are read right, want %d", right[k], 20*len(digits), c.want)
			}
		})
	}
}

// inkBox returns the middles of the first and last columns and rows of ink.
func inkBox(pixels []float64) (x0, y0, x1, y1 float64) {
	x0, y0 = side, side
	for i, v := range pixels {
		if x, y := float64(i%side), float64(i/side); v > 0.1 {
			x0, y0, x1, y1 = min(x0, x), min(y0, y), max(x1, x), max(y1, y)
		}
	}
	return x0, y0, x1, y1
}

// scaled returns pixels with the point (fromX, fromY) moved to (toX, toY), and
// stepX x stepY pixels about it for each new one.
func scaled(pixels []float64, fromX, fromY, stepX, stepY, toX, toY float64) []float64 {
	out := make([]float64, len(pixels))
	for i := range out {
		x, y := float64(i%side)-toX, float64(i/side)-toY
		out[i] = between(pixels, fromX+x*stepX, fromY+y*stepY)
	}
	return out
}
