package main

import (
	"slices"
	"strings"
	"testing"
)

func TestForm(t *testing.T) {
	const (
		comment = "this comment is not a directive: those are <!-- code FOLDER NAME... --> and <!-- output COMMAND -->, at the margin"
		margin  = "this fence is indented, in a list or in a quotation: begin it at the margin"
	)
	for _, c := range []struct{ name, text, want string }{
		{"a good page", "# A\n\n<!-- code a F -->\n```go\nx\n```\n\n    indented\n\n```math\nx\n```\n", ""},
		{"a fence that is never closed", "a\n\n```go\nx\n``\n~~~\n", "3: this fence is never closed"},
		{"a shorter fence closes nothing", "````go\n```\n", "1: this fence is never closed"},
		{"an indented mark closes nothing", "```go\n    ```\n", "1: this fence is never closed"},
		{"a longer one does", "```go\n`````\n", ""},
		{"inline code is no fence", "```x``` and\n", ""},
		{"a fence in a list", "1. one\n\n   ```go\n   x\n   ```\n", "3: " + margin},
		{"a fence behind a bullet", "- ```go\n  x\n  ```\n", "1: " + margin},
		{"a fence in a quotation", "> ```go\n> x\n> ```\n\n<!-- x -->", "1: " + margin + "\n5: " + comment},
		{"a directive without a fence", "<!-- code a F -->\n\n```go\n```\n", "1: after this directive the next line must be ```go"},
		{"a directive at the end", "<!-- output go run ./a -->", "1: after this directive the next line must be ```console"},
		{"the other directive's fence", "<!-- output go run ./a -->\n```go\n```\n", "1: after this directive the next line must be ```console"},
		{"a fence of tildes", "<!-- code a F -->\n~~~go\n~~~\n", "1: after this directive the next line must be ```go"},
		{"a misspelt directive", "<!-- coed a F -->\n```go\n```\n", "1: " + comment},
		{"an indented directive", " <!-- code a F -->\n```go\n```\n", "1: " + comment},
		{"another comment", "<!-- later -->\n", "1: " + comment},
		{"a comment of two lines", "<!-- later\n-->\n", "1: " + comment},
		{"a comment in a line", "now <!-- later -->\n<!-- later --> now\n", ""},
		{"a directive in a fence", "```\n<!-- coed -->\n```\n", ""},
	} {
		_, problems := parsePage("", c.text)
		got := strings.ReplaceAll("\n"+said(problems), "\n:", "\n")[1:]
		if got != c.want {
			t.Errorf("%s: problems\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

func TestProseHasNoCode(t *testing.T) {
	p, _ := parsePage("", "a\n\n    b\n\n    c\n- d\n\n    e\n```\nf\n```\n<!-- code x F -->\ng")
	want := []string{"a", "", "", "", "", "- d", "", "    e", "", "", "", "", "g"}
	if !slices.Equal(p.prose, want) {
		t.Errorf("prose is %q, want %q", p.prose, want)
	}
}

func TestRender(t *testing.T) {
	const text = "# A\n\n<!-- code a F -->\n```go\nold\n\nold\n```\nbetween  \n\n<!-- output go run ./a -->\n```console\n```\n\n```go\nmine\n```"
	for _, c := range []struct {
		name  string
		wants [2][]string
		want  string
	}{
		{"nothing is known", [2][]string{}, text},
		{"the first", [2][]string{{"new"}}, strings.Replace(text, "old\n\nold", "new", 1)},
		{"the second, which was empty", [2][]string{nil, {"$ go", "1"}},
			strings.Replace(text, "```console\n", "```console\n$ go\n1\n", 1)},
		{"a fence in a fence", [2][]string{{"a ```` b"}},
			strings.Replace(text, "```go\nold\n\nold\n```", "`````go\na ```` b\n`````", 1)},
	} {
		p, _ := parsePage("", text)
		if len(p.blocks) != 2 {
			t.Fatalf("%d blocks, want 2", len(p.blocks))
		}
		p.blocks[0].want, p.blocks[1].want = c.wants[0], c.wants[1]
		got := p.render()
		if got != c.want {
			t.Errorf("%s: render() = %q, want %q", c.name, got, c.want)
		}
		if again, problems := parsePage("", got); len(problems) > 0 || again.render() != got || len(again.blocks) != 2 {
			t.Errorf("%s: the page that was written is not read back: %v", c.name, problems)
		}
	}
}

func TestCompare(t *testing.T) {
	p, _ := parsePage("a.md", "\n<!-- code a F -->\n```go\none\ntwo\n```\n")
	for _, c := range []struct {
		want    []string
		problem string
	}{
		{nil, ""},
		{[]string{"one", "two"}, ""},
		{[]string{"one", "2"}, `a.md:5: this block is stale: it has "two", and it should be "2"`},
		{[]string{"one"}, `a.md:5: this block is stale: it goes on with "two" where it should end`},
		{[]string{"one", "two", "three"}, `a.md:6: this block is stale: it ends before "three"`},
	} {
		d := docs{check: true}
		p.blocks[0].want = c.want
		d.compare(p, p.blocks[0])
		if got := said(d.problems); got != c.problem {
			t.Errorf("for %q: %q, want %q", c.want, got, c.problem)
		}
	}
}

// said returns problems as they are printed.
func said(problems []problem) string {
	var lines []string
	for _, p := range problems {
		lines = append(lines, p.String())
	}
	return strings.Join(lines, "\n")
}
