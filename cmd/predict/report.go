package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strings"

	"backprop/layers/layertest/bilingual"
)

// A result holds the answer for an image, or the reason why there is none.
type result struct {
	path   string
	answer answer
	err    string
}

// doubtBelow is the probability below which an answer is given as a doubt.
const doubtBelow = 0.5

func (a answer) probability() float64 { return a.probabilities[a.digit] }
func (a answer) inDoubt() bool        { return a.probability() < doubtBelow }

// writeReport writes the answer for one image, draws what the network saw and
// the pixels that spoke for the answer, and lists the probabilities.
func writeReport(w io.Writer, results []result, o options) error {
	r := results[0]
	if r.err != "" {
		return nil
	}
	a := r.answer
	supporting := make([]float64, len(a.evidence))
	most := 0.0
	for _, v := range a.evidence {
		most = max(most, v)
	}
	for i, v := range a.evidence {
		if v > 0 {
			supporting[i] = v / most
		}
	}
	verdict := fmt.Sprint(a.digit)
	if a.inDoubt() {
		verdict = bilingual.Sprintf("in doubt, %d or %d", "확실하지 않다. %d 또는 %d", a.digit, a.second).In(o.language)
	}
	sees := bilingual.Text{English: "the network sees", Korean: "신경망이 보는 것"}
	speaks := bilingual.Sprintf("what speaks for %d", "%d의 근거", a.digit)
	probabilities := bilingual.Text{English: "probabilities", Korean: "확률"}
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s\n\n%s  %s  %s\n", r.path, verdict,
		left(sees.In(o.language), side), left(speaks.In(o.language), side), probabilities.In(o.language))
	image, evidence := drawPixels(a.image, side, o.ascii), drawPixels(supporting, side, o.ascii)
	for i := range image {
		line := image[i] + "  " + evidence[i]
		if i >= 2 && i-2 < len(a.probabilities) {
			p := a.probabilities[i-2]
			line += fmt.Sprintf("  %d %.4f %s", i-2, p, strings.Repeat("#", int(math.Round(11*p))))
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// writeTable writes a line for each image that was read. The names come last:
// only a terminal knows how wide they are.
func writeTable(w io.Writer, results []result, o options) error {
	var b strings.Builder
	for _, r := range results {
		if r.err != "" {
			continue
		}
		if b.Len() == 0 {
			b.WriteString(bilingual.Text{English: "digit  probability  second choice  file\n",
				Korean: " 숫자         확률    두 번째 후보  파일\n"}.In(o.language))
		}
		a, mark := r.answer, " "
		if a.inDoubt() {
			mark = "?"
		}
		fmt.Fprintf(&b, "%5d%s %11.4f  %6d %.4f  %s\n",
			a.digit, mark, a.probability(), a.second, a.probabilities[a.second], r.path)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// writeJSON writes an array with an object for each image.
func writeJSON(w io.Writer, results []result, _ options) error {
	type object struct {
		File          string    `json:"file"`
		Digit         *int      `json:"digit,omitempty"`
		Probability   float64   `json:"probability,omitempty"`
		Doubt         bool      `json:"doubt,omitempty"`
		Second        *int      `json:"second,omitempty"`
		Probabilities []float64 `json:"probabilities,omitempty"`
		Error         string    `json:"error,omitempty"`
	}
	objects := []object{}
	for _, r := range results {
		o := object{File: r.path, Error: r.err}
		if a := r.answer; r.err == "" {
			o.Digit, o.Second, o.Doubt = &a.digit, &a.second, a.inDoubt()
			o.Probability, o.Probabilities = a.probability(), a.probabilities
		}
		objects = append(objects, o)
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(objects)
}
