package digit

import (
	"image"
	"image/draw"
)

// workingSide is as many pixels of the longer side as are enough to find a
// digit.
const workingSide = 500

// A picture holds four planes: red, green and blue, each times alpha, and
// alpha, from 0 to 1.
type picture [4]*plane

// reduce returns img with its longer side at most workingSide: each pixel is
// the mean of a square of k x k.
func reduce(img image.Image) picture {
	bounds := img.Bounds()
	w, h := bounds.Dx(), bounds.Dy()
	k := (max(w, h) + workingSide - 1) / workingSide
	var p picture
	for c := range p {
		p[c] = newPlane((w+k-1)/k, (h+k-1)/k)
	}
	row := image.NewRGBA(image.Rect(0, 0, w, 1))
	for y := range h {
		draw.Draw(row, row.Rect, img, bounds.Min.Add(image.Pt(0, y)), draw.Src)
		for x := range w {
			for c := range p {
				p[c].at[(y/k)*p[c].w+x/k] += float64(row.Pix[4*x+c])
			}
		}
	}
	for c := range p {
		for i := range p[c].at {
			x, y := i%p[c].w, i/p[c].w
			pixels := min(k, w-x*k) * min(k, h-y*k)
			p[c].at[i] /= float64(255 * pixels)
		}
	}
	return p
}

var luminance = [3]float64{0.299, 0.587, 0.114} // of red, green and blue

// gray returns the luminance, 0 for black. If red, green or blue alone has
// twice its variance, gray returns that one: ink of another colour may be as
// bright as its paper.
func (p picture) gray() *plane {
	behind := p.behind()
	var best *plane
	var most float64
	for _, weights := range [][3]float64{luminance, {1, 0, 0}, {0, 1, 0}, {0, 0, 1}} {
		gray := newPlane(p[0].w, p[0].h)
		for i := range gray.at {
			for c, weight := range weights {
				gray.at[i] += float64(weight * (p[c].at[i] + float64((1-p[3].at[i])*behind[c])))
			}
		}
		if v := variance(gray.at); best == nil || v > 2*most {
			best, most = gray, v
		}
	}
	return best
}

func variance(values []float64) float64 {
	var sum, squares float64
	for _, v := range values {
		sum += v
		squares += float64(v * v)
	}
	n := float64(len(values))
	return squares/n - float64(sum/n*sum/n)
}

// behind returns the colour that shows where the picture is transparent: that
// of the border, or if the border is transparent itself, white, or black behind
// light ink.
func (p picture) behind() (colour [3]float64) {
	w, h := p[0].w, p[0].h
	var border [3][]float64
	for i, alpha := range p[3].at {
		x, y := i%w, i/w
		if atBorder := x == 0 || y == 0 || x == w-1 || y == h-1; atBorder && alpha >= 0.5 {
			for c := range border {
				border[c] = append(border[c], p[c].at[i])
			}
		}
	}
	if len(border[0]) > w+h-2 { // half of the border
		for c := range colour {
			colour[c] = quantile(border[c], 0.5)
		}
		return colour
	}
	var light, alpha float64
	for i, a := range p[3].at {
		for c, weight := range luminance {
			light += float64(weight * p[c].at[i])
		}
		alpha += a
	}
	if light > alpha/2 {
		return [3]float64{}
	}
	return [3]float64{1, 1, 1}
}
