package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"backprop/chapter5/watch"
	"backprop/layers/layertest/bilingual"
)

// A console prints messages. On a terminal, the line below them shows how many
// iterations are done and how long the others will take.
type console struct {
	out        io.Writer
	isTerminal bool
	language   bilingual.Language
	started    time.Time

	// The speed is measured from the first iteration that is shown, because the
	// iterations up to it computed the first accuracies as well.
	measuredFrom int
	measuredAt   time.Time
	shownAt      time.Time
	shown        int // the length of the line that is there now, in bytes
}

func newConsole(out *os.File, language bilingual.Language) *console {
	info, err := out.Stat()
	isTerminal := err == nil && info.Mode()&os.ModeCharDevice != 0
	return &console{out: out, isTerminal: isTerminal, language: language, started: time.Now()}
}

// say prints a message.
func (c *console) say(text bilingual.Text) {
	c.clear()
	fmt.Fprintln(c.out, "train:", text.In(c.language))
}

// warn prints warnings.
func (c *console) warn(warnings []watch.Warning) {
	for _, w := range warnings {
		c.say(w.Text)
	}
}

// show draws the line after so many iterations of total, at most ten times a second.
func (c *console) show(done, total int) {
	now := time.Now()
	if c.measuredAt.IsZero() {
		c.measuredFrom, c.measuredAt = done, now
	}
	if !c.isTerminal || now.Sub(c.shownAt) < time.Second/10 {
		return
	}
	c.shownAt = now
	line := progressLine(c.measuredFrom, done, total, now.Sub(c.measuredAt)).In(c.language)
	c.clear()
	fmt.Fprint(c.out, line)
	c.shown = len(line)
}

// clear empties the line, so that others can print on it. A line has no more
// columns than bytes.
func (c *console) clear() {
	if c.shown > 0 {
		fmt.Fprintf(c.out, "\r%*s\r", c.shown, "")
		c.shown = 0
	}
}

// done clears the line, and prints on a terminal how long the program has run.
func (c *console) done() {
	c.clear()
	if c.isTerminal {
		took := bilingual.Sprintf("%.1f seconds", "%.1f초", time.Since(c.started).Seconds())
		fmt.Fprintln(c.out, took.In(c.language))
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
