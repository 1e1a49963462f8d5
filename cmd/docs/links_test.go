package main

import (
	"slices"
	"strings"
	"testing"
)

func TestLinks(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []link
	}{
		{"a link", "see [a](b.md).", []link{{0, "b.md", false}}},
		{"an image", "\n![a](b.svg)", []link{{1, "b.svg", true}}},
		{"its title", `[a](b.md "B (c)")`, []link{{0, "b.md", false}}},
		{"in angle brackets", "[a](<b c.md>)", []link{{0, "b c.md", false}}},
		{"with parentheses", "[a](b(c).md)", []link{{0, "b(c).md", false}}},
		{"nowhere", "[a]()", []link{{0, "", false}}},
		{"text over two lines", "[a\nb](c.md)\n[d](e.md)", []link{{1, "c.md", false}, {2, "e.md", false}}},
		{"code in the text", "[`a[0]`](b.md)", []link{{0, "b.md", false}}},
		{"brackets in the text", "![[1, 2]](b.svg)", []link{{0, "b.svg", true}}},
		{"an image that is a link", "[![a](b.svg)](c.md)", []link{{0, "b.svg", true}, {0, "c.md", false}}},
		{"inline code", "`[a](b.md)` and ``[a]`(b.md)`` [c](d.md)", []link{{0, "d.md", false}}},
		{"inline code over two lines", "`[a]\n(b.md)` [c](d.md)", []link{{1, "d.md", false}}},
		{"a backtick that nothing closes", "a ` [b](c.md)\n\n`", []link{{0, "c.md", false}}},
		{"an escaped bracket", `\[a](b.md)`, nil},
		{"an escaped backtick", "\\`[a](b.md)`", []link{{0, "b.md", false}}},
		{"a fence", "```\n[a](b.md)\n```\n", nil},
		{"an index and a call", "x[0](1, 2)", nil},
		{"two indices", "x[i][j]", nil},
		{"a reference", "[a][B  b]\n\n[b b]: c.md \"C\"", []link{{2, "c.md", false}}},
		{"an image by reference", "![a][]\n\n[a]: <c.svg>", []link{{2, "c.svg", false}, {0, "c.svg", true}}},
	} {
		p, _ := parsePage("a.md", c.text)
		got, problems := p.links()
		if !slices.Equal(got, c.want) || len(problems) > 0 {
			t.Errorf("%s: links %v, problems %v, want %v", c.name, got, problems, c.want)
		}
	}
	p, _ := parsePage("a.md", "a\n[b][c] and [d][]\n")
	if _, problems := p.links(); said(problems) != "a.md:2: [c] is not defined on this page\na.md:2: [d] is not defined on this page" {
		t.Errorf("undefined references: %q", said(problems))
	}
}

func TestWithoutCodeKeepsItsLength(t *testing.T) {
	for _, text := range []string{"`한국어` `a", "a\\", "``", "`` ` ``", "\\`"} {
		if got := withoutCode(text); len(got) != len(text) {
			t.Errorf("withoutCode(%q) = %q", text, got)
		}
	}
	if got, want := withoutCode("a `b\nc` \\[ `` ` ``."), "a   \n      "+strings.Repeat(" ", 7)+"."; got != want {
		t.Errorf("withoutCode = %q, want %q", got, want)
	}
}
