package main

import (
	"fmt"
	"image/color"
	"testing"
)

func nrgba(r, g, b, a uint8) color.NRGBA { return color.NRGBA{r, g, b, a} }

var allLooks = []looks{
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

func TestScan(t *testing.T) {
	network, err := loadModel("")
	if err != nil {
		t.Fatal(err)
	}
	total, right := 0, 0
	for _, l := range allLooks {
		bad := ""
		for _, d := range digits {
			total++
			a, err := look(network, reduce(paint(d.strokes, l)))
			switch {
			case err != nil:
				bad += fmt.Sprintf(" %s: %v;", d.name, err)
			case a.digit != d.digit:
				bad += fmt.Sprintf(" %s: %d (%.2f);", d.name, a.digit, a.probabilities[a.digit])
			default:
				right++
			}
		}
		t.Logf("%-25s%s", l.name, bad)
	}
	t.Logf("%d of %d", right, total)
}
