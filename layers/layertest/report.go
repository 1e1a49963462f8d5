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
// A check runs the student's layer and the right one with the same x and dout, and
// compares. Take y = x², whose derivative is 2x, and a Backward that forgets the 2:
//
//	x    dout   student's dx   right dx
//	3    10     30             60
//	-1   4      -4             -8
//
// A sentence explains the first wrong result, if the student's numbers say the same in
// every call that shows the mistake, in two at least:
//
//   - a mistake of this layer: a broken layer that can be run (Exam.Mistakes);
//   - a multiple of the right result: here "dx is wrong: it is 0.5 times the right result";
//   - a formula of the layer's tensors: "it is dout·x, and must be 2·x·dout";
//   - what the numbers show: how often each row counts, or where the result is wrong.
//
// Where nothing fits, the sentence names the element that is off the most. A layer
// that is right once is used again: after another call, beside another layer, after an
// update of its parameters.
//
// Layer, for layers that this package does not know, takes Forward for right; dx is
// right if it is the derivative of that. Diagnose compares the gradients of a network,
// as section 7.3 does.
//
// report.go has the report. exam.go compares a student's results with the right ones,
// trial.go runs the calls and sees what they overwrite, and history.go uses a layer
// again. explain.go explains a wrong result, with formula.go and readings.go; panics.go
// explains a panic. layer.go has Layer, and differences.go differentiates its Forward.
// gradients.go has Diagnose, and kinks.go tells which elements may differ there.
// numbers.go compares tensors.
package layertest

import (
	"errors"
	"os"
	"strings"

	"backprop/layers/layertest/bilingual"
)

// A Text holds whole sentences in both languages, with the values in them.
type Text = bilingual.Text

// The languages of a Text and of a Verdict.
const (
	English = bilingual.English
	Korean  = bilingual.Korean
)

// Say returns a text with the values filled in.
func Say(english, korean string, values ...any) Text {
	return bilingual.Sprintf(english, korean, values...)
}

// A Report holds what a check found.
type Report struct {
	Problems []Text // mistakes
	Remarks  []Text // not mistakes: where to look for one, what was not compared
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
