// Package view computes the contents of the playground's parts, each part in a
// file. A request holds the state of the part, and the answer everything that
// the part shows. The package computes with the chapter's own code and knows
// nothing of browsers.
package view

import "math"

// say returns one of two texts.
func say(korean bool, inEnglish, inKorean string) string {
	if korean {
		return inKorean
	}
	return inEnglish
}

// finite reports whether v is a number, and not infinite.
func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }
