package main

import (
	"image"
	"image/color"
	"math"
	"math/rand"
)

// Digits as polylines, x to the right from 0 to 0.65 and y down from 0 to 1,
// as one would write them by hand, some in two ways and some in two strokes.
var digits = []struct {
	digit   int
	name    string
	strokes [][]point
}{
	{0, "0", [][]point{arc(0.32, 0.5, 0.28, 0.46, -90, 270)}},
	{0, "0 leaning", [][]point{lean(arc(0.32, 0.5, 0.22, 0.46, -90, 270))}},
	{1, "1", [][]point{{{0.32, 0}, {0.32, 1}}}},
	{1, "1 leaning", [][]point{{{0.5, 0}, {0.2, 1}}}},
	{2, "2", [][]point{append(arc(0.3, 0.28, 0.28, 0.26, -170, 50), point{0, 1}, point{0.62, 1})}},
	{2, "2 with a loop", [][]point{append(arc(0.3, 0.28, 0.26, 0.26, -170, 45),
		point{0.25, 0.8}, point{0.02, 0.95}, point{0.1, 0.85}, point{0.3, 0.92}, point{0.65, 0.98})}},
	{3, "3", [][]point{append(arc(0.3, 0.26, 0.26, 0.25, -150, 90), arc(0.28, 0.75, 0.3, 0.25, -90, 150)...)}},
	{4, "4 open", [][]point{{{0.12, 0.03}, {0.05, 0.55}, {0.62, 0.52}}, {{0.5, 0.1}, {0.45, 1}}}},
	{4, "4 closed", [][]point{{{0.45, 1}, {0.47, 0}, {0.02, 0.65}, {0.65, 0.63}}}},
	{5, "5", [][]point{append([]point{{0.6, 0.02}, {0.14, 0.02}, {0.1, 0.45}}, arc(0.27, 0.69, 0.3, 0.29, -100, 140)...)}},
	{5, "5 in two strokes", [][]point{append([]point{{0.16, 0.1}, {0.12, 0.45}}, arc(0.27, 0.69, 0.3, 0.29, -100, 140)...), {{0.22, 0}, {0.65, -0.03}}}},
	{6, "6", [][]point{append([]point{{0.5, 0}, {0.25, 0.22}, {0.08, 0.5}, {0.05, 0.72}}, arc(0.32, 0.73, 0.26, 0.25, 170, -190)...)}},
	{7, "7", [][]point{{{0.02, 0.03}, {0.62, 0.03}, {0.25, 1}}}},
	{8, "8", [][]point{append(arc(0.32, 0.25, 0.22, 0.24, 90, 450), arc(0.32, 0.74, 0.28, 0.25, -90, 270)...)}},
	{9, "9", [][]point{append(arc(0.3, 0.27, 0.26, 0.26, -20, -360), point{0.55, 0.3}, point{0.5, 0.65}, point{0.4, 1})}},
	{9, "9 bent", [][]point{append(arc(0.3, 0.27, 0.24, 0.26, -20, -360), append([]point{{0.55, 0.3}, {0.55, 0.7}}, arc(0.3, 0.75, 0.24, 0.25, 0, 130)...)...)}},
}

type point struct{ x, y float64 }

// arc returns points of an ellipse; 0 degrees are at the right, 90 below.
func arc(x, y, rx, ry, from, to float64) (out []point) {
	for i := 0; i <= 24; i++ {
		a := (from + (to-from)*float64(i)/24) * math.Pi / 180
		out = append(out, point{x + rx*math.Cos(a), y + ry*math.Sin(a)})
	}
	return out
}

func lean(points []point) []point {
	for i, p := range points {
		points[i].x += 0.2 * (0.5 - p.y)
	}
	return points
}

// crooked returns strokes turned by up to 15 degrees, slanted, stretched and
// with each point out of place; neighbours by nearly the same.
func crooked(strokes [][]point, rng *rand.Rand) (out [][]point) {
	turn, slant, stretch := 0.26*(2*rng.Float64()-1), 0.25*(2*rng.Float64()-1), 0.75+0.6*rng.Float64()
	waves := [2]float64{6 * rng.Float64(), 6 * rng.Float64()}
	sin, cos := math.Sincos(turn)
	for _, stroke := range strokes {
		var moved []point
		for _, p := range stroke {
			x, y := (p.x-0.32)*stretch-slant*(p.y-0.5), p.y-0.5
			x += 0.04 * math.Sin(7*p.y+waves[0])
			y += 0.04 * math.Sin(7*p.x+waves[1])
			moved = append(moved, point{0.32 + cos*x - sin*y, 0.5 + sin*x + cos*y})
		}
		out = append(out, moved)
	}
	return out
}

// style says how a digit is drawn.
type style struct {
	name       string
	w, h       int     // of the image
	size       float64 // height of the digit; 0 for 0.7 of h
	dx, dy     float64 // from the middle
	thick      float64 // of the strokes, as a share of the height; 0 for 0.1
	ink, paper color.NRGBA
	paperAt    func(u, v float64) float64 // what the light is at, from 0 to 1 across
	noise      float64                    // standard deviation
	specks     int
}

// paint draws a digit.
func paint(strokes [][]point, s style) *image.NRGBA {
	rng := rand.New(rand.NewSource(1))
	if s.size == 0 {
		s.size = 0.7 * float64(s.h)
	}
	if s.thick == 0 {
		s.thick = 0.1
	}
	if s.ink == s.paper {
		s.ink, s.paper = color.NRGBA{0, 0, 0, 255}, color.NRGBA{255, 255, 255, 255}
	}
	img := image.NewNRGBA(image.Rect(0, 0, s.w, s.h))
	half := s.thick * s.size / 2
	left, top := float64(s.w)/2+s.dx-0.32*s.size, float64(s.h)/2+s.dy-0.5*s.size
	cover := make([]float64, s.w*s.h)
	for _, stroke := range strokes {
		for i := 1; i < len(stroke); i++ {
			ax, ay := left+stroke[i-1].x*s.size, top+stroke[i-1].y*s.size
			bx, by := left+stroke[i].x*s.size, top+stroke[i].y*s.size
			for y := max(0, int(min(ay, by)-half-2)); y < min(s.h, int(max(ay, by)+half+3)); y++ {
				for x := max(0, int(min(ax, bx)-half-2)); x < min(s.w, int(max(ax, bx)+half+3)); x++ {
					px, py := float64(x)+0.5, float64(y)+0.5
					t := ((px-ax)*(bx-ax) + (py-ay)*(by-ay)) / max(1e-9, (bx-ax)*(bx-ax)+(by-ay)*(by-ay))
					t = min(1, max(0, t))
					d := math.Hypot(px-ax-t*(bx-ax), py-ay-t*(by-ay))
					c := min(1, max(0, half-d+0.5)) * min(1, 2*half)
					cover[y*s.w+x] = max(cover[y*s.w+x], c)
				}
			}
		}
	}
	for range s.specks {
		cover[rng.Intn(len(cover))] = 1
	}
	for i, c := range cover {
		light := 1.0
		if s.paperAt != nil {
			light = s.paperAt(float64(i%s.w)/float64(s.w), float64(i/s.w)/float64(s.h))
		}
		noise := s.noise * rng.NormFloat64()
		mix := func(paper, ink uint8) uint8 {
			v := (float64(paper)*(1-c)+float64(ink)*c)*light + 255*noise
			return uint8(min(255, max(0, v+0.5)))
		}
		a := float64(s.paper.A)*(1-c) + float64(s.ink.A)*c
		p := color.NRGBA{mix(s.paper.R, s.ink.R), mix(s.paper.G, s.ink.G), mix(s.paper.B, s.ink.B), uint8(a + 0.5)}
		if s.paper.A == 0 {
			p = color.NRGBA{s.ink.R, s.ink.G, s.ink.B, p.A}
		}
		img.SetNRGBA(i%s.w, i/s.w, p)
	}
	return img
}
