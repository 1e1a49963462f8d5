package main

import (
	"errors"
	"fmt"
	"image"
	"image/draw"
	_ "image/gif"
	_ "image/jpeg"
	_ "image/png"
	"io"
	"io/fs"
	"os"
)

const (
	mostPixels  = 50_000_000 // of an image, as its header says
	workingSide = 500        // pixels of the longer side that are enough to find a digit
)

// A picture is an image made small: red, green, blue (times alpha) and alpha
// from 0 to 1, row after row.
type picture struct {
	w, h int
	rgba [4][]float64
}

// openImage reads a PNG, JPEG or GIF file; of a GIF, the first frame; a photo as
// its camera was held. Errors do not name the file.
func openImage(path string) (*picture, error) {
	info, err := os.Stat(path) // before it is opened: a pipe would wait
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, errors.New("there is no such file")
	case err != nil:
		return nil, errors.Unwrap(err)
	case info.IsDir():
		return nil, errors.New("a folder, want a PNG, JPEG or GIF image")
	case !info.Mode().IsRegular():
		return nil, errors.New("not a regular file, want a PNG, JPEG or GIF image")
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, errors.Unwrap(err)
	}
	defer f.Close()
	return decode(f)
}

// decode looks at the header first: it says how much memory the image takes.
func decode(r io.ReadSeeker) (*picture, error) {
	damaged := func(err error) error {
		if errors.Is(err, image.ErrFormat) {
			return errors.New("not a PNG, JPEG or GIF image, save it as one of these")
		}
		return fmt.Errorf("a damaged image: %w", err)
	}
	header, _, err := image.DecodeConfig(r)
	if err != nil {
		return nil, damaged(err)
	}
	if pixels := int64(header.Width) * int64(header.Height); pixels < 1 || pixels > mostPixels {
		return nil, fmt.Errorf("%d x %d pixels, want 1 to %d million in all", header.Width, header.Height, mostPixels/1_000_000)
	}
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	img, _, err := image.Decode(r)
	if err != nil {
		return nil, damaged(err)
	}
	if img.Bounds().Empty() {
		return nil, errors.New("an image without pixels")
	}
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	return reduce(img).upright(orientation(r)), nil
}

// reduce makes a pixel of each square of k x k, k as small as workingSide
// allows.
func reduce(img image.Image) *picture {
	bounds := img.Bounds()
	w, h := bounds.Dx(), bounds.Dy()
	k := (max(w, h) + workingSide - 1) / workingSide
	p := &picture{w: (w + k - 1) / k, h: (h + k - 1) / k}
	for c := range p.rgba {
		p.rgba[c] = make([]float64, p.w*p.h)
	}
	row := image.NewRGBA(image.Rect(0, 0, w, 1))
	for y := range h {
		draw.Draw(row, row.Rect, img, bounds.Min.Add(image.Pt(0, y)), draw.Src)
		for x := range w {
			at := (y/k)*p.w + x/k
			for c := range p.rgba {
				p.rgba[c][at] += float64(row.Pix[4*x+c])
			}
		}
	}
	for at := range p.w * p.h {
		x, y := at%p.w, at/p.w
		pixels := min(k, w-x*k) * min(k, h-y*k)
		for c := range p.rgba {
			p.rgba[c][at] /= float64(255 * pixels)
		}
	}
	return p
}

var brightness = [3]float64{0.299, 0.587, 0.114} // of red, green and blue

// grey returns the picture in grey, 0 for black. Where it is transparent, it
// lies on white, or on black if the ink is light; if only its inside is
// transparent, on the colour of its border.
//
// Ink of a colour that is as bright as the paper would be lost: red, green or
// blue alone is taken instead if it tells far more than brightness.
func (p *picture) grey() *plane {
	fill := p.paper()
	var best *plane
	var most float64
	for _, weights := range [][3]float64{brightness, {1, 0, 0}, {0, 1, 0}, {0, 0, 1}} {
		g := newPlane(p.w, p.h)
		for i := range g.at {
			for c, weight := range weights {
				g.at[i] += float64(weight * (p.rgba[c][i] + float64((1-p.rgba[3][i])*fill[c])))
			}
		}
		if v := g.variance(); best == nil || v > 2*most {
			best, most = g, v
		}
	}
	return best
}

// paper returns the colour that shows where the picture is transparent.
func (p *picture) paper() [3]float64 {
	var border [3][]float64
	clear := 0
	n := 0
	for i := range p.w * p.h {
		x, y := i%p.w, i/p.w
		if x > 0 && y > 0 && x < p.w-1 && y < p.h-1 {
			continue
		}
		n++
		if p.rgba[3][i] < 0.5 {
			clear++
			continue
		}
		for c := range border {
			border[c] = append(border[c], p.rgba[c][i])
		}
	}
	if 2*clear < n {
		return [3]float64{quantile(border[0], 0.5), quantile(border[1], 0.5), quantile(border[2], 0.5)}
	}
	var light, alpha float64
	for i, a := range p.rgba[3] {
		for c, weight := range brightness {
			light += float64(weight * p.rgba[c][i])
		}
		alpha += a
	}
	if light > alpha/2 {
		return [3]float64{}
	}
	return [3]float64{1, 1, 1}
}
