package main

import (
	"net/url"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

var (
	linkEnd  = regexp.MustCompile(`(!?)\[[^\[\]]*\]\(([^()\s]+)\)|\]\(([^()\s]+)\)`)
	scheme   = regexp.MustCompile(`^[a-z]+:`)
	heading  = regexp.MustCompile(`^(#{1,6}) (.*)$`)
	language = regexp.MustCompile(`\.(en|ko)\.\w+$`)
)

// links returns the destinations of the links and images on a page.
func (p *page) links() []item {
	var links []item
	for i, line := range p.prose {
		for _, m := range linkEnd.FindAllStringSubmatch(line, -1) {
			links = append(links, item{i, m[2] + m[3]})
		}
	}
	return links
}

// destination returns the file to which a link leads, from the root, and what is
// wrong with the link.
func (d *docs) destination(p *page, dest string, byFile map[string]*page) (file, wrong string) {
	if scheme.MatchString(dest) {
		return "", "" // elsewhere
	}
	u, err := url.Parse(dest)
	if err != nil {
		return "", "is not an address"
	}
	file = path.Join(path.Dir(p.file), u.Path)
	if u.Path == "" {
		file = p.file
	}
	if strings.HasPrefix(file, "../") {
		return file, "leads out of the module"
	}
	if _, err := os.Stat(d.path(file)); err != nil {
		return file, "leads nowhere: there is no " + file
	}
	if m := language.FindStringSubmatch(file); m != nil && strings.HasPrefix(file, figuresDir) && (m[1] == "ko") != korean(p.file) {
		return file, "is to a figure in the other language"
	}
	if target := byFile[file]; u.Fragment != "" && (target == nil || !slices.Contains(target.anchors(), u.Fragment)) {
		return file, "leads nowhere: " + file + " has no heading #" + u.Fragment
	}
	return file, ""
}

// anchors returns those that GitHub gives to the page's headings: letters and
// digits in lower case, and hyphens for spaces.
func (p *page) anchors() []string {
	var anchors []string
	for i, line := range p.prose {
		if !heading.MatchString(line) {
			continue
		}
		text := heading.FindStringSubmatch(p.lines[i])[2] // with its inline code
		anchors = append(anchors, strings.Map(func(r rune) rune {
			switch {
			case r == ' ':
				return '-'
			case r == '-', r == '_', unicode.In(r, unicode.L, unicode.M, unicode.Nd):
				return unicode.ToLower(r)
			}
			return -1
		}, text))
	}
	return anchors
}
