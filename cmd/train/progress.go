package main

import (
	"fmt"
	"os"
	"strings"
	"time"
	"unicode/utf8"

	"backprop/bilingual"
)

// A progress shows on one line of a terminal how many iterations are done, how
// fast, and how long the others will take. Without a terminal it prints nothing.
type progress struct {
	terminal *os.File // nil without one
	language bilingual.Language
	started  time.Time
	total    int

	// The speed is measured from the first iteration that is shown: the one before
	// it computed the accuracies as well.
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

// start starts the clock of a run that goes on after so many iterations.
func (p *progress) start(from, total int) {
	p.started, p.total = time.Now(), total
	p.measuredFrom, p.measuredAt = from, time.Time{}
}

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
	line := progressLine(done-p.measuredFrom, done, p.total, now.Sub(p.measuredAt), columns(p.terminal), p.language)
	p.clear()
	fmt.Fprintf(p.terminal, "\r%s", line)
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

// progressLine returns the line that fits into the columns of a terminal, which
// are 0 if the terminal does not tell. The speed is that of the iterations that
// were measured: in the first second there are too few for an estimate.
func progressLine(measured, done, total int, elapsed time.Duration, columns int, language bilingual.Language) string {
	if columns == 0 {
		columns = 80
	}
	count := fmt.Sprintf("%d/%d", done, total)
	texts := []string{count, fmt.Sprintf("%d%%", 100*done/total)} // the longest that fits is shown
	if elapsed >= time.Second && measured > 0 {
		perSecond := float64(measured) / elapsed.Seconds()
		left := time.Duration(float64(total-done) / perSecond * float64(time.Second)).Round(time.Second)
		texts = append([]string{
			bilingual.Sprintf("%s  %.0f it/s  %s left", "%s  초당 %.0f번  %s 남음", count, perSecond, left).In(language),
			bilingual.Sprintf("%s  %s left", "%s  %s 남음", count, left).In(language),
		}, texts...)
	}
	const leastCells, mostCells = 5, 24
	for _, text := range texts {
		// The last column stays empty: some terminals break the line there.
		cells := min(columns-1-width("[] "+text), mostCells)
		if cells >= leastCells {
			filled := cells * done / total
			return "[" + strings.Repeat("=", filled) + strings.Repeat(" ", cells-filled) + "] " + text
		}
	}
	return texts[len(texts)-1]
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
