// Package view holds what the playground's pages show, each page in a file:
// a request comes with the page's state, and the answer has all that the page
// draws. The package computes everything with the chapter's own code and knows
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

// finite reports whether JSON can hold v.
func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }
