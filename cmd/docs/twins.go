package main

import (
	"cmp"
	"path"
	"regexp"
	"slices"
	"strings"
)

var mathText = regexp.MustCompile(`\\text\{[^{}]*\}|\s`)

// twin returns the name of the same page in the other language, or "".
func twin(file string) string {
	switch {
	case file == "README.md":
		return "README.ko.md"
	case file == "README.ko.md":
		return "README.md"
	case korean(file):
		return "docs/en/" + strings.TrimPrefix(file, "docs/ko/")
	case strings.HasPrefix(file, "docs/en/"):
		return "docs/ko/" + strings.TrimPrefix(file, "docs/en/")
	}
	return ""
}

// compareTwins finds where two pages begin to differ in headings, directives, figures
// or equations.
func (d *docs) compareTwins(en, ko *page) {
	a, b := en.outline(), ko.outline()
	end := item{len(en.lines) - 1, "the end"}
	a, b = append(a, end), append(b, item{len(ko.lines) - 1, "the end"})
	for i := range min(len(a), len(b)) {
		if a[i].text != b[i].text {
			d.report(en.file, a[i].line+1, "here is %s, and instead %s:%d has %s", a[i].text, ko.file, b[i].line+1, b[i].text)
			return
		}
	}
}

// outline lists what a page must have in common with its twin.
func (p *page) outline() []item {
	var items []item
	for i, line := range p.prose {
		if level, _, isHeading := strings.Cut(line, "# "); isHeading && strings.Trim(level, "#") == "" {
			items = append(items, item{i, "a heading " + level + "#"})
		}
	}
	for _, b := range p.blocks {
		items = append(items, item{b.at, b.kind + " " + b.words})
	}
	for _, m := range p.maths {
		items = append(items, item{m.line, "the equation " + mathText.ReplaceAllString(m.text, "")})
	}
	for _, l := range p.links() {
		if strings.Contains(l.text, "figures/") {
			items = append(items, item{l.line, "the figure " + language.ReplaceAllString(path.Base(l.text), "")})
		}
	}
	slices.SortStableFunc(items, func(a, b item) int { return cmp.Compare(a.line, b.line) })
	return items
}
