package cli

import "os"

// Columns returns how many columns the terminal behind a file has, or 0 if the file
// is no terminal. A terminal that does not report its width counts as 80.
func Columns(file *os.File) int {
	info, err := file.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return 0
	}
	if columns := systemColumns(file); columns > 0 {
		return columns
	}
	return 80
}

// Width returns how many columns a text takes. A syllable of Hangul takes two.
func Width(text string) int {
	width := 0
	for _, r := range text {
		width++
		if r >= '가' && r <= '힣' {
			width++
		}
	}
	return width
}
