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

// gray returns the luminance of img, or red, green or blue alone if it has 8
// times the variance: ink of another colour may be as bright as its paper. What
// is transparent shows white, or black if the rest of img is light.
func gray(img *image.RGBA) *plane {
	var best *plane
	var most int64
	for _, percent := range [][3]int{{30, 59, 11}, {100, 0, 0}, {0, 100, 0}, {0, 0, 100}} {
		p := newPlane(img.Rect.Dx(), img.Rect.Dy())
		light, opaque := 0, 0
		for i := range p.at {
			pixel := img.Pix[4*i : 4*i+4]
			p.at[i] = uint8((percent[0]*int(pixel[0]) + percent[1]*int(pixel[1]) + percent[2]*int(pixel[2])) / 100)
			light += int(p.at[i])
			opaque += int(pixel[3])
		}
		if 2*light <= opaque {
			for i := range p.at {
				p.at[i] += 255 - img.Pix[4*i+3]
			}
		}
		if v := variance(p); best == nil || v > 8*most {
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
