package main

import (
	"fmt"
	"os"
	"strings"
	"time"
	"unicode/utf8"

	"backprop/layers/layertest/bilingual"
)

// A progress shows on one line of a terminal how many iterations are done and
// how long the others will take. Without a terminal it prints nothing.
type progress struct {
	terminal *os.File // nil without one
	language bilingual.Language
	started  time.Time
	total    int

	// The speed is measured from the first iteration that is shown, because the
	// iterations up to it computed the first accuracies as well.
	measuredFrom int
	measuredAt   time.Time
	shownAt      time.Time
	width        int // of the line that is shown now, in columns
}

func newProgress(out *os.File, language bilingual.Language) *progress {
	p := &progress{language: language}
	if info, err := out.Stat(); err == nil && info.Mode()&os.ModeCharDevice != 0 {
		p.terminal = out
	}
	return p
}

// start starts the clock of a run.
func (p *progress) start(total int) { p.started, p.total = time.Now(), total }

// show draws the line after so many iterations, at most ten times a second.
func (p *progress) show(done int) {
	now := time.Now()
	if p.measuredAt.IsZero() {
		p.measuredFrom, p.measuredAt = done, now
	}
	if p.terminal == nil || now.Sub(p.shownAt) < time.Second/10 {
		return
	}
	p.shownAt = now
	line := progressLine(p.measuredFrom, done, p.total, now.Sub(p.measuredAt)).In(p.language)
	p.clear()
	fmt.Fprint(p.terminal, line)
	p.width = width(line)
}

// clear empties the line, so that others can print on it.
func (p *progress) clear() {
	if p.terminal != nil && p.width > 0 {
		fmt.Fprintf(p.terminal, "\r%*s\r", p.width, "")
		p.width = 0
	}
}

// done clears the line and prints how long the run took.
func (p *progress) done() {
	p.clear()
	if p.terminal != nil {
		took := bilingual.Sprintf("%.1f seconds", "%.1f초", time.Since(p.started).Seconds())
		fmt.Fprintln(p.terminal, took.In(p.language))
	}
}

// progressLine returns a line of at most 40 columns, which fits any terminal. In
// the first second after iteration from there is too little to estimate with.
func progressLine(from, done, total int, elapsed time.Duration) bilingual.Text {
	const cells = 10
	filled := cells * done / total
	line := fmt.Sprintf("[%s%s] %d/%d", strings.Repeat("=", filled), strings.Repeat(" ", cells-filled), done, total)
	if elapsed < time.Second || done == from {
		return bilingual.Text{English: line, Korean: line}
	}
	perIteration := elapsed.Seconds() / float64(done-from)
	left := time.Duration(float64(total-done) * perIteration * float64(time.Second)).Round(time.Second)
	return bilingual.Sprintf("%s  %v left", "%s  %v 남음", line, left)
}

// width returns how many columns a text takes: two for each Korean letter.
func width(text string) int {
	n := utf8.RuneCountInString(text)
	for _, r := range text {
		if r >= 0x1100 {
			n++
		}
	}
	return n
}
