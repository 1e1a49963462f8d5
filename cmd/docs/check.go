package main

import (
	"cmp"
	"fmt"
	"net/url"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

var (
	scheme     = regexp.MustCompile(`^(?:[a-zA-Z][a-zA-Z0-9+.-]*:|//)`)
	lineAnchor = regexp.MustCompile(`^L(\d+)(?:-L(\d+))?$`)
	heading    = regexp.MustCompile(`^ {0,3}#{1,6}\s+(.*?)(?:\s+#+)?\s*$`)
	headLink   = regexp.MustCompile(`!?\[([^\[\]]*)\]\([^()]*\)`)
	emphasis   = regexp.MustCompile(`(^|\s)_([^_]+)_($|[\s.,:;?])`)
	mathText   = regexp.MustCompile(`\\(?:text|textrm|mbox)\{[^{}]*\}|\s`)
	language   = regexp.MustCompile(`\.(en|ko)(\.\w+)$`)
)

// checkLinks finds the links that lead nowhere, and the figures that no page
// has.
func (d *docs) checkLinks(pages []*page) {
	shown := map[string]bool{}
	for _, p := range pages {
		links, problems := p.links()
		d.problems = append(d.problems, problems...)
		for _, l := range links {
			if scheme.MatchString(l.dest) {
				continue // elsewhere
			}
			file, err := d.follow(p, l)
			if err != nil {
				d.wrong(p.file, l.line+1, "the link to %q %v", l.dest, err)
			}
			if l.image || !strings.HasSuffix(file, ".svg") {
				shown[file] = true
			}
		}
	}
	for _, f := range d.figures {
		if file := figuresDir + "/" + f.name; !shown[file] {
			d.wrong(file, 0, "no page shows this figure")
		}
	}
}

// follow returns the file that a link leads to, from the root. The error goes
// on after "the link".
func (d *docs) follow(p *page, l link) (file string, err error) {
	u, err := url.Parse(l.dest)
	if err != nil || l.dest == "" {
		return "", fmt.Errorf("cannot be understood")
	}
	switch {
	case u.Path == "":
		file = p.file
	case u.Path[0] == '/': // GitHub takes it from the root
		file = path.Clean(u.Path[1:])
	default:
		file = path.Join(path.Dir(p.file), u.Path)
	}
	if file == ".." || strings.HasPrefix(file, "../") {
		return "", fmt.Errorf("leads out of the module")
	}
	info, err := os.Stat(d.path(file))
	if err != nil {
		if slices.ContainsFunc(d.figures, func(f figure) bool { return figuresDir+"/"+f.name == file }) {
			return file, nil // that it is missing is said of the figure
		}
		return "", fmt.Errorf("leads nowhere: there is no %s", file)
	}
	if m := language.FindStringSubmatch(file); l.isFigure() && m != nil && twin(p.file) != "" && m[1] != tongue(p.file) {
		return file, fmt.Errorf("is to a figure in the other language")
	}
	if u.Fragment == "" {
		return file, nil
	}
	at := file
	if info.IsDir() {
		at += "/README.md"
	}
	text, err := d.read(at)
	if err != nil {
		return file, fmt.Errorf("leads nowhere: there is no %s", at)
	}
	if !strings.HasSuffix(at, ".md") {
		return file, lines(u.Fragment, at, strings.Count(text, "\n"))
	}
	target, _ := parsePage(at, text)
	if anchors := target.anchors(); !slices.Contains(anchors, u.Fragment) {
		return file, fmt.Errorf("leads nowhere: no heading of %s is #%s; %s", at, u.Fragment, nearest(u.Fragment, anchors))
	}
	return file, nil
}

// lines checks the anchor of a line or lines in a file of n: L3 or L3-L5.
func lines(anchor, file string, n int) error {
	m := lineAnchor.FindStringSubmatch(anchor)
	if m == nil {
		return fmt.Errorf("leads nowhere: %s has no anchors but its lines, such as #L1", file)
	}
	first, _ := strconv.Atoi(m[1]) // too large is 0 or too large
	last, _ := strconv.Atoi(cmp.Or(m[2], m[1]))
	if first < 1 || last < first || last > n {
		return fmt.Errorf("leads nowhere: %s has %d lines", file, n)
	}
	return nil
}

// anchors returns those that GitHub gives to the page's headings.
func (p *page) anchors() []string {
	var anchors []string
	seen := map[string]int{}
	for _, line := range p.prose {
		m := heading.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		anchor := slug(m[1])
		n := seen[anchor]
		seen[anchor]++
		if n > 0 {
			anchor += fmt.Sprintf("-%d", n)
		}
		anchors = append(anchors, anchor)
	}
	return anchors
}

// slug returns GitHub's anchor for a heading: its letters and digits in lower
// case, with hyphens for the spaces.
func slug(heading string) string {
	heading = headLink.ReplaceAllString(heading, "$1")
	heading = emphasis.ReplaceAllString(heading, "$1$2$3")
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case r == '-', unicode.In(r, unicode.L, unicode.M, unicode.Nd, unicode.Pc):
			return unicode.ToLower(r)
		}
		return -1
	}, heading)
}

// twin returns the same page in the other language, or "".
func twin(file string) string {
	switch {
	case file == "README.md":
		return "README.ko.md"
	case file == "README.ko.md":
		return "README.md"
	case strings.HasPrefix(file, "docs/en/"):
		return "docs/ko/" + strings.TrimPrefix(file, "docs/en/")
	case strings.HasPrefix(file, "docs/ko/"):
		return "docs/en/" + strings.TrimPrefix(file, "docs/ko/")
	}
	return ""
}

// tongue returns en or ko, the language of a page that has a twin.
func tongue(file string) string {
	if file == "README.ko.md" || strings.HasPrefix(file, "docs/ko/") {
		return "ko"
	}
	return "en"
}

// checkTwins finds the pages that are there in one language only, and where
// two twins begin to differ in directives, figures or equations.
func (d *docs) checkTwins(pages []*page) {
	byFile := map[string]*page{}
	for _, p := range pages {
		byFile[p.file] = p
	}
	for _, p := range pages {
		other := twin(p.file)
		if other != "" && byFile[other] == nil {
			d.wrong(p.file, 0, "this page has no twin %s", other)
		}
		if byFile[other] == nil || tongue(p.file) != "en" {
			continue
		}
		a, b := p.outline(), byFile[other].outline()
		for i := range b { // the same command, answering in Korean
			b[i].text = strings.Replace(b[i].text, " -lang ko", "", 1)
		}
		i := 0
		for i < len(a) && i < len(b) && a[i].text == b[i].text {
			i++
		}
		end := item{len(p.lines) - 1, "the end"}
		if a = append(a, end); i == len(a)-1 && i == len(b) {
			continue
		}
		end.line = len(byFile[other].lines) - 1
		b = append(b, end)
		d.wrong(p.file, a[i].line+1, "here is %s, and in its place at %s:%d is %s", a[i].text, other, b[i].line+1, b[i].text)
	}
}

// outline lists what a page must have in common with its twin.
func (p *page) outline() []item {
	var items []item
	for _, b := range p.blocks {
		items = append(items, item{b.line, b.kind + " " + strings.Join(strings.Fields(b.words), " ")})
	}
	for _, m := range p.maths {
		items = append(items, item{m.line, "the equation " + mathText.ReplaceAllString(m.text, "")})
	}
	links, _ := p.links()
	for _, l := range links {
		if l.isFigure() {
			items = append(items, item{l.line, "the figure " + language.ReplaceAllString(path.Base(l.dest), "$2")})
		}
	}
	slices.SortStableFunc(items, func(a, b item) int { return cmp.Compare(a.line, b.line) })
	return items
}
