// Package view computes the contents of the playground's parts, each part in a
// file. A request holds the state of the part, and the answer everything that
// the part shows. The package computes with the chapter's own code and knows
// nothing of browsers.
//
// graph.go answers the graph page: parse.go reads the text that a user types, and
// expression.go builds a graph from it. learn.go, draw.go and cards.go answer
// the other pages.
package view

import (
	"math"

	"backprop/layers/layertest/bilingual"
)

// say returns a text in both languages.
var say = bilingual.Sprintf

// language returns Korean or English.
func language(korean bool) bilingual.Language {
	if korean {
		return bilingual.Korean
	}
	return bilingual.English
}

// finite reports whether v is a number, and not infinite.
func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }
