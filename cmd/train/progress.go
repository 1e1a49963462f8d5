package main

import (
	"fmt"
	"os"
	"strings"
	"time"
)

// progress is a bar on one line of a terminal: how far, how fast, how long
// still. Where there is no terminal it says nothing.
type progress struct {
	out     *os.File // nil for no terminal
	from    int      // the iterations done before this run
	total   int
	started time.Time
	shown   time.Time
	width   int // of what is on the line now
}

func newProgress(out *os.File) *progress {
	p := &progress{}
	if info, err := out.Stat(); err == nil && info.Mode()&os.ModeCharDevice != 0 {
		p.out = out
	}
	return p
}

// begin starts the clock.
func (p *progress) begin(from, total int) {
	p.from, p.total, p.started = from, total, time.Now()
}

// show draws the bar after so many iterations, ten times a second at most.
func (p *progress) show(done int) {
	now := time.Now()
	if p.out == nil || now.Sub(p.shown) < time.Second/10 {
		return
	}
	p.shown = now
	line := fit(bar(p.from, done, p.total, now.Sub(p.started)), columns(p.out))
	if line == "" {
		p.clear() // the terminal has become narrow
		return
	}
	fmt.Fprintf(p.out, "\r%-*s", p.width, line)
	p.width = len(line)
}

// clear empties the line, for others to write on.
func (p *progress) clear() {
	if p.out != nil && p.width > 0 {
		fmt.Fprintf(p.out, "\r%*s\r", p.width, "")
		p.width = 0
	}
}

// done clears the line and says how long it took.
func (p *progress) done() {
	p.clear()
	if p.out != nil {
		fmt.Fprintf(p.out, "%.1f seconds\n", time.Since(p.started).Seconds())
	}
}

// fit returns what a terminal of so many columns shows of a line without
// breaking it: nothing if there are fewer than 60. A terminal that does not say
// has 0 columns.
func fit(line string, columns int) string {
	switch {
	case columns == 0:
		return line
	case columns < 60:
		return ""
	}
	return line[:min(len(line), columns-1)]
}

// bar returns the line: plain ASCII, less than 80 wide. In the first second
// there is too little to estimate from.
func bar(from, done, total int, elapsed time.Duration) string {
	const cells = 24
	filled := cells * done / total
	line := fmt.Sprintf("[%s%s] %d/%d", strings.Repeat("=", filled), strings.Repeat(" ", cells-filled), done, total)
	if elapsed < time.Second {
		return line
	}
	rate := float64(done-from) / max(elapsed.Seconds(), 1e-9)
	left := time.Duration(float64(total-done) / rate * float64(time.Second))
	return fmt.Sprintf("%s  %.0f it/s  %s left", line, rate, left.Round(time.Second))
}
