package main

import (
	"cmp"
	"math"
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
	linkEnd  = regexp.MustCompile(`(!?)\[[^\[\]]*\]\(([^()\s]+)\)|\]\(([^()\s]+)\)`)
	scheme   = regexp.MustCompile(`^[a-z]+:`)
	heading  = regexp.MustCompile(`^(#{1,6}) (.*)$`)
	mathText = regexp.MustCompile(`\\text\{[^{}]*\}|\s`)
	language = regexp.MustCompile(`\.(en|ko)\.\w+$`)
	bold     = regexp.MustCompile(`\*\*([^*]+)\*\*`)
	exponent = regexp.MustCompile(`\de-\d`)
	number   = regexp.MustCompile(`\d[\d,]*(?:\.\d+)?(?:e[-+]?\d+)?`)
)

// checkPages finds what is wrong with the text of the pages.
func (d *docs) checkPages(pages []*page) {
	byFile := map[string]*page{}
	for _, p := range pages {
		byFile[p.file] = p
	}
	shown := map[string]bool{}
	for _, p := range pages {
		for _, l := range p.links() {
			file, wrong := d.follow(p, l.text, byFile)
			if wrong != "" {
				d.wrong(p.file, l.line+1, "the link to %q %s", l.text, wrong)
			}
			shown[file] = true
		}
		d.checkMarks(p)
		d.checkNumbers(p)
		if other := twin(p.file); other != "" && byFile[other] == nil {
			d.wrong(p.file, 0, "this page has no twin %s", other)
		} else if other != "" && !korean(p.file) {
			d.compareTwins(p, byFile[other])
		}
		if path.Base(p.file) == "glossary.md" {
			d.checkGlossary(p, byFile)
		}
	}
	for _, f := range d.figures {
		if file := figuresDir + "/" + f.Name; !shown[file] {
			d.wrong(file, 0, "no page shows this figure")
		}
	}
}

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

// follow returns the file that a link leads to, from the root, and what is
// wrong with the link.
func (d *docs) follow(p *page, dest string, byFile map[string]*page) (file, wrong string) {
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

// checkMarks finds the pairs of tildes that GitHub strikes through, and the
// numbers that a browser may break at their hyphen.
func (d *docs) checkMarks(p *page) {
	open, count := 0, 0
	for i, line := range append(slices.Clone(p.prose), "") {
		if strings.TrimSpace(line) == "" {
			if count > 1 {
				d.wrong(p.file, open+1, `GitHub strikes out what stands between two "~": write "–" or "에서 … 까지"`)
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
		if m := exponent.FindString(line); m != "" {
			d.wrong(p.file, i+1, "a browser breaks %q at its hyphen: write × 10⁻⁴, or inline code", m)
		}
	}
}

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

// compareTwins finds where two pages begin to differ in directives, figures or
// equations.
func (d *docs) compareTwins(en, ko *page) {
	a, b := en.outline(), ko.outline()
	end := item{len(en.lines) - 1, "the end"}
	a, b = append(a, end), append(b, item{len(ko.lines) - 1, "the end"})
	for i := range min(len(a), len(b)) {
		if a[i].text != b[i].text {
			d.wrong(en.file, a[i].line+1, "here is %s, and instead %s:%d has %s", a[i].text, ko.file, b[i].line+1, b[i].text)
			return
		}
	}
}

// outline lists what a page must have in common with its twin.
func (p *page) outline() []item {
	var items []item
	for _, b := range slices.Concat(p.blocks, p.numbers) {
		items = append(items, item{b.line, b.kind + " " + b.words})
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
				continue // follow says so
			}
			terms := target.boldOf(m[1])
			for _, term := range strings.Split(cells[1], ",") {
				term = strings.ToLower(strings.TrimSpace(term))
				if !slices.ContainsFunc(terms, func(t string) bool { return strings.Contains(t, term) }) {
					d.wrong(p.file, i+1, "section %s of %s does not have %q in bold", m[1], target.file, term)
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
