package npz

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A dict is what a header's text says:
//
//	{'descr': '<f8', 'fortran_order': False, 'shape': (784, 50), }
type dict struct {
	descr   string
	fortran bool
	shape   []uint64
}

// token matches one token of a Python literal, or else one odd character.
// Strings have no escapes: no dtype's name needs one.
var token = regexp.MustCompile(`^(?s:'[^'\\\n]*'|"[^"\\\n]*"|[0-9]+L?|[A-Za-z_]+|.)`)

// A parser walks the tokens of a header and keeps its first error.
type parser struct {
	text, tok string // the token read last is "" at the end
	at        int    // where tok begins
	err       error
}

func (p *parser) next() string {
	p.at += len(p.tok)
	p.at += len(p.text[p.at:]) - len(strings.TrimLeft(p.text[p.at:], " \t\r\n"))
	p.tok = token.FindString(p.text[p.at:])
	return p.tok
}

func (p *parser) fail(format string, args ...any) {
	if p.err == nil {
		p.err = fmt.Errorf(format, args...)
	}
}

// unexpected fails with the token read last.
func (p *parser) unexpected(want string) {
	found := "its end"
	if p.tok != "" {
		found = fmt.Sprintf("%.40q", p.tok)
	}
	p.fail("malformed header: %s at byte %d of its text, want %s", found, p.at, want)
}

// parseDict reads the text of a header, strictly: the three keys, in any
// order, once each.
func parseDict(text string) (d dict, err error) {
	p := &parser{text: text}
	missing := []string{"descr", "fortran_order", "shape"}
	if p.next() != "{" {
		p.unexpected("{")
	}
	for p.err == nil && p.next() != "}" {
		key := unquote(p.tok)
		i := slices.Index(missing, key)
		if i < 0 {
			p.unexpected("the keys descr, fortran_order and shape, once each")
			break
		}
		missing = slices.Delete(missing, i, i+1)
		if p.next() != ":" {
			p.unexpected(":")
		}
		switch key {
		case "descr":
			d.descr = p.descr()
		case "fortran_order":
			d.fortran = p.bool()
		case "shape":
			d.shape = p.shape()
		}
		if p.next() == "}" {
			break
		}
		if p.tok != "," {
			p.unexpected(", or }")
		}
	}
	if p.err == nil && p.next() != "" {
		p.unexpected("its end")
	}
	if p.err == nil && len(missing) > 0 {
		p.fail("malformed header: no %s", strings.Join(missing, ", no "))
	}
	return d, p.err
}

func (p *parser) descr() string {
	name := unquote(p.next())
	switch {
	case p.tok == "[":
		p.fail("structured dtype, want %s", wantDtype)
	case name == "":
		p.unexpected("a dtype in quotes")
	}
	return name
}

// unquote returns what is in the quotes of a string's token, else "".
func unquote(tok string) string {
	if len(tok) < 2 || tok[0] != '\'' && tok[0] != '"' {
		return ""
	}
	return tok[1 : len(tok)-1]
}

func (p *parser) bool() bool {
	tok := p.next()
	if tok != "True" && tok != "False" {
		p.unexpected("True or False")
	}
	return tok == "True"
}

// shape reads a tuple of lengths: (), (3,), (2, 3); Python 2 wrote (2L, 3L).
func (p *parser) shape() (sides []uint64) {
	if p.next() != "(" {
		p.unexpected("a tuple")
	}
	for p.err == nil && p.next() != ")" {
		digits := strings.TrimSuffix(p.tok, "L")
		side, err := strconv.ParseUint(digits, 10, 64)
		switch {
		case p.tok == "" || digits == "" || digits[0] < '0' || digits[0] > '9' ||
			len(digits) > 1 && digits[0] == '0':
			p.unexpected("a length")
		case err != nil:
			p.fail("too large: a side of %.40s, want at most %d", digits, maxSide)
		case len(sides) == maxRank:
			p.fail("too large: more than %d axes", maxRank)
		}
		sides = append(sides, side)
		if p.err != nil || p.next() == "," {
			continue
		}
		if p.tok != ")" || len(sides) == 1 {
			p.unexpected(", after a length")
		}
		break
	}
	return sides
}
