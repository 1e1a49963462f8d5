package digit

import (
	"image"
	"image/draw"
)

// workingSide is as many pixels of the longer side as are enough to find a
// digit.
const workingSide = 500

// reduce returns img with its longer side at most workingSide: each pixel is
// the mean of a square of k x k.
func reduce(img image.Image) *image.RGBA {
	bounds := img.Bounds()
	w, h := bounds.Dx(), bounds.Dy()
	k := (max(w, h) + workingSide - 1) / workingSide
	out := image.NewRGBA(image.Rect(0, 0, (w+k-1)/k, (h+k-1)/k))
	row := image.NewRGBA(image.Rect(0, 0, w, 1))
	sums := make([]int, out.Stride)
	for y := range h {
		draw.Draw(row, row.Rect, img, bounds.Min.Add(image.Pt(0, y)), draw.Src)
		for i, v := range row.Pix {
			sums[i/4/k*4+i%4] += int(v)
		}
		if y%k < k-1 && y < h-1 {
			continue
		}
		for i, sum := range sums {
			pixels := min(k, w-i/4*k) * (y%k + 1)
			out.Pix[y/k*out.Stride+i] = uint8((sum + pixels/2) / pixels)
		}
		clear(sums)
	}
	return out
}

// luminance returns the brightness in thousandths of red, green and blue.
var luminance = [3]int{299, 587, 114}

// gray returns the luminance of img, 0 for black. If red, green or blue alone
// has twice its variance, gray returns that one: ink of another colour may be
// as bright as its paper.
func gray(img *image.RGBA) *plane {
	behind := colourBehind(img)
	var best *plane
	var most int
	for _, weights := range [][3]int{luminance, {1000, 0, 0}, {0, 1000, 0}, {0, 0, 1000}} {
		p := newPlane(img.Rect.Dx(), img.Rect.Dy())
		for i := range p.at {
			pixel := img.Pix[4*i : 4*i+4]
			sum := 0
			for c, weight := range weights {
				sum += weight * (255*int(pixel[c]) + (255-int(pixel[3]))*int(behind[c]))
			}
			p.at[i] = uint8(sum / 255_000)
		}
		if v := variance(p); best == nil || v > 2*most {
			best, most = p, v
		}
	}
	return best
}

func variance(p *plane) int {
	squares := 0
	for _, v := range p.at {
		squares += int(v) * int(v)
	}
	n, sum := len(p.at), p.sum()
	return (squares - sum*sum/n) * 16 / n
}

// colourBehind returns the colour that shows where img is transparent: that of
// its border, or if the border is transparent itself, white, or black behind
// light ink.
func colourBehind(img *image.RGBA) (colour [3]uint8) {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	var border [3][]uint8
	light, alpha := 0, 0
	for i := range w * h {
		x, y, pixel := i%w, i/w, img.Pix[4*i:4*i+4]
		atBorder := x == 0 || y == 0 || x == w-1 || y == h-1
		for c, weight := range luminance {
			light += weight * int(pixel[c])
			if atBorder && pixel[3] >= 128 {
				border[c] = append(border[c], pixel[c])
			}
		}
		alpha += 1000 * int(pixel[3])
	}
	switch {
	case len(border[0]) > w+h-2: // half of the border
		return [3]uint8{median(border[0]), median(border[1]), median(border[2])}
	case 2*light > alpha:
		return [3]uint8{}
	}
	return [3]uint8{255, 255, 255}
}
