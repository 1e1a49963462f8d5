package main

import "errors"

// Why a picture is not taken for a digit. The limits are beyond what the
// digits of MNIST have: thickness to 0.29 of the longer side of their box,
// 3.4 of those sides of stroke, 1.8 as wide as high.
var (
	errBlank   = errors.New("nothing stands out from the background, want a digit")
	errSpecks  = errors.New("nothing but specks stands out from the background, want a digit")
	errSolid   = errors.New("a solid shape stands out from the background, want a digit drawn with strokes")
	errPattern = errors.New("a pattern stands out from the background, want a digit of a few strokes on plain paper")
	errWide    = errors.New("what stands out from the background is wider than a digit, want one digit: crop the image to it")
	errSeveral = errors.New("several shapes stand out from the background, want one digit: crop the image to it")
)

// refuse returns the reason why ink is no digit, or nil.
func refuse(ink *plane) error {
	longer := float64(max(ink.w, ink.h))
	thick := thickness(ink)
	length := ink.sum() / thick
	switch {
	case thick > 0.36*longer:
		return errSolid
	case length > 5*longer:
		return errPattern
	case ink.w > 2*ink.h:
		return errWide
	}
	return nil
}

// several says whether another piece may be a digit of its own: it has a
// quarter of the main piece's area and three fifths of its height, and is apart
// from it, or to its left or right.
func several(pieces []piece, kept []bool, main int) bool {
	m := pieces[main]
	for i, p := range pieces {
		beside := p.x1 <= m.x0 || p.x0 >= m.x1
		if i != main && 4*p.area >= m.area && 5*(p.y1-p.y0) >= 3*(m.y1-m.y0) && (beside || !kept[i]) {
			return true
		}
	}
	return false
}
