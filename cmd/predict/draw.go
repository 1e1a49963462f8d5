package main

import "strings"

// drawPixels returns the lines of an image of values from 0 to 1, w wide. A
// character stands for two pixels, one above the other, because it is about
// twice as high as it is wide.
//
// With blocks, the two are ▀ or ▄ if one is far darker than the other, else a
// shade of their mean; in ASCII they are always the mean.
func drawPixels(values []float64, w int, ascii bool) []string {
	var lines []string
	for y := 0; y+1 < len(values)/w; y += 2 {
		var line strings.Builder
		for x := range w {
			line.WriteString(drawPair(values[y*w+x], values[(y+1)*w+x], ascii))
		}
		lines = append(lines, line.String())
	}
	return lines
}

func drawPair(top, bottom float64, ascii bool) string {
	shades := []string{" ", "░", "▒", "▓", "█"}
	switch {
	case ascii:
		shades = strings.Split(" .:-=+*#%@", "")
	case top-bottom > 0.5:
		return "▀"
	case bottom-top > 0.5:
		return "▄"
	}
	mean := min(max((top+bottom)/2, 0), 1)
	return shades[int(float64(mean*float64(len(shades)-1))+0.5)]
}

// isUTF8 reports whether the locale is UTF-8, so that a terminal shows blocks.
func isUTF8(getenv func(string) string) bool {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if locale := strings.ToLower(getenv(name)); locale != "" {
			return strings.Contains(strings.ReplaceAll(locale, "-", ""), "utf8")
		}
	}
	return false
}

// columns returns how many columns a terminal gives to a text: two for a
// syllable of Hangul, one for another character.
func columns(text string) (n int) {
	for _, r := range text {
		n++
		if r >= '가' && r <= '힣' {
			n++
		}
	}
	return n
}

// left returns the text with spaces behind it, to fill the columns.
func left(text string, width int) string {
	return text + strings.Repeat(" ", max(0, width-columns(text)))
}

// right returns the text with spaces before it, to fill the columns.
func right(text string, width int) string {
	return strings.Repeat(" ", max(0, width-columns(text))) + text
}
