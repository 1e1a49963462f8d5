package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strings"
)

// A result is what came of one image: an answer or an error.
type result struct {
	path   string
	answer answer
	err    error
}

// writeReport writes all about one image: what the network saw, which pixels
// spoke for the answer, and the probabilities.
func writeReport(w io.Writer, r result, a artist) error {
	if r.err != nil {
		return nil
	}
	ans := r.answer
	spoke := make([]float64, len(ans.evidence))
	most := 0.0
	for _, v := range ans.evidence {
		most = max(most, v)
	}
	for i, v := range ans.evidence {
		if v > 0 {
			spoke[i] = v / most
		}
	}
	saw, why := a.draw(ans.image, side), a.draw(spoke, side)
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %d\n\n%-28s  %-28s  %s\n", r.path, ans.digit,
		"the network sees", fmt.Sprintf("what speaks for %d", ans.digit), "probabilities")
	for i := range saw {
		line := saw[i] + "  " + why[i]
		if i >= 2 && i-2 < len(ans.probabilities) {
			p := ans.probabilities[i-2]
			line += fmt.Sprintf("  %d %.4f %s", i-2, p, strings.Repeat("#", int(math.Round(11*p))))
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// writeTable writes a line for each image that was read. The names come last:
// how wide they are, a terminal alone knows.
func writeTable(w io.Writer, results []result) error {
	var b strings.Builder
	for _, r := range results {
		if r.err != nil {
			continue
		}
		if b.Len() == 0 {
			b.WriteString("digit  probability  second choice  file\n")
		}
		p := r.answer.probabilities
		fmt.Fprintf(&b, "%5d  %11.4f  %6d %.4f  %s\n",
			r.answer.digit, p[r.answer.digit], r.answer.second, p[r.answer.second], r.path)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// writeJSON writes an array with an object for each image.
func writeJSON(w io.Writer, results []result) error {
	type object struct {
		File          string    `json:"file"`
		Digit         *int      `json:"digit,omitempty"`
		Probability   float64   `json:"probability,omitempty"`
		Second        *int      `json:"second,omitempty"`
		Probabilities []float64 `json:"probabilities,omitempty"`
		Error         string    `json:"error,omitempty"`
	}
	objects := []object{}
	for _, r := range results {
		o := object{File: r.path}
		if r.err != nil {
			o.Error = r.err.Error()
		} else {
			o.Digit, o.Second = &r.answer.digit, &r.answer.second
			o.Probabilities = r.answer.probabilities
			o.Probability = o.Probabilities[r.answer.digit]
		}
		objects = append(objects, o)
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(objects)
}
