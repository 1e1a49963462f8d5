package digit

import (
	"image"
	"image/color"
	"image/draw"
	"slices"
	"testing"
)

func TestReduceTakesTheMeanOfSquares(t *testing.T) {
	img := image.NewRGBA(image.Rect(3, 3, 3+1001, 3+2)) // to 334 x 1, of 3 x 2 pixels each
	draw.Draw(img, img.Rect, image.White, image.Point{}, draw.Src)
	img.Set(3, 3, color.Black)
	img.Set(3+1000, 3, color.Transparent) // in the last square, of 2 x 2
	p := reduce(img)
	if p.Rect != image.Rect(0, 0, 334, 1) {
		t.Fatalf("1001 x 2 becomes %v, want 334 x 1", p.Rect)
	}
	for _, test := range []struct {
		name string
		x    int
		want color.RGBA
	}{
		{"one of six pixels black", 0, color.RGBA{213, 213, 213, 255}},
		{"white", 1, color.RGBA{255, 255, 255, 255}},
		{"one of four pixels transparent", 333, color.RGBA{191, 191, 191, 191}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := p.RGBAAt(test.x, 0); got != test.want {
				t.Errorf("at %d %v, want %v", test.x, got, test.want)
			}
		})
	}
}

// gray takes the luminance, or the channel that tells ink from paper far better,
// and white or black for what is transparent.
func TestGray(t *testing.T) {
	for _, test := range []struct {
		name               string
		ink, paper         color.NRGBA
		wantInk, wantPaper uint8
	}{
		{"dark ink on nothing", color.NRGBA{20, 20, 90, 255}, color.NRGBA{}, 27, 255},
		{"light ink on nothing", color.NRGBA{255, 255, 120, 255}, color.NRGBA{}, 240, 0},
		{"nothing at all", color.NRGBA{}, color.NRGBA{}, 255, 255},
		{"a hole in green paper", color.NRGBA{}, color.NRGBA{0, 255, 0, 255}, 0, 150},
		{"red on a green that is as bright", color.NRGBA{200, 0, 0, 255}, color.NRGBA{0, 102, 0, 255}, 200, 0},
		{"orange on white, which may be a disc with black ink", color.NRGBA{250, 130, 20, 255}, color.NRGBA{255, 255, 255, 255}, 153, 255},
		{"yellow on white", color.NRGBA{255, 235, 0, 255}, color.NRGBA{255, 255, 255, 255}, 0, 255},
	} {
		t.Run(test.name, func(t *testing.T) {
			img := image.NewNRGBA(image.Rect(0, 0, 9, 9))
			draw.Draw(img, img.Rect, image.NewUniform(test.paper), image.Point{}, draw.Src)
			draw.Draw(img, image.Rect(3, 3, 6, 6), image.NewUniform(test.ink), image.Point{}, draw.Src)
			got := gray(reduce(img))
			if got.at[4*9+4] != test.wantInk || got.at[0] != test.wantPaper {
				t.Errorf("ink %d, paper %d, want %d and %d", got.at[4*9+4], got.at[0], test.wantInk, test.wantPaper)
			}
		})
	}
}

func TestResize(t *testing.T) {
	for _, test := range []struct {
		name string
		from plane
		w, h int
		want []uint8
	}{
		{"half as large: means", plane{4, 2, []uint8{10, 30, 50, 70, 10, 30, 50, 70}}, 2, 1, []uint8{20, 60}},
		{"two for three: shares", plane{3, 1, []uint8{0, 30, 60}}, 2, 1, []uint8{10, 50}},
		{"twice as large", plane{2, 1, []uint8{1, 2}}, 4, 1, []uint8{1, 1, 2, 2}},
		{"the same size", plane{2, 2, []uint8{1, 2, 3, 4}}, 2, 2, []uint8{1, 2, 3, 4}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := test.from.resize(test.w, test.h); !slices.Equal(got.at, test.want) {
				t.Errorf("resize(%d, %d) = %v, want %v", test.w, test.h, got.at, test.want)
			}
		})
	}
}

func TestMorphology(t *testing.T) {
	line := func(at ...uint8) *plane { return &plane{len(at), 1, at} }
	p := line(9, 9, 1, 9, 9, 9, 2, 2, 2, 2)
	for _, test := range []struct {
		name      string
		got, want *plane
	}{
		{"dilation widens what is light", p.dilate(1), line(9, 9, 9, 9, 9, 9, 9, 2, 2, 2)},
		{"erosion widens what is dark", p.erode(1), line(9, 1, 1, 1, 9, 2, 2, 2, 2, 2)},
		{"closing fills a stroke and keeps an edge", p.closing(1), line(9, 9, 9, 9, 9, 9, 2, 2, 2, 2)},
		{"a window wider than the image", line(1, 3, 2).dilate(7), line(3, 3, 3)},
	} {
		t.Run(test.name, func(t *testing.T) {
			if !slices.Equal(test.got.at, test.want.at) {
				t.Errorf("%v, want %v", test.got.at, test.want.at)
			}
		})
	}
	t.Run("a square in two dimensions", func(t *testing.T) {
		dot := newPlane(5, 5)
		dot.at[2*5+1] = 7
		if got, want := dot.dilate(1).at, []uint8{0, 0, 0, 0, 0, 7, 7, 7, 0, 0, 7, 7, 7, 0, 0, 7, 7, 7, 0, 0, 0, 0, 0, 0, 0}; !slices.Equal(got, want) {
			t.Errorf("%v, want %v", got, want)
		}
	})
}

func TestOtsu(t *testing.T) {
	for _, test := range []struct {
		name        string
		values      []uint8
		floor       uint8
		least, most uint8
	}{
		{"ink alone stands out", []uint8{0, 0, 0, 0, 200, 200}, 9, 90, 110},
		{"nothing above the floor", []uint8{0, 0, 3}, 9, 0, 0},
		{"gray edges are parted from black", []uint8{0, 0, 0, 25, 25, 230, 255, 255}, 9, 80, 180},
		{"no background", []uint8{230, 230, 230}, 9, 110, 125},
		{"above the lines of squared paper", []uint8{0, 0, 60, 60, 60, 60, 200, 200}, 40, 90, 150},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := otsu(&plane{len(test.values), 1, test.values}, test.floor); got < test.least || got > test.most {
				t.Errorf("%d, want %d to %d", got, test.least, test.most)
			}
		})
	}
}

func TestComponents(t *testing.T) {
	p := &plane{6, 3, []uint8{
		9, 5, 0, 0, 5, 5,
		0, 0, 5, 0, 0, 0,
		0, 0, 0, 0, 9, 0,
	}}
	labels, all := components(p, 5, 9)
	wantLabels := []int{
		1, 1, 0, 0, 0, 0, // the two at the right are nowhere 9
		0, 0, 1, 0, 0, 0, // hangs together by a corner
		0, 0, 0, 0, 2, 0,
	}
	want := []component{{image.Rect(0, 0, 3, 2), 3, 2}, {image.Rect(4, 2, 5, 3), 1, 1}}
	if !slices.Equal(labels, wantLabels) || !slices.Equal(all, want) {
		t.Errorf("labels %v of %v, want %v of %v", labels, all, wantLabels, want)
	}
}

// Ink that takes three quarters of the light takes as much in the shade.
func TestContrast(t *testing.T) {
	for _, test := range []struct {
		name       string
		paper, ink uint8
		want       uint8
	}{
		{"black on white", 255, 0, 255},
		{"a pencil", 200, 50, 191},
		{"a pencil in half light", 100, 25, 191},
		{"chalk", 50, 230, 180},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := newPlane(60, 50)
			for i := range p.at {
				p.at[i] = test.paper
				if x, y := i%60, i/60; x >= 28 && x < 32 && y > 10 && y < 40 {
					p.at[i] = test.ink
				}
			}
			got, _ := contrastOf(p, test.ink < test.paper)
			if got.at[25*60+30] != test.want || got.at[25*60+20] != 0 {
				t.Errorf("ink %d, paper %d, want %d and 0", got.at[25*60+30], got.at[25*60+20], test.want)
			}
		})
	}
}

// bar returns a stroke straight down.
func bar(height, thick int) *plane {
	p := newPlane(thick, height)
	for i := range p.at {
		p.at[i] = 255
	}
	return p
}

func TestThicken(t *testing.T) {
	for _, test := range []struct {
		name               string
		thick, least, most int // of a stroke 200 pixels long; a pixel of the box is 10
	}{
		{"a hair line", 1, 17, 20},
		{"thinner than MNIST's", 8, 16, 20},
		{"as in MNIST", 25, 25, 25},
		{"thicker than MNIST's", 60, 60, 60},
	} {
		t.Run(test.name, func(t *testing.T) {
			if out := thicken(bar(200, test.thick)); out.w < test.least || out.w > test.most {
				t.Errorf("a stroke of %d becomes %d, want %d to %d", test.thick, out.w, test.least, test.most)
			}
		})
	}
}

// A stroke that lacks 1.4 pixels becomes 1.4 pixels thicker.
func TestThickenByPartsOfAPixel(t *testing.T) {
	out := thicken(bar(200, 14))
	want := slices.Concat([]uint8{179}, bar(1, 14).at, []uint8{179}) // 179 is 0.7 of 255
	if got := out.at[100*out.w : 101*out.w]; !slices.Equal(got, want) {
		t.Errorf("a row of the stroke is %v, want %v", got, want)
	}
}

func TestFitKeepsTheAspect(t *testing.T) {
	for _, test := range []struct{ w, h, wantW, wantH int }{
		{100, 100, 20, 20}, {50, 100, 10, 20}, {90, 60, 20, 13}, {1, 200, 1, 20}, {7, 5, 20, 14},
	} {
		ink := newPlane(test.w, test.h)
		for i := range ink.at {
			ink.at[i] = 130
		}
		if out := fit(ink); out.w != test.wantW || out.h != test.wantH || slices.Max(out.at) != 255 {
			t.Errorf("%d x %d becomes %d x %d, brightest %d, want %d x %d, brightest 255",
				test.w, test.h, out.w, out.h, slices.Max(out.at), test.wantW, test.wantH)
		}
	}
}

func TestCentre(t *testing.T) {
	for _, test := range []struct {
		name string
		w, h int
		dot  int // where all the ink is, or -1 for everywhere
		want int // where the first ink is
	}{
		{"even ink in the middle", 20, 20, -1, 4*28 + 4},
		{"a narrow box", 4, 20, -1, 4*28 + 12},
		{"mass at the left: moved right as far as it goes", 20, 20, 0, 8*28 + 8},
		{"mass at the right below: moved left and up", 20, 20, 399, 19*28 + 19},
	} {
		t.Run(test.name, func(t *testing.T) {
			ink := newPlane(test.w, test.h)
			for i := range ink.at {
				if test.dot < 0 || i == test.dot {
					ink.at[i] = 255
				}
			}
			out := centre(ink)
			first := slices.IndexFunc(out.at, func(v uint8) bool { return v > 0 })
			if first != test.want || out.sum() != ink.sum() {
				t.Errorf("ink begins at %d, want %d", first, test.want)
			}
		})
	}
}
