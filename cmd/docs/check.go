package main

import (
	"path"
	"regexp"
	"slices"
	"strings"
)

// checkPages finds what is wrong with the text of the pages.
func (d *docs) checkPages(pages []*page) {
	byFile := map[string]*page{}
	for _, p := range pages {
		byFile[p.file] = p
	}
	shown := map[string]bool{}
	sections := sectionsOf(pages)
	for _, p := range pages {
		for _, l := range p.links() {
			file, wrong := d.destination(p, l.text, byFile)
			if wrong != "" {
				d.report(p.file, l.line+1, "the link to %q %s", l.text, wrong)
			}
			shown[file] = true
		}
		d.checkMarks(p)
		d.checkParts(p)
		d.checkNumbers(p, sections)
		d.checkCalculations(p)
		if other := twin(p.file); other != "" && byFile[other] == nil {
			d.report(p.file, 0, "this page has no twin %s", other)
		} else if other != "" && !korean(p.file) {
			d.compareTwins(p, byFile[other])
		}
		if path.Base(p.file) == "glossary.md" {
			d.checkGlossary(p, byFile)
		}
	}
	for name := range d.figures {
		if file := figuresDir + "/" + name; !shown[file] {
			d.report(file, 0, "no page shows this figure")
		}
	}
}

var (
	exponent = regexp.MustCompile(`\de-\d`)
	listMark = regexp.MustCompile(`^ *\d\d+[.)] `)
)

// checkMarks finds the pairs of tildes that GitHub strikes through, the numbers
// that a browser may break at their hyphen, and those that begin a list.
func (d *docs) checkMarks(p *page) {
	open, count := 0, 0
	for i, line := range append(slices.Clone(p.prose), "") {
		if strings.TrimSpace(line) == "" {
			if count > 1 {
				d.report(p.file, open+1, `GitHub strikes out what stands between two "~": write "–" or "에서 … 까지"`)
			}
			count = 0
			continue
		}
		if n := strings.Count(line, "~") - strings.Count(line, `\~`); n > 0 {
			if count == 0 {
				open = i
			}
			count += n
		}
		if m := listMark.FindString(line); m != "" {
			d.report(p.file, i+1, "this line begins with %q, as an item of a list does: break the lines elsewhere", m)
		}
		if m := exponent.FindString(line); m != "" {
			d.report(p.file, i+1, "a browser breaks %q at its hyphen: write × 10⁻⁴, or inline code", m)
		}
	}
}
