package main

import (
	"math"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

var (
	number = regexp.MustCompile(`\d[\d,]*(?:\.\d+)*(?:e[-+]?\d+)?`)
	// In the text 1.4 × 10<sup>−7</sup> stands for 1.4e-7.
	power = regexp.MustCompile(`(?:(\d[\d.]*) × )?10<sup>−(\d+)</sup>`)
	// What has digits and is no number: where a link leads, the mark of a list,
	// an index and the number of an equation.
	noNumber = regexp.MustCompile(`\]\([^()\s]+\)|^ *\d\. |(?:[Ee]quation|식) 5\.\d+|_\{\d+\}|\\tag\{[^}]*\}|http\S+`)
	name     = regexp.MustCompile(`[A-Za-z_#]-?$`)
	svgText  = regexp.MustCompile(`<text[^>]*>([^<]*)</text>`)
)

// checkNumbers finds the numbers that a page claims and that none of its
// outputs, code and figures has: in its text, its tables, its equations and the
// descriptions of its figures. The numbers of sections, and whole numbers below
// 10, are not checked. A number with a fraction, or a percentage, may be
// rounded.
func (d *docs) checkNumbers(p *page, sections map[string]bool) {
	var sources []float64
	addNumbers := func(text string) {
		for _, m := range number.FindAllString(text, -1) {
			if v, err := strconv.ParseFloat(strings.ReplaceAll(m, ",", ""), 64); err == nil {
				sources = append(sources, v)
			}
		}
	}
	for _, b := range p.blocks {
		addNumbers(strings.Join(b.want, "\n"))
	}
	for _, l := range p.links() {
		if file := path.Join(path.Dir(p.file), l.text); path.Ext(file) == ".svg" {
			text, _ := d.read(file)
			for _, m := range svgText.FindAllStringSubmatch(text, -1) {
				addNumbers(m[1])
			}
		}
	}
	for i, line := range p.claims {
		line = power.ReplaceAllString(noNumber.ReplaceAllString(line, ""), "${1}e-$2")
		for _, at := range number.FindAllStringIndex(line, -1) {
			text := strings.ReplaceAll(line[at[0]:at[1]], ",", "")
			mantissa, exponent, _ := strings.Cut(text, "e-")
			_, fraction, _ := strings.Cut(mantissa, ".")
			v, err := strconv.ParseFloat(text, 64)
			if err != nil || sections[text] || fraction == "" && v < 10 || partOfName(line[:at[0]]) {
				continue
			}
			percent := strings.HasPrefix(line[at[1]:], "%")
			half := 0.0
			if fraction != "" || percent {
				tens, _ := strconv.Atoi(exponent) // 0 without an exponent
				half = 0.500001 * math.Pow(10, -float64(len(fraction)+tens))
			}
			if !slices.ContainsFunc(sources, func(s float64) bool {
				return math.Abs(s-v) <= half || percent && math.Abs(100*s-v) <= half
			}) {
				d.report(p.file, i+1, "no output, code or figure of this page has the number %s: name the command that prints it in a numbers directive", text)
			}
		}
	}
}

// partOfName reports whether the digits after before belong to a name, such as
// float64 or AVX-512.
func partOfName(before string) bool { return name.MatchString(before) }

// sectionsOf returns the numbers of the sections of all pages, such as 7.3.
func sectionsOf(pages []*page) map[string]bool {
	sections := map[string]bool{}
	for _, p := range pages {
		for _, line := range p.prose {
			if m := heading.FindStringSubmatch(line); m != nil {
				if name, _, _ := strings.Cut(m[2], " "); number.FindString(name) == name {
					sections[name] = true
				}
			}
		}
	}
	return sections
}
