package main

import (
	"fmt"
	"io"
	"strings"

	"backprop/cmd/internal/cli"
)

// A picture is an image of MNIST, with values from 0 to 1, and its caption.
type picture struct {
	caption string
	values  []float64
}

// sideBySide returns the lines of pictures side by side, the captions above them. A
// character stands for two pixels, one above the other, because it is about
// twice as high as it is wide.
func sideBySide(pictures ...picture) []string {
	lines := make([]string, 1+side/2)
	for _, p := range pictures {
		lines[0] += padded(p.caption, side) + "  "
		for i := range side / 2 {
			for x := range side {
				lines[1+i] += block(p.values[2*i*side+x], p.values[(2*i+1)*side+x])
			}
			lines[1+i] += "  "
		}
	}
	return lines
}

// block returns ▀ or ▄ if one of two pixels is far brighter than the other, else
// a shade of their mean.
func block(top, bottom float64) string {
	switch {
	case top-bottom > 0.5:
		return "▀"
	case bottom-top > 0.5:
		return "▄"
	}
	shades := []string{" ", "░", "▒", "▓", "█"}
	return shades[int(2*(top+bottom)+0.5)]
}

// padded returns the text with spaces behind it, to fill the columns.
func padded(text string, columns int) string {
	return text + strings.Repeat(" ", max(0, columns-cli.Width(text)))
}

// writeLines writes a blank line, and the lines without spaces at their ends.
func writeLines(w io.Writer, lines []string) {
	fmt.Fprintln(w)
	for _, line := range lines {
		fmt.Fprintln(w, strings.TrimRight(line, " "))
	}
}
