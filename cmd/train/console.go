package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"backprop/chapter5/watch"
	"backprop/cmd/internal/cli"
	"backprop/layers/layertest/bilingual"
)

// A console prints messages. On a terminal, the line below them shows how many
// iterations are done and how long the others will take.
type console struct {
	out      io.Writer
	columns  int // of the terminal, or 0
	language bilingual.Language
	started  time.Time

	// The speed is measured from the first iteration that is shown, because the
	// iterations up to it computed the first accuracies as well.
	measuredFrom int
	measuredAt   time.Time
	shownAt      time.Time
	shown        int // the columns of the line that is there now
}

// print prints a message.
func (c *console) print(text bilingual.Text) {
	c.clear()
	fmt.Fprintln(c.out, "train:", text.In(c.language))
}

// warn prints warnings.
func (c *console) warn(warnings []watch.Warning) {
	for _, w := range warnings {
		c.print(w.Text)
	}
}

// show draws the line after so many iterations of total, at most ten times a second.
func (c *console) show(done, total int) {
	now := time.Now()
	if c.measuredAt.IsZero() {
		c.measuredFrom, c.measuredAt = done, now
	}
	if c.columns == 0 || now.Sub(c.shownAt) < time.Second/10 {
		return
	}
	c.shownAt = now
	line := progressLine(c.measuredFrom, done, total, now.Sub(c.measuredAt), c.columns, c.language)
	c.clear()
	fmt.Fprint(c.out, line)
	c.shown = cli.Width(line)
}

// clear empties the line, so that others can print on it.
func (c *console) clear() {
	if c.shown > 0 {
		fmt.Fprintf(c.out, "\r%*s\r", c.shown, "")
		c.shown = 0
	}
}

// done clears the line, and prints on a terminal how long the program has run.
func (c *console) done() {
	c.clear()
	if c.columns > 0 {
		seconds := bilingual.Sprintf("%.1f seconds", "%.1f초", time.Since(c.started).Seconds())
		fmt.Fprintln(c.out, seconds.In(c.language))
	}
}

// progressLine returns a line of fewer columns than the terminal has, so that it
// does not wrap: the numbers, and if there is room the time left, and then a bar. In
// the first second after iteration from there is too little to estimate with.
func progressLine(from, done, total int, elapsed time.Duration, columns int, language bilingual.Language) string {
	const cells = 10
	filled := cells * done / total
	bar := fmt.Sprintf("[%s%s] ", strings.Repeat("=", filled), strings.Repeat(" ", cells-filled))
	numbers, left := fmt.Sprintf("%d/%d", done, total), ""
	if elapsed >= time.Second && done > from {
		perIteration := elapsed.Seconds() / float64(done-from)
		seconds := time.Duration(float64(total-done) * perIteration * float64(time.Second))
		left = timeLeft(seconds).In(language)
	}
	for _, line := range []string{bar + numbers + left, numbers + left, numbers} {
		if cli.Width(line) < columns {
			return line
		}
	}
	return ""
}

// timeLeft returns a time in words: 6m52s, or in Korean 6분 52초.
func timeLeft(d time.Duration) bilingual.Text {
	english := d.Round(time.Second).String()
	korean := strings.NewReplacer("h", "시간 ", "m", "분 ", "s", "초").Replace(english)
	return bilingual.Text{English: "  " + english + " left", Korean: "  " + korean + " 남음"}
}
