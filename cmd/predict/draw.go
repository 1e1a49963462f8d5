package main

import (
	"strings"
)

// An artist draws pixels in characters, two rows of them in a line: a
// character is about twice as high as it is wide.
type artist struct{ ascii bool }

// draw returns the lines of an image of values from 0 to 1, w wide.
//
// With blocks, a pair of pixels is ▀ or ▄ if one is far darker than the other,
// else a shade of their mean; in ASCII it is the mean.
func (a artist) draw(values []float64, w int) []string {
	var lines []string
	for y := 0; y+1 < len(values)/w; y += 2 {
		var line strings.Builder
		for x := range w {
			line.WriteString(a.pair(values[y*w+x], values[(y+1)*w+x]))
		}
		lines = append(lines, line.String())
	}
	return lines
}

func (a artist) pair(top, bottom float64) string {
	shades := []string{" ", "░", "▒", "▓", "█"}
	switch {
	case a.ascii:
		shades = strings.Split(" .:-=+*#%@", "")
	case top-bottom > 0.5:
		return "▀"
	case bottom-top > 0.5:
		return "▄"
	}
	mean := min(max((top+bottom)/2, 0), 1)
	return shades[int(mean*float64(len(shades)-1)+0.5)]
}

// blocksAreSafe says whether the terminal is likely to draw blocks one column
// wide: the locale is UTF-8, and not Chinese, Japanese or Korean. Unicode calls
// the width of the block elements ambiguous, and where those languages are at
// home there are terminals that make them as wide as a Hangul syllable, but the
// space one column. The picture would be torn; ASCII has one width everywhere.
func blocksAreSafe(getenv func(string) string) bool {
	locale := ""
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if locale = strings.ToLower(getenv(name)); locale != "" {
			break
		}
	}
	for _, language := range []string{"ko", "ja", "zh"} {
		if strings.HasPrefix(locale, language) {
			return false
		}
	}
	return strings.Contains(strings.ReplaceAll(locale, "-", ""), "utf8")
}
