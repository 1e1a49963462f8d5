package main

import (
	"regexp"
	"time"

	"backprop/chapter5/exercises"
	"backprop/chapter5/exercises/checks"
	"backprop/layers/layertest"
)

// A state is how far an exercise has come.
type state int

const (
	done state = iota
	wrong
	blank
)

// limit is how long a check may take before it counts as endless. They take
// some milliseconds.
var limit = 20 * time.Second

// A result is what came of examining an exercise.
type result struct {
	state  state
	report layertest.Report
	line   string // of the first blank, ":31", or ""
}

var blankAt = regexp.MustCompile(regexp.QuoteMeta(exercises.Blank) + `(?: \(\w+\.go(:\d+)\))?`)

// examine runs an exercise's check.
func examine(e exercise) result {
	r := checks.Run(e.check, limit)
	for _, p := range r.Problems {
		if m := blankAt.FindStringSubmatch(p.English); m != nil {
			return result{state: blank, report: r, line: m[1]}
		}
	}
	if len(r.Problems) > 0 {
		return result{state: wrong, report: r}
	}
	return result{state: done, report: r}
}
