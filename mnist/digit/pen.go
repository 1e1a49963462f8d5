package digit

// thicken dilates strokes that are thinner than the strokes of MNIST. All but the
// extreme digits of MNIST have strokes of 1.8 to 4.1 pixels in their box of 20 x
// 20. Thicker strokes are read as well.
func thicken(ink *plane) *plane {
	thinnest := 18 * max(ink.w, ink.h) / boxSide // in tenths of a pixel
	missing := thinnest - thickness(ink)
	if missing <= 0 {
		return ink
	}
	// The strokes become 2r + part/10 pixels thicker: each pixel is a mean of the
	// dilations by r and r+1.
	r := (missing - 1) / 20
	part := missing - 20*r
	thin := ink.crop(ink.bounds().Inset(-r - 1)).dilate(r)
	thick := thin.dilate(1)
	for i, v := range thin.at {
		thick.at[i] = uint8((int(v)*(20-part) + int(thick.at[i])*part + 10) / 20)
	}
	return thick
}

// thickness returns the mean thickness of the strokes, in tenths of a pixel. A
// long stroke has an area of its length times its thickness, and a
// circumference of twice its length.
func thickness(ink *plane) int {
	var edges int64
	inside := func(x, y int) bool {
		return x >= 0 && y >= 0 && x < ink.w && y < ink.h && ink.at[y*ink.w+x] >= 128
	}
	for y := range ink.h + 1 {
		for x := range ink.w + 1 {
			if inside(x, y) != inside(x-1, y) {
				edges++
			}
			if inside(x, y) != inside(x, y-1) {
				edges++
			}
		}
	}
	// The edges of pixels are longer than the outline: 4/π times, as a mean over
	// all directions. 4/π is 1.27.
	return int(10 * 2 * ink.sum() * 127 / 100 / 255 / max(1, edges))
}
