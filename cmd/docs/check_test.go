package main

import (
	"slices"
	"testing"
)

func TestAnchors(t *testing.T) {
	for _, c := range []struct{ heading, want string }{
		{"# 4.1 The multiplication layer", "41-the-multiplication-layer"},
		{"## 4.1 곱셈 계층", "41-곱셈-계층"},
		{"### 3.3000000000000003, but 2.2", "33000000000000003-but-22"},
		{"## `Affine.Backward` and **dx** ##", "affinebackward-and-dx"},
		{"## A [link](a.md) & more", "a-link--more"},
		{"## snake_case and _emphasis_", "snake_case-and-emphasis"},
		{"## y − t, x² and 1/(1 + e)", "y--t-x-and-11--e"},
		{"## cafe\u0301", "cafe\u0301"}, // a letter and its accent
		{"## 왜 x가 아니라 y를 간직할까?", "왜-x가-아니라-y를-간직할까"},
	} {
		p, _ := parsePage("a.md", c.heading+"\n")
		if got := p.anchors(); len(got) != 1 || got[0] != c.want {
			t.Errorf("%s: anchors %q, want %q", c.heading, got, c.want)
		}
	}
	p, _ := parsePage("a.md", "# A\n## a\n```\n# a\n```\n#no\n## A\n")
	if got, want := p.anchors(), []string{"a", "a-1", "a-2"}; !slices.Equal(got, want) {
		t.Errorf("the same heading again: %q, want %q", got, want)
	}
}

func TestFollow(t *testing.T) {
	root := module(t, map[string]string{
		"docs/en/a.md": "# A\n## Two words\n", "docs/ko/a.md": "# 가 나\n", "docs/a.ko.md": "", "README.md": "# B\n",
		"a/a.go": "package a\n\nvar A int\n", "docs/figures/1.en.svg": "", "docs/figures/1.ko.html": "", "docs/en/space here.md": "",
	})
	d := docs{root: root, figures: []figure{{name: "2.en.svg"}}}
	for _, c := range []struct {
		from, dest string
		image      bool
		want       string // the file, or the error
	}{
		{"docs/en/b.md", "a.md", false, "docs/en/a.md"},
		{"docs/en/b.md", "./a.md#two-words", false, "docs/en/a.md"},
		{"docs/en/b.md", "../ko/a.md#가-나", false, "docs/ko/a.md"},
		{"docs/en/b.md", "../ko/a.md#%EA%B0%80-%EB%82%98", false, "docs/ko/a.md"},
		{"docs/en/a.md", "#a", false, "docs/en/a.md"},
		{"docs/en/a.md", "space%20here.md", false, "docs/en/space here.md"},
		{"docs/en/a.md", "/README.md", false, "README.md"},
		{"docs/en/a.md", "../../a", false, "a"},
		{"docs/en/a.md", "../..#b", false, "."},
		{"docs/en/a.md", "../../a/a.go?raw=true#L1-L3", false, "a/a.go"},
		{"docs/en/a.md", "../figures/1.en.svg", true, "docs/figures/1.en.svg"},
		{"docs/en/a.md", "../figures/2.en.svg", true, "docs/figures/2.en.svg"},
		{"README.md", "docs/a.ko.md", false, "docs/a.ko.md"},

		{"docs/en/a.md", "", false, "cannot be understood"},
		{"docs/en/a.md", "%zz", false, "cannot be understood"},
		{"docs/en/a.md", "c.md", false, "leads nowhere: there is no docs/en/c.md"},
		{"docs/en/a.md", "../../../x", false, "leads out of the module"},
		{"docs/en/a.md", "#aa", false, "leads nowhere: no heading of docs/en/a.md is #aa; the nearest are a, two-words"},
		{"docs/en/a.md", "#A", false, "leads nowhere: no heading of docs/en/a.md is #A; the nearest are a, two-words"},
		{"docs/en/a.md", "../../a#a", false, "leads nowhere: there is no a/README.md"},
		{"docs/en/a.md", "../../a/a.go#L4", false, "leads nowhere: a/a.go has 3 lines"},
		{"docs/en/a.md", "../../a/a.go#L3-L2", false, "leads nowhere: a/a.go has 3 lines"},
		{"docs/en/a.md", "../../a/a.go#a", false, "leads nowhere: a/a.go has no anchors but its lines, such as #L1"},
		{"docs/ko/a.md", "../figures/1.en.svg", true, "is to a figure in the other language"},
		{"docs/en/a.md", "../figures/1.ko.html", false, "is to a figure in the other language"},
		{"docs/en/a.md", "../figures/3.en.svg", true, "leads nowhere: there is no docs/figures/3.en.svg"},
	} {
		got, err := d.follow(&page{file: c.from}, link{0, c.dest, c.image})
		if err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("from %s to %q: %q, want %q", c.from, c.dest, got, c.want)
		}
	}
}

func TestCheckLinks(t *testing.T) {
	d := docs{root: module(t, nil), figures: []figure{{name: "1.svg"}, {name: "2.svg"}, {name: "3.svg"}, {name: "4.html"}}}
	p, _ := parsePage("docs/a.md", "[a](b.md)\n\n[c](https://go.dev/x) [d](mailto:a@b.c) [d](//e) ![1](figures/1.svg)\n[2](figures/2.svg)\n![3][]\n\n[3]: figures/3.svg\n\n[4](figures/4.html)\n")
	d.checkLinks([]*page{p})
	const want = "docs/a.md:1: the link to \"b.md\" leads nowhere: there is no docs/b.md\n" +
		"docs/figures/2.svg: no page shows this figure"
	if got := said(d.problems); got != want {
		t.Errorf("problems\n%s\nwant\n%s", got, want)
	}
}

func TestTwins(t *testing.T) {
	const (
		page1 = "# A\n\n<!-- code a F -->\n```go\n```\n![a](../figures/1.en.svg)\n\n```math\nx = \\text{price}\n```\n"
		page2 = "# 가\n\n<!-- code a  F -->\n```go\nx\n```\n\n![가](../figures/1.ko.svg)\n```math\nx=\\text{가격}\n```\n"
	)
	for _, c := range []struct{ name, en, ko, want string }{
		{"the same", page1, page2, ""},
		{"other math", page1, "# 가\n\n<!-- code a F -->\n```go\n```\n![가](../figures/1.ko.svg)\n```math\ny\n```\n",
			"docs/en/a.md:8: here is the equation x=, and in its place at docs/ko/a.md:7 is the equation y"},
		{"no math", page1, "# 가\n\n<!-- code a F -->\n```go\n```\n![가](../figures/1.ko.svg)\n",
			"docs/en/a.md:8: here is the equation x=, and in its place at docs/ko/a.md:7 is the end"},
		{"one figure more", page1, page2 + "![나](../figures/2.ko.svg)\n",
			"docs/en/a.md:11: here is the end, and in its place at docs/ko/a.md:12 is the figure 2.svg"},
		{"another figure", "![a](../figures/1.en.svg)", "![a](../figures/2.ko.svg)",
			"docs/en/a.md:1: here is the figure 1.svg, and in its place at docs/ko/a.md:1 is the figure 2.svg"},
		{"a link to a figure", "[a](../figures/1.en.html)", "[b](../ko/b.md)",
			"docs/en/a.md:1: here is the figure 1.html, and in its place at docs/ko/a.md:1 is the end"},
		{"an image from elsewhere", "![a](a.png)", "",
			"docs/en/a.md:1: here is the figure a.png, and in its place at docs/ko/a.md:1 is the end"},
		{"the same command in Korean", "<!-- output go run ./a -n 1 -->\n```console\n```\n", "<!-- output go run ./a -lang ko -n 1 -->\n```console\n```\n", ""},
		{"another name", "<!-- code a F -->\n```go\n```\n", "\n<!-- code a G -->\n```go\n```\n",
			"docs/en/a.md:1: here is code a F, and in its place at docs/ko/a.md:2 is code a G"},
	} {
		en, _ := parsePage("docs/en/a.md", c.en)
		ko, _ := parsePage("docs/ko/a.md", c.ko)
		d := docs{}
		d.checkTwins([]*page{en, ko})
		if got := said(d.problems); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	for _, c := range []struct{ file, twin string }{
		{"docs/en/x/a.md", "docs/ko/x/a.md"}, {"docs/ko/a.md", "docs/en/a.md"},
		{"README.md", "README.ko.md"}, {"README.ko.md", "README.md"}, {"docs/a.md", ""},
	} {
		d := docs{}
		d.checkTwins([]*page{{file: c.file, lines: []string{""}}})
		want := c.file + ": this page has no twin " + c.twin
		if c.twin == "" {
			want = ""
		}
		if got := said(d.problems); got != want {
			t.Errorf("%s alone: %q, want %q", c.file, got, want)
		}
	}
}
