package main

import (
	"context"
	"io/fs"
	"os"
	"regexp"
	"runtime"
	"slices"
	"strings"
)

// A page is a Markdown file. Its lines are counted from 0, in problems from 1.
type page struct {
	file   string   // from the root, with slashes
	lines  []string // the last is empty if the file ends with a newline
	prose  []string // the same, with fences, comments and inline code left empty
	claims []string // prose with inline code, equations and drawings: where numbers are checked
	blocks []*block
	maths  []item // the ```math fences
}

// A block is a directive and the fence after it. A numbers directive has no fence.
type block struct {
	at    int    // the directive's line; the fence opens on the next
	kind  string // code, output or numbers
	words string // what follows the kind
	close int    // the fence's last line, 0 without a fence

	output          // of a command; code has none
	want   []string // the lines that the fence must have, nil if they are not known
}

// An item is something that a page and its twin must both have.
type item struct {
	line int
	text string
}

var (
	directive  = regexp.MustCompile(`^<!-- (code|output|numbers) (.*?) -->$`)
	fence      = regexp.MustCompile("^\\s*(```+)(\\w*)$")
	inlineCode = regexp.MustCompile("``.*?``|`[^`]*`")

	languages = map[string]string{"code": "go", "output": "console"} // of a directive's fence
)

// readPages reads the README and the pages of docs/.
func (d *docs) readPages() []*page {
	var files []string
	for _, pattern := range []string{"README*.md", "docs/*/*.md"} {
		matching, _ := fs.Glob(os.DirFS(d.root), pattern) // the pattern is right
		files = append(files, matching...)
	}
	var pages []*page
	for _, file := range files {
		text, err := d.read(file)
		if err != nil {
			d.report(file, 0, "it cannot be read: %v", err)
			continue
		}
		pages = append(pages, d.parsePage(file, text))
	}
	return pages
}

// parsePage finds the directives and fences of a page.
func (d *docs) parsePage(file, text string) *page {
	p := &page{file: file, lines: strings.Split(text, "\n")}
	p.prose, p.claims = slices.Clone(p.lines), slices.Clone(p.lines)
	for i := 0; i < len(p.lines); i++ {
		var b *block
		if m := directive.FindStringSubmatch(p.lines[i]); m != nil {
			p.prose[i], p.claims[i] = "", ""
			b = &block{at: i, kind: m[1], words: m[2]}
			p.blocks = append(p.blocks, b)
			if b.kind != "code" {
				var err error
				if b.output, err = parseOutput(b.words, korean(file) && b.kind == "output"); err != nil {
					d.report(file, i+1, "%v", err)
				}
			}
			if b.kind == "numbers" {
				continue
			}
			i++
		} else if strings.HasPrefix(p.lines[i], "<!--") {
			d.report(file, i+1, "this comment is not a directive: see go doc ./cmd/docs")
		}
		var open []string
		if i < len(p.lines) {
			open = fence.FindStringSubmatch(p.lines[i])
		}
		switch {
		case open == nil && b == nil:
			p.prose[i] = inlineCode.ReplaceAllString(p.prose[i], "")
			continue
		case open == nil, b != nil && open[2] != languages[b.kind]:
			d.report(file, b.at+1, "the next line must be ```%s", languages[b.kind])
			i--
			continue
		case b == nil && open[2] == "console":
			d.report(file, i+1, "this output has no directive; write ```sh above commands that show none")
		}
		end := i + 1
		for end < len(p.lines) && p.lines[end] != open[1] {
			end++
		}
		if end == len(p.lines) {
			d.report(file, i+1, "this fence is never closed")
			end--
		} else if b != nil {
			b.close = end
		} else if open[2] == "math" {
			p.maths = append(p.maths, item{i, strings.Join(p.lines[i+1:end], "\n")})
		}
		clear(p.prose[i : end+1])
		if open[2] != "math" && open[2] != "text" {
			clear(p.claims[i : end+1])
		}
		i = end
	}
	return p
}

// korean reports whether a page is in Korean.
func korean(file string) bool {
	return file == "README.ko.md" || strings.HasPrefix(file, "docs/ko/")
}

// fill finds the lines that the blocks of all pages must have. It returns an error
// if -record matches no command or a signal stops the commands.
func (d *docs) fill(pages []*page) error {
	d.results = d.readRecorded()
	if d.record != nil {
		if err := d.recordMatching(commands(pages, true)); err != nil {
			return err
		}
	}
	d.run(commands(pages, false), runtime.NumCPU())
	if err := context.Cause(d.ctx); err != nil {
		return err
	}
	for _, p := range pages {
		for _, b := range p.blocks {
			var err error
			switch {
			case b.kind == "code":
				b.want, err = d.excerpt(b.words)
			case b.line != "":
				b.want, err = d.linesOf(b.output)
			}
			if err != nil {
				d.report(p.file, b.at+1, "%v", err)
			}
		}
	}
	return nil
}

// render returns the page with the lines that its blocks must have.
func (p *page) render() string {
	var lines []string
	from := 0
	for _, b := range p.blocks {
		if b.close > 0 && b.want != nil {
			lines = slices.Concat(lines, p.lines[from:b.at+2], b.want)
			from = b.close
		}
	}
	return strings.Join(append(lines, p.lines[from:]...), "\n")
}

// compare names the lines where the blocks of a page begin to be stale.
func (d *docs) compare(p *page) {
	for _, b := range p.blocks {
		if b.close == 0 || b.want == nil {
			continue
		}
		got, want := append(p.lines[b.at+2:b.close:b.close], "its end"), append(b.want, "its end")
		for i := range min(len(got), len(want)) {
			if got[i] != want[i] {
				d.report(p.file, b.at+3+i, "this block is stale: it has %q, and it should have %q", got[i], want[i])
				break
			}
		}
	}
}
