package main

import (
	"path"
	"regexp"
	"strings"
)

// A link is a link or an image in a page.
type link struct {
	line  int
	dest  string
	image bool
}

// isFigure reports whether it is an image, or a link to one of the figures,
// such as those to go through step by step.
func (l link) isFigure() bool {
	return l.image || path.Base(path.Dir(l.dest)) == path.Base(figuresDir)
}

var (
	// the end of an inline link, from the bracket: ](dest) ](<dest>) ](dest "title")
	inlineLink = regexp.MustCompile(`\]\(\s*(?:<([^<>\n]*)>|([^\s()<]*(?:\([^\s()]*\)[^\s()]*)*))(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)`)
	// [text][label] or [label][]; two indices, as in x[i][j], are no link
	reference  = regexp.MustCompile(`(?:^|[^\w\]])\[([^\[\]]+)\]\[([^\[\]]*)\]`)
	definition = regexp.MustCompile(`(?m)^ {0,3}\[([^\[\]^][^\[\]]*)\]:\s*<?([^\s<>]+)`)
)

// links returns the links of a page, and the references that lead nowhere.
func (p *page) links() ([]link, []problem) {
	var links []link
	var problems []problem
	definitions := map[string]string{}
	for _, par := range p.paragraphs() {
		for _, m := range definition.FindAllStringSubmatchIndex(par.text, -1) {
			dest := par.text[m[4]:m[5]]
			definitions[normal(par.text[m[2]:m[3]])] = dest
			links = append(links, link{par.lineAt(m[0]), dest, false})
		}
	}
	for _, par := range p.paragraphs() {
		for _, m := range inlineLink.FindAllStringSubmatchIndex(par.text, -1) {
			if open := opening(par.text, m[0]); open >= 0 {
				dest := par.text[max(m[2], m[4]):max(m[3], m[5])]
				links = append(links, link{par.lineAt(m[0]), dest, isImage(par.text, open)})
			}
		}
		for _, m := range reference.FindAllStringSubmatchIndex(par.text, -1) {
			name := par.text[m[4]:m[5]]
			if name == "" {
				name = par.text[m[2]:m[3]]
			}
			if dest, ok := definitions[normal(name)]; !ok {
				problems = append(problems, problem{p.file, par.lineAt(m[2]) + 1, "[" + name + "] is not defined on this page"})
			} else if isImage(par.text, m[2]-1) {
				links = append(links, link{par.lineAt(m[2]), dest, true})
			}
		}
	}
	return links, problems
}

// A paragraph is text between empty lines, without code.
type paragraph struct {
	line int // its first
	text string
}

// lineAt returns the line that holds the character at this offset.
func (p paragraph) lineAt(offset int) int { return p.line + strings.Count(p.text[:offset], "\n") }

func (p *page) paragraphs() []paragraph {
	var pars []paragraph
	for i := 0; i < len(p.prose); i++ {
		from := i
		for i < len(p.prose) && strings.TrimSpace(p.prose[i]) != "" {
			i++
		}
		if i > from {
			pars = append(pars, paragraph{from, withoutCode(strings.Join(p.prose[from:i], "\n"))})
		}
	}
	return pars
}

// withoutCode puts spaces for inline code and for characters escaped with a
// backslash.
func withoutCode(text string) string {
	b := []byte(text)
	clear := func(from, to int) {
		for ; from < to; from++ {
			if b[from] != '\n' {
				b[from] = ' '
			}
		}
	}
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\\':
			clear(i, min(i+2, len(text)))
			i++
		case '`':
			start, n := i, len(text[i:])-len(strings.TrimLeft(text[i:], "`"))
			i += n - 1 // if nothing closes it
			for _, m := range backticks.FindAllStringIndex(text[start+n:], -1) {
				if m[1]-m[0] == n {
					i = start + n + m[1] - 1
					clear(start, i+1)
					break
				}
			}
		}
	}
	return string(b)
}

// opening returns where the bracket is that the one at end closes, or -1.
func opening(text string, end int) int {
	depth := 0
	for i := end; i >= 0; i-- {
		switch text[i] {
		case ']':
			depth++
		case '[':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

func isImage(text string, open int) bool { return open > 0 && text[open-1] == '!' }

// normal returns a reference's label as labels are compared.
func normal(name string) string { return strings.ToLower(strings.Join(strings.Fields(name), " ")) }
