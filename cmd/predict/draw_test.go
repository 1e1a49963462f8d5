package main

import (
	"strings"
	"testing"
)

func TestBlock(t *testing.T) {
	for _, test := range []struct {
		top, bottom float64
		want        string
	}{
		{0, 0, " "}, {0.1, 0.2, "░"}, {0.5, 0.5, "▒"}, {0.6, 0.9, "▓"}, {1, 1, "█"},
		{1, 0, "▀"}, {0, 1, "▄"}, {0.6, 0.1, "░"}, {0.2, 0.3, "░"},
	} {
		if got := block(test.top, test.bottom); got != test.want {
			t.Errorf("block(%v, %v) = %q, want %q", test.top, test.bottom, got, test.want)
		}
	}
}

func TestSideBySide(t *testing.T) {
	dot, row := make([]float64, side*side), make([]float64, side*side)
	dot[0] = 1
	for x := range side {
		row[2*side+x], row[3*side+x] = 1, 1
	}
	lines := sideBySide(picture{"점", dot}, picture{"a row", row})
	for i, want := range []string{
		"점" + strings.Repeat(" ", side) + "a row" + strings.Repeat(" ", side-3),
		"▀" + strings.Repeat(" ", 2*side+3),
		strings.Repeat(" ", side+2) + strings.Repeat("█", side) + "  ",
		strings.Repeat(" ", 2*side+4),
	} {
		if lines[i] != want {
			t.Errorf("line %d is %q, want %q", i, lines[i], want)
		}
	}
	if len(lines) != 15 {
		t.Errorf("%d lines, want 15", len(lines))
	}
}
