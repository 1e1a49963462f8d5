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

// luminance holds the weights of red, green and blue, in thousandths.
var luminance = [3]int{299, 587, 114}

// gray returns the luminance of img, 0 for black. If red, green or blue alone
// has twice its variance, gray returns that one: ink of another colour may be
// as bright as its paper.
func gray(img *image.RGBA) *plane {
	behind := brightnessBehind(img)
	var best *plane
	var most int64
	for _, weights := range [][3]int{luminance, {1000, 0, 0}, {0, 1000, 0}, {0, 0, 1000}} {
		p := newPlane(img.Rect.Dx(), img.Rect.Dy())
		for i := range p.at {
			pixel := img.Pix[4*i : 4*i+4]
			sum := 0
			for c, weight := range weights {
				sum += weight * (255*int(pixel[c]) + (255-int(pixel[3]))*behind)
			}
			p.at[i] = uint8(sum / 255_000)
		}
		if v := variance(p); best == nil || v > 2*most {
			best, most = p, v
		}
	}
	return best
}

// variance returns n² times the variance of the n pixels.
func variance(p *plane) int64 {
	var squares int64
	for _, v := range p.at {
		squares += int64(v) * int64(v)
	}
	return int64(len(p.at))*squares - p.sum()*p.sum()
}

// brightnessBehind returns what shows where img is transparent: white, or black
// if the rest of img is light.
func brightnessBehind(img *image.RGBA) int {
	var light, alpha int64
	for i := 0; i < len(img.Pix); i += 4 {
		for c, weight := range luminance {
			light += int64(weight) * int64(img.Pix[i+c])
		}
		alpha += 1000 * int64(img.Pix[i+3])
	}
	if 2*light > alpha {
		return 0
	}
	return 255
}
