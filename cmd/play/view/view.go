// Package view computes the contents of the playground's parts, each part in a
// file. A request holds the state of the part, and the answer everything that
// the part shows. The package computes with the chapter's own code and knows
// nothing of browsers.
//
// graph.go answers the graph page: parse.go reads the text that a user types,
// expression.go builds a graph from it, chapter.go has the chapter's graphs, and
// nudge.go predicts the change of a result. How far an arrow key or a drag moves an
// input is decided in the page (page/field.js).
//
// learn.go answers the training page, with the settings of settings.go, the curves of
// curve.go, and progress.go, which puts together what the page shows. draw.go answers
// the drawing page. cards.go has the predict-first cards and reads their answers;
// graphcards.go, layercards.go and trainingcards.go have the questions.
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
