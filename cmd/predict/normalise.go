package main

import (
	"math"

	"backprop/tensor"
)

const (
	side    = 28 // of an image of MNIST
	boxSide = 20 // of the box that its digit is in
)

// normalise brings a picture to MNIST's conventions, as (1, 784):
//
//	size         the longer side to 500 pixels if it is more
//	grey         transparent parts on white, or on black under light ink
//	background   level or bent, fitted and taken away
//	polarity     ink is what there is more of, darker or lighter; if the edge of
//	             the image stands out too, what is narrow, darker or lighter
//	threshold    Otsu's; the largest piece, its neighbours, no specks
//	strokes      made as thick as MNIST's thinnest, or as thin as its thickest
//	box          20 x 20, the aspect kept, each pixel an average of its area
//	centre       the centre of mass in the middle of 28 x 28
func normalise(p *picture) (*tensor.Tensor, error) {
	ink, err := findInk(p.grey())
	if err != nil {
		return nil, err
	}
	return tensor.New(centre(fit(likeMNIST(ink))).at, 1, side*side), nil
}

// fit returns ink in the 20 x 20 box.
func fit(ink *plane) *plane {
	longer := float64(max(ink.w, ink.h))
	scaled := func(n int) int { return max(1, int(math.Round(boxSide*float64(n)/longer))) }
	out := ink.resize(scaled(ink.w), scaled(ink.h))
	brightest := quantile(out.at, 1)
	for i := range out.at {
		out.at[i] /= brightest
	}
	return out
}

// centre returns ink in 28 x 28, with its centre of mass in the middle, as
// nearly as whole pixels go and nothing is cut off.
func centre(ink *plane) *plane {
	var mass, mx, my float64
	for i, v := range ink.at {
		mass += v
		mx += float64(v * (float64(i%ink.w) + 0.5))
		my += float64(v * (float64(i/ink.w) + 0.5))
	}
	left := min(max(int(math.Round(side/2-mx/mass)), 0), side-ink.w)
	top := min(max(int(math.Round(side/2-my/mass)), 0), side-ink.h)
	return ink.crop(-left, -top, side-left, side-top)
}
