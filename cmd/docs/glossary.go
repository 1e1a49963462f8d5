package main

import (
	"path"
	"regexp"
	"slices"
	"strings"
)

var bold = regexp.MustCompile(`\*\*([^*]+)\*\*`)

// checkGlossary finds the terms that are not in bold in a section to which their
// row links. A row begins with the term in the page's language and ends
// with links whose texts are numbers of sections.
func (d *docs) checkGlossary(p *page, byFile map[string]*page) {
	for i, line := range p.prose {
		cells := strings.Split(line, "|")
		if len(cells) < 4 || strings.HasPrefix(cells[1], "---") {
			continue
		}
		for _, m := range regexp.MustCompile(`\[([\d.]+)\]\(([^()#]+)`).FindAllStringSubmatch(cells[len(cells)-2], -1) {
			target := byFile[path.Join(path.Dir(p.file), m[2])]
			if target == nil {
				continue // destination says so
			}
			terms := target.boldOf(m[1])
			for _, term := range strings.Split(cells[1], ",") {
				term = strings.ToLower(strings.TrimSpace(term))
				if !slices.ContainsFunc(terms, func(t string) bool { return strings.Contains(t, term) }) {
					d.report(p.file, i+1, "section %s of %s does not have %q in bold", m[1], target.file, term)
				}
			}
		}
	}
}

// boldOf returns the bold words of a section, in lower case.
func (p *page) boldOf(section string) []string {
	var text []string
	level := 0
	for i, line := range p.prose {
		if m := heading.FindStringSubmatch(line); m != nil {
			name, _, _ := strings.Cut(m[2], " ")
			switch {
			case strings.TrimRight(name, ".") == section:
				level = len(m[1])
			case len(m[1]) <= level:
				level = 0
			}
		}
		if level > 0 {
			text = append(text, p.lines[i])
		}
	}
	var terms []string
	for _, m := range bold.FindAllStringSubmatch(strings.Join(text, " "), -1) {
		terms = append(terms, strings.ToLower(m[1]))
	}
	return terms
}
