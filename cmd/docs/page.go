package main

import (
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// A page is a Markdown file. Its lines are counted from 0, in problems from 1.
type page struct {
	file   string   // from the root, with slashes
	lines  []string // the last is empty if the file ends with a newline
	prose  []string // the same, but code and comments are empty lines
	blocks []*block
	maths  []item // the ```math fences
}

// A block is a directive and the fence after it.
type block struct {
	line  int    // of the directive; the fence opens on the next
	kind  string // code or output
	words string // what follows the kind
	close int    // the fence's last line

	want []string // what the fence should hold, nil if that is not known
}

// An item is something that a page and its twin must both have.
type item struct {
	line int
	text string
}

var (
	// what stands before a fence, its marks, and its language
	fence     = regexp.MustCompile("^([\\s>]*(?:(?:[-*+]|\\d+[.)])\\s+)*)(`{3,}|~{3,})\\s*([^`]*?)\\s*$")
	directive = regexp.MustCompile(`^<!--\s+(\S+)\s+(.*?)\s*-->\s*$`)
	listItem  = regexp.MustCompile(`^(?:[-*+]|\d+[.)])\s`)
	backticks = regexp.MustCompile("`+")

	languages = map[string]string{"code": "go", "output": "console"} // of a directive's fence
)

// readPages reads the pages of docs/ and the README in both languages.
func (d *docs) readPages() []*page {
	files := []string{"README.ko.md", "README.md"}
	err := filepath.WalkDir(d.path("docs"), func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && strings.HasSuffix(path, ".md") {
			var file string
			file, err = filepath.Rel(d.root, path)
			files = append(files, filepath.ToSlash(file))
		}
		return err
	})
	if err != nil {
		d.wrong("docs", 0, "it cannot be read: %v", err)
	}
	var pages []*page
	for _, file := range files {
		text, err := d.read(file)
		if err != nil {
			d.wrong(file, 0, "it cannot be read: %v", err)
			continue
		}
		p, problems := parsePage(file, text)
		pages = append(pages, p)
		d.problems = append(d.problems, problems...)
	}
	return pages
}

// parsePage takes a page apart, and finds what is wrong with its form.
func parsePage(file, text string) (*page, []problem) {
	p := &page{file: file, lines: strings.Split(text, "\n")}
	p.prose = slices.Clone(p.lines)
	var problems []problem
	wrong := func(line int, text string) {
		problems = append(problems, problem{file, line + 1, text})
	}
	inList := false
	for i := 0; i < len(p.lines); i++ {
		line := p.lines[i]
		words := strings.TrimSpace(line)
		switch {
		case fence.MatchString(line):
			m := fence.FindStringSubmatch(line)
			if m[1] != "" {
				wrong(i, "this fence is indented, in a list or in a quotation: begin it at the margin")
			}
			end := p.fenceEnd(i, m[2])
			if end == len(p.lines) {
				wrong(i, "this fence is never closed")
			} else if m[3] == "math" {
				p.maths = append(p.maths, item{i, strings.Join(p.lines[i+1:end], "\n")})
			}
			clear(p.prose[i:min(end+1, len(p.lines))])
			i = end

		case strings.HasPrefix(words, "<!--") && (strings.HasSuffix(words, "-->") || !strings.Contains(words, "-->")):
			p.prose[i] = ""
			m := directive.FindStringSubmatch(line)
			if m == nil || languages[m[1]] == "" {
				wrong(i, "this comment is not a directive: those are <!-- code FOLDER NAME... --> and <!-- output COMMAND -->, at the margin")
				continue
			}
			var opens []string
			if i+1 < len(p.lines) {
				opens = fence.FindStringSubmatch(p.lines[i+1])
			}
			if opens == nil || opens[2][0] != '`' || opens[3] != languages[m[1]] {
				wrong(i, "after this directive the next line must be ```"+languages[m[1]])
				continue
			}
			if end := p.fenceEnd(i+1, opens[2]); end < len(p.lines) {
				p.blocks = append(p.blocks, &block{line: i, kind: m[1], words: m[2], close: end})
			}

		case !inList && strings.HasPrefix(line, "    ") && (i == 0 || strings.TrimSpace(p.prose[i-1]) == ""):
			p.prose[i] = "" // indented code

		case words != "" && words[0] == line[0]: // at the margin
			inList = listItem.MatchString(line)
		}
	}
	return p, problems
}

// fenceEnd returns the line that closes the fence opened by marks on line
// open, or the number of lines.
func (p *page) fenceEnd(open int, marks string) int {
	margin := strings.HasPrefix(p.lines[open], marks)
	for i := open + 1; i < len(p.lines); i++ {
		words := strings.TrimLeft(p.lines[i], " ")
		if margin && len(p.lines[i])-len(words) > 3 {
			continue
		} else if !margin {
			words = strings.TrimLeft(words, " \t>")
		}
		if rest := strings.TrimLeft(words, marks[:1]); strings.TrimSpace(rest) == "" && len(words)-len(rest) >= len(marks) {
			return i
		}
	}
	return len(p.lines)
}

// updatePages brings every page's blocks up to date, and returns how many
// there are.
func (d *docs) updatePages(pages []*page) int {
	count := 0
	d.fill(pages)
	for _, p := range pages {
		count += len(p.blocks)
		if !d.check {
			d.put(p.file, p.render())
			continue
		}
		for _, b := range p.blocks {
			d.compare(p, b)
		}
	}
	return count
}

// fill finds out what the blocks of all pages should hold.
func (d *docs) fill(pages []*page) {
	type shown struct {
		p *page
		b *block
		o output
	}
	var outputs []shown
	var commands []string
	code := newCode(d.root)
	for _, p := range pages {
		for _, b := range p.blocks {
			if b.kind == "code" {
				var err error
				if b.want, err = code.excerpt(b.words); err != nil {
					d.wrong(p.file, b.line+1, "%v", err)
				}
				continue
			}
			o, err := parseOutput(b.words)
			if err != nil {
				d.wrong(p.file, b.line+1, "%v", err)
				continue
			}
			outputs = append(outputs, shown{p, b, o})
			commands = append(commands, o.command)
		}
	}
	results := runAll(d.root, commands)
	for _, s := range outputs {
		var err error
		if s.b.want, err = s.o.show(results[s.o.command]); err != nil {
			d.wrong(s.p.file, s.b.line+1, "%v", err)
		}
	}
}

// render returns the page with what its blocks should hold, where that is
// known.
func (p *page) render() string {
	var lines []string
	from := 0
	for _, b := range p.blocks {
		if b.want == nil {
			continue
		}
		lines = slices.Concat(lines, p.lines[from:b.line+1], fenced(languages[b.kind], b.want))
		from = b.close + 1
	}
	return strings.Join(append(lines, p.lines[from:]...), "\n")
}

// compare says where a block begins to differ from what it should hold.
func (d *docs) compare(p *page, b *block) {
	got, want := p.lines[b.line+2:b.close], b.want
	if want == nil || slices.Equal(got, want) {
		return
	}
	i := 0
	for i < len(got) && i < len(want) && got[i] == want[i] {
		i++
	}
	line := b.line + 3 + i
	switch {
	case i == len(got):
		d.wrong(p.file, line, "this block is stale: it ends before %q", want[i])
	case i == len(want):
		d.wrong(p.file, line, "this block is stale: it goes on with %q where it should end", got[i])
	default:
		d.wrong(p.file, line, "this block is stale: it has %q, and it should be %q", got[i], want[i])
	}
}

// fenced puts a fence around lines, long enough for what is in them.
func fenced(language string, lines []string) []string {
	long := 2
	for _, marks := range backticks.FindAllString(strings.Join(lines, "\n"), -1) {
		long = max(long, len(marks))
	}
	marks := strings.Repeat("`", long+1)
	return slices.Concat([]string{marks + language}, lines, []string{marks})
}
