// Package layertest checks a layer, the project's own or a student's, as
// testing/fstest checks a file system, and explains each mistake in a sentence:
//
//	func TestMyLayer(t *testing.T) {
//		report := layertest.Layer(func() layertest.Parts { return layertest.Parts{Layer: &MyLayer{}} }, []int{3, 4})
//		if err := report.Err(); err != nil {
//			t.Fatal(err)
//		}
//	}
//
// Layer assumes that Forward is right and finds the mistakes of Backward by laws:
// Backward is the derivative of its Forward, an earlier call leaves no traces, and
// the caller's tensors do not change. An Exam also knows the right layer and a
// list of broken ones: a layer that equals a broken one has its mistake. Diagnose
// compares the gradients of a network, as section 7.3 does.
package layertest

import (
	"errors"
	"os"
	"slices"
	"strings"

	"backprop/layers/layertest/bilingual"
)

// A Cause is the name of a mistake.
type Cause string

// A Problem describes a mistake.
type Problem struct {
	Cause Cause // "" if the mistake was not recognised
	Text
}

// A Report lists the problems that a check found.
type Report struct {
	Problems []Problem // the code is wrong
	Remarks  []Problem // it is right, and this is worth knowing
}

// A Text holds whole sentences in both languages, with the values in them.
type Text = bilingual.Text

// Say returns a text with the values filled in.
func Say(english, korean string, values ...any) Text {
	return bilingual.Sprintf(english, korean, values...)
}

// Err returns the problems as an error in the language of the environment, or
// nil if there are none.
func (r Report) Err() error {
	if len(r.Problems) == 0 {
		return nil
	}
	language := bilingual.LanguageOf(os.Getenv)
	var lines []string
	for _, p := range r.Problems {
		lines = append(lines, p.In(language))
	}
	return errors.New(strings.Join(lines, "\n"))
}

// Causes returns the mistakes that were recognised, each once.
func (r Report) Causes() []Cause {
	var causes []Cause
	for _, p := range r.Problems {
		if p.Cause != "" && !slices.Contains(causes, p.Cause) {
			causes = append(causes, p.Cause)
		}
	}
	return causes
}

// problem adds a problem.
func (r *Report) problem(cause Cause, t Text) { r.Problems = append(r.Problems, Problem{cause, t}) }

// remark adds a remark.
func (r *Report) remark(cause Cause, t Text) { r.Remarks = append(r.Remarks, Problem{cause, t}) }
