// Package clinic has patients: layers, networks and loops with a mistake in
// them that learners make. Each is a file, with its story, that compiles and
// runs. What it shows is its symptom; Examine finds the cause.
//
//	go run ./cmd/exercise clinic
package clinic

import (
	"cmp"
	"hash/fnv"
	"slices"

	"backprop/layers/layertest"
)

// A Text is in English and in Korean.
type Text struct{ English, Korean string }

// In returns the text in a language.
func (t Text) In(language layertest.Language) string {
	if language == layertest.Korean {
		return t.Korean
	}
	return t.English
}

// A Patient is something with a mistake in it.
type Patient struct {
	Name  string // of its file, without .go
	Title Text   // what is the matter, and not why
	Story Text   // what its author did and saw
	Cause layertest.Cause
	Cure  Text // what to write instead, and why

	Examine func() layertest.Report // finds the cause
	Healthy func() layertest.Report // the same examination of the project's own

	symptom func(w words) string
	beside  []layertest.Cause // causes that look alike, for Choices
}

// Symptom runs the patient for a moment and returns what it shows: losses,
// gradients, an accuracy.
func (p Patient) Symptom() string { return p.SymptomIn(layertest.English) }

// SymptomIn returns the symptom with its words in a language.
func (p Patient) SymptomIn(language layertest.Language) string { return p.symptom(words{language}) }

// Choices returns the patient's cause and three others, in an order that does
// not tell which it is.
func (p Patient) Choices() []layertest.Cause {
	// By a hash, which is the same each time: first to draw three others, then
	// anew to shuffle.
	by := func(salt string) func(a, b layertest.Cause) int {
		place := func(c layertest.Cause) uint32 {
			h := fnv.New32a()
			h.Write([]byte(salt + p.Name + string(c) + salt))
			return h.Sum32()
		}
		return func(a, b layertest.Cause) int { return cmp.Compare(place(a), place(b)) }
	}
	others := slices.DeleteFunc(slices.Clone(p.beside), func(c layertest.Cause) bool { return c == p.Cause })
	slices.SortFunc(others, by("draw"))
	choices := append(others[:3:3], p.Cause)
	slices.SortFunc(choices, by("shuffle"))
	return choices
}
