package main

import (
	"fmt"
	"image"
	"image/color"
	"math/rand"
	"os"
	"strings"
	"testing"

	"backprop/chapter5"
	"backprop/mnist/digit"
)

func nrgba(r, g, b, a uint8) color.NRGBA { return color.NRGBA{r, g, b, a} }

var styles = []style{
	{name: "black on white", w: 300, h: 300},
	{name: "white on black", w: 300, h: 300, ink: nrgba(255, 255, 255, 255), paper: nrgba(0, 0, 0, 255)},
	{name: "12 pixels", w: 12, h: 12, size: 9, thick: 0.15},
	{name: "16 pixels, small", w: 16, h: 16, size: 12, thick: 0.12},
	{name: "28 pixels", w: 28, h: 28, size: 18},
	{name: "64 pixels", w: 64, h: 48},
	{name: "2000 pixels", w: 2000, h: 1500, thick: 0.08},
	{name: "a hair line", w: 600, h: 600, thick: 0.006},
	{name: "a thin line", w: 400, h: 400, thick: 0.02},
	{name: "a thick line", w: 400, h: 400, thick: 0.16},
	{name: "a brush", w: 400, h: 400, thick: 0.22},
	{name: "small in a corner", w: 900, h: 700, size: 90, dx: -330, dy: 260},
	{name: "fills the image", w: 140, h: 200, size: 190},
	{name: "wide page", w: 1200, h: 100},
	{name: "red on green", w: 200, h: 200, ink: nrgba(200, 0, 0, 255), paper: nrgba(0, 102, 0, 255)},
	{name: "yellow on white", w: 200, h: 200, ink: nrgba(255, 235, 0, 255), paper: nrgba(255, 255, 255, 255)},
	{name: "blue on black", w: 200, h: 200, ink: nrgba(40, 60, 255, 255), paper: nrgba(0, 0, 0, 255)},
	{name: "pale grey on white", w: 200, h: 200, ink: nrgba(215, 215, 215, 255), paper: nrgba(255, 255, 255, 255)},
	{name: "black on transparent", w: 200, h: 200, ink: nrgba(0, 0, 0, 255), paper: nrgba(0, 0, 0, 0)},
	{name: "white on transparent", w: 200, h: 200, ink: nrgba(255, 255, 255, 255), paper: nrgba(255, 255, 255, 0)},
	{name: "noise", w: 300, h: 300, noise: 0.1},
	{name: "much noise", w: 300, h: 300, noise: 0.2},
	{name: "pencil and noise", w: 500, h: 400, noise: 0.03, ink: nrgba(150, 150, 150, 255), paper: nrgba(220, 215, 200, 255), thick: 0.03},
	{name: "specks", w: 300, h: 300, specks: 300},
	{name: "light from the left", w: 300, h: 300, paperAt: func(u, v float64) float64 { return 1 - 0.6*u }},
	{name: "a dark corner", w: 300, h: 300, noise: 0.02, paperAt: func(u, v float64) float64 { return 1 - 0.7*u*v }},
	{name: "a lamp in the middle", w: 300, h: 300, noise: 0.02, paperAt: func(u, v float64) float64 { return 0.9 - 1.2*((u-0.5)*(u-0.5)+(v-0.5)*(v-0.5)) }},
	{name: "a board, light from above", w: 300, h: 300, noise: 0.02, ink: nrgba(240, 240, 240, 255), paper: nrgba(60, 80, 70, 255), paperAt: func(u, v float64) float64 { return 1 - 0.5*v }},
}

// fewer draws the digits of large images that are slow to paint.
func (s style) fewer() bool { return s.w*s.h > 300_000 }

// All but one of the drawn digits are read right in each style. Without
// BACKPROP_LONG a style has every eighth digit, the next style others.
func TestDrawnDigits(t *testing.T) {
	long := os.Getenv("BACKPROP_LONG") != ""
	for k, s := range styles {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			network := embeddedNetwork(t)
			missed := ""
			for i, d := range digits {
				if long && s.fewer() && i%4 != 0 || !long && (i+k)%8 != 0 {
					continue
				}
				if got := reading(network, paint(d.strokes, s)); got != fmt.Sprint(d.digit) {
					missed += fmt.Sprintf("\n%s: %s", d.name, got)
				}
			}
			if strings.Count(missed, "\n") > 1 {
				t.Errorf("wrong:%s", missed)
			}
		})
	}
}

// Turned, slanted, stretched and with each point out of place, as a hurried
// hand draws them, 97 in 100 digits are read right, with hair lines as well as
// with a brush.
func TestCrookedDigits(t *testing.T) {
	network := embeddedNetwork(t)
	rounds, least := 1, 95
	if os.Getenv("BACKPROP_LONG") != "" {
		rounds, least = 6, 97
	}
	for _, thick := range [][2]float64{{0.004, 0.012}, {0.012, 0.03}, {0.03, 0.15}, {0.15, 0.25}} {
		rng := rand.New(rand.NewSource(1))
		right, total, sure := 0, 0, 0.0
		for range rounds {
			for _, d := range digits {
				s := style{w: 120, h: 120, thick: thick[0] + (thick[1]-thick[0])*rng.Float64(), noise: 0.04 * rng.Float64()}
				total++
				x, err := digit.Row(paint(crooked(d.strokes, rng), s))
				if err != nil {
					continue
				}
				a := classify(network, x)
				if a.Digit == d.digit {
					right++
				}
				sure += a.Probabilities[d.digit]
			}
		}
		t.Logf("strokes of %v: %d of %d right, mean probability %.3f", thick, right, total, sure/float64(total))
		if 100*right < least*total || 100*sure < float64(least*total) {
			t.Errorf("strokes of %v: %d of %d right, mean probability %.3f, want %d in 100",
				thick, right, total, sure/float64(total), least)
		}
	}
}

func embeddedNetwork(t testing.TB) *chapter5.TwoLayerNet {
	t.Helper()
	network, err := loadModel("")
	if err != nil {
		t.Fatal(err)
	}
	return network
}

// reading returns the digit that is read, or why none is.
func reading(network *chapter5.TwoLayerNet, img image.Image) string {
	x, err := digit.Row(img)
	if err != nil {
		return err.Error()
	}
	return fmt.Sprint(classify(network, x).Digit)
}
