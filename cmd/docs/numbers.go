package main

import (
	"math"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

var number = regexp.MustCompile(`\d[\d,]*(?:\.\d+)?(?:e[-+]?\d+)?`)

// checkNumbers finds the numbers of three or more digits in the text of a page
// that are in none of its outputs, code and figures. A number in the text
// may be rounded, and may be a percentage.
func (d *docs) checkNumbers(p *page) {
	if path.Base(p.file) == "performance.md" {
		return // docs/performance.sh prints its numbers, on another machine others
	}
	var sources []float64
	addNumbers := func(text string) {
		for _, m := range number.FindAllString(text, -1) {
			if v, err := strconv.ParseFloat(strings.ReplaceAll(m, ",", ""), 64); err == nil {
				sources = append(sources, v, 100*v)
			}
		}
	}
	for _, b := range slices.Concat(p.blocks, p.numbers) {
		addNumbers(strings.Join(b.want, "\n"))
	}
	for _, l := range p.links() {
		if file := path.Join(path.Dir(p.file), l.text); path.Ext(file) == ".svg" {
			text, _ := d.read(file)
			addNumbers(text)
		}
	}
	for i, line := range p.prose {
		for _, m := range number.FindAllString(linkEnd.ReplaceAllString(line, "]"), -1) {
			text := strings.TrimRight(strings.ReplaceAll(m, ",", ""), ".")
			whole, fraction, _ := strings.Cut(text, ".")
			digits := strings.TrimLeft(whole+fraction, "0")
			if fraction == "" {
				digits = strings.TrimRight(digits, "0")
			}
			v, err := strconv.ParseFloat(text, 64)
			half := 0.500001 * math.Pow(10, -float64(len(fraction)))
			if err == nil && len(digits) >= 3 && !slices.ContainsFunc(sources, func(s float64) bool { return math.Abs(s-v) <= half }) {
				d.wrong(p.file, i+1, "no output, code or figure of this page has the number %s: name the command that prints it in a numbers directive", m)
			}
		}
	}
}
