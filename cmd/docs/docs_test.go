package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"backprop/cmd/internal/cli"
)

// module writes files, with a go.mod, to a new folder.
func module(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	write := func(name, text string) {
		path := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("go.mod", "module m\n\ngo 1.23\n")
	for name, text := range files {
		write(name, text)
	}
	return root
}

// update runs the tool and returns what it prints.
func update(root string, o options, figures map[string][]byte) (stdout, stderr string, ok bool) {
	var out, err bytes.Buffer
	d := &docs{ctx: context.Background(), root: root, figures: figures, options: o}
	ok = d.update(&out, &err) == 0
	return out.String(), err.String(), ok
}

func TestFlags(t *testing.T) {
	for _, c := range []struct{ args, want string }{
		{"-write", "flag provided but not defined: -write"},
		{"-check=maybe", `invalid value "maybe" for flag -check: want true or false`},
		{"-record=", `invalid value "" for flag -record: want a regular expression, "." for all`},
		{"en", `unexpected argument "en"`},
		{"-check -record .", "-check writes nothing, and -record writes: give one of them"},
	} {
		t.Run(c.args, func(t *testing.T) {
			if _, err := parse(strings.Fields(c.args)); err == nil || err.Error() != c.want {
				t.Errorf("parse(%q) = %v, want %s", c.args, err, c.want)
			}
		})
	}
	if _, err := parse([]string{"-h"}); !errors.Is(err, flag.ErrHelp) {
		t.Errorf("parse(-h) = %v, want flag.ErrHelp", err)
	}
}

// A page is filled in, -check then finds it current, and a change is found.
func TestWriteAndCheck(t *testing.T) {
	const page = "# A\r\n\r\n![a](../figures/1.LANG.svg)\r\n\r\n" +
		"<!-- code a greet -->\r\n```go\r\n...\r\n```\r\n<!-- output go run ./a -->\r\n```console\r\n...\r\n```\r\nend\r\n"
	root := module(t, map[string]string{
		"README.md": "[a](docs/en/a.md)\n", "README.ko.md": "",
		"docs/en/a.md":       strings.ReplaceAll(page, "LANG", "en"),
		"docs/ko/a.md":       strings.ReplaceAll(page, "LANG", "ko"),
		"docs/figures/x.svg": "old",
		"a/main.go": "package main\n\nimport \"os\"\n\nfunc greet() string {\n\treturn os.Getenv(\"LANG\")\n}\n\n" +
			"func main() { println(greet()) }\n",
	})
	figures := map[string][]byte{"1.en.svg": []byte("English"), "1.ko.svg": []byte("Korean")}
	if _, stderr, ok := update(root, options{check: true}, figures); ok ||
		!strings.Contains(stderr, `docs/en/a.md:11: this block is stale: it has "...", and it should have "$ go run ./a"`) {
		t.Errorf("-check of an empty page: %v\n%s", ok, stderr)
	}
	stdout, stderr, ok := update(root, options{}, figures)
	want := "docs: changed docs/figures/1.en.svg, docs/figures/1.ko.svg, docs/figures/x.svg, docs/en/a.md, docs/ko/a.md\n"
	if !ok || stdout != want || stderr != "" {
		t.Errorf("writing: %v, stdout %q, stderr %q, want %q", ok, stdout, stderr, want)
	}
	for file, locale := range map[string]string{"docs/en/a.md": "C.UTF-8", "docs/ko/a.md": "ko_KR.UTF-8"} {
		got, err := os.ReadFile(filepath.Join(root, file))
		want := "```go\nfunc greet() string {\n    return os.Getenv(\"LANG\")\n}\n```\n" +
			"<!-- output go run ./a -->\n```console\n$ go run ./a\n" + locale + "\n```\nend\n"
		if err != nil || !strings.HasSuffix(string(got), want) {
			t.Errorf("%s is now\n%s\nwant the end\n%s", file, got, want)
		}
	}
	stdout, stderr, ok = update(root, options{check: true}, figures)
	if !ok || stdout != "docs: 4 pages, 2 figures, 4 excerpts and outputs are current\n" || stderr != "" {
		t.Errorf("-check: %v, stdout %q, stderr %q", ok, stdout, stderr)
	}
	os.WriteFile(filepath.Join(root, "docs", "figures", "1.en.svg"), nil, 0o644)
	if _, stderr, _ := update(root, options{check: true}, figures); stderr != "docs/figures/1.en.svg: this figure is stale: the code draws another\n" {
		t.Errorf("-check with another figure: %q", stderr)
	}
}

func TestRecorded(t *testing.T) {
	root := module(t, map[string]string{
		"README.md": "<!-- output go run ./a # recorded # last 1 -->\n```console\n```\n", "README.ko.md": "",
		"docs/en/x.md": "", "docs/ko/x.md": "",
		"a/main.go": "package main\n\nfunc main() { println(1); println(2) }\n",
	})
	_, stderr, _ := update(root, options{}, map[string][]byte{})
	if want := `README.md:1: docs/recorded.txt does not have "$ go run ./a": run go run ./cmd/docs -record`; !strings.Contains(stderr, want) {
		t.Errorf("without the file: %q, want %q", stderr, want)
	}
	update(root, options{record: regexp.MustCompile(".")}, map[string][]byte{})
	recorded, _ := os.ReadFile(filepath.Join(root, "docs", "recorded.txt"))
	if !regexp.MustCompile(`^Recorded by .*\n\n\$ go run ./a  # \d{4}-\d\d-\d\d, go.*, \d+ cores\n1\n2\n$`).Match(recorded) {
		t.Errorf("docs/recorded.txt is\n%s", recorded)
	}
	page, _ := os.ReadFile(filepath.Join(root, "README.md"))
	if want := "```console\n$ go run ./a\n...\n2\n```\n"; !strings.HasSuffix(string(page), want) {
		t.Errorf("the page is\n%s\nwant the end\n%s", page, want)
	}
}

// A -record that matches no command is refused, and changes no file.
func TestRecordThatMatchesNothing(t *testing.T) {
	const page, recorded = "<!-- output go run ./a # recorded -->\n```console\n```\n", "Recorded before.\n\n$ go run ./a\n1\n"
	root := module(t, map[string]string{
		"README.md": page, "README.ko.md": page, "docs/en/x.md": "<!-- numbers go run ./b # recorded -->\n", "docs/ko/x.md": "",
		"docs/recorded.txt": recorded,
	})
	var stdout, stderr bytes.Buffer
	d := &docs{ctx: context.Background(), root: root, figures: map[string][]byte{}, options: options{record: regexp.MustCompile("^./a$")}}
	status := d.update(&stdout, &stderr)
	want := "docs: -record \"^./a$\" matches none of the long commands, which are\n  go run ./a\n  go run ./b\n"
	if status != 2 || stdout.Len() > 0 || stderr.String() != want {
		t.Errorf("status %d, stdout %q, stderr %q, want 2, nothing, %q", status, &stdout, &stderr, want)
	}
	for file, want := range map[string]string{"README.md": page, "docs/recorded.txt": recorded} {
		if got, err := d.read(file); got != want {
			t.Errorf("%s is now %q, %v", file, got, err)
		}
	}
}

// A signal while the commands run stops them, removes the programs that were built,
// and changes no file.
func TestStopped(t *testing.T) {
	const page = "<!-- output go run ./a -->\n```console\n```\n"
	root, temporary := module(t, map[string]string{
		"README.md": page, "README.ko.md": page, "docs/en/x.md": "", "docs/ko/x.md": "",
		"a/main.go": "package main\n\nimport \"time\"\n\nfunc main() { time.Sleep(time.Hour) }\n",
	}), t.TempDir()
	t.Setenv("TMPDIR", temporary)
	t.Setenv("TMP", temporary) // on Windows
	programs := func() []string {
		names, _ := filepath.Glob(filepath.Join(temporary, "docs-*", "a*")) // the pattern is right
		return names
	}
	ctx, stop := context.WithCancelCause(context.Background())
	go func() {
		for len(programs()) == 0 {
			time.Sleep(5 * time.Millisecond)
		}
		stop(cli.StatusError{Status: 143, Err: errStopped})
	}()
	var stdout, stderr bytes.Buffer
	d := &docs{ctx: ctx, root: root, figures: map[string][]byte{}}
	status, want := d.update(&stdout, &stderr), "docs: stopped before anything is written\n"
	if status != 143 || stdout.Len() > 0 || stderr.String() != want {
		t.Errorf("status %d, stdout %q, stderr %q, want 143, nothing, %q", status, &stdout, &stderr, want)
	}
	if got := programs(); len(got) > 0 {
		t.Errorf("%q are left", got)
	}
	if got, err := d.read("README.md"); got != page {
		t.Errorf("README.md is now %q, %v", got, err)
	}
}

// Each case is a page with one thing wrong, and what is said about it.
func TestProblems(t *testing.T) {
	const program = "package main\n\nimport \"os\"\n\nfunc main() {\n\tif len(os.Args) > 1 {\n\t\tpanic(os.Args)\n\t}\n" +
		"\tprintln(\"1234.5 was 0.9699\")\n}\n"
	for _, c := range []struct{ name, page, want string }{
		{"a link that leads nowhere", "[a](b.md)", `1: the link to "b.md" leads nowhere: there is no docs/en/b.md`},
		{"a heading that is not there", "# A b\n[a](#a-c)", `2: the link to "#a-c" leads nowhere: docs/en/a.md has no heading #a-c`},
		{"a heading that is there", "## 7.3 A `b`, c\n[a](#73-a-b-c)", ""},
		{"a figure in the other language", "![](../figures/1.ko.svg)", `1: the link to "../figures/1.ko.svg" is to a figure in the other language`},
		{"a pair of tildes", "2~3 and\n4~5", `1: GitHub strikes out what stands between two "~"`},
		{"a tilde in code", "`~/a` and `~/b`, 2~3", ""},
		{"an exponent that breaks", "about 2e-4", `1: a browser breaks "2e-4" at its hyphen`},
		{"a number that begins a list", "It is\n717. It was.", `2: this line begins with "717. "`},
		{"a number that nothing prints", "It is 3.14.", "1: no output, code or figure of this page has the number 3.14"},
		{"a number that a command prints, rounded", "<!-- numbers go run ./a -->\nIt is 1,234.5, or 0.97, or 96.99%.", ""},
		{"a number that a command prints, in a table", "<!-- numbers go run ./a -->\n| 0.97 | 1,234.5 |", ""},
		{"another number in a table", "<!-- numbers go run ./a -->\n| 0.97 | 1,334.5 |", "2: no output, code or figure of this page has the number 1334.5"},
		{"another percentage", "<!-- numbers go run ./a -->\nIt is 98%.", "2: no output, code or figure of this page has the number 98"},
		{"a number of two digits", "It is 23.", "1: no output, code or figure of this page has the number 23"},
		{"a whole number that would be rounded", "<!-- numbers go run ./a -->\nIt is 1,235.", "2: no output, code or figure of this page has the number 1235"},
		{"a number in inline code", "It is `[0.2]`.", "1: no output, code or figure of this page has the number 0.2"},
		{"a number in an equation", "```math\nx_{11} = 3.14\n```", "2: no output, code or figure of this page has the number 3.14"},
		{"a number in a figure's description", "![It is 3.14](../figures/1.en.svg)", "1: no output, code or figure of this page has the number 3.14"},
		{"numbers in a figure", "![It is 110, not 111](../figures/1.en.svg)", "1: no output, code or figure of this page has the number 111"},
		{"a power of ten", "<!-- numbers go run ./a -->\nIt is 9.7 × 10<sup>−1</sup>, not 9.6 × 10<sup>−1</sup>.", "2: no output, code or figure of this page has the number 9.6e-1"},
		{"a number of a section and a small number", "## 7.3 A\nSection 7.3 has 9 and float64.", ""},
		{"a number rounded wrongly", "<!-- numbers go run ./a -->\nIt is 0.971.", "2: no output, code or figure of this page has the number 0.971"},
		{"calculations", "2 + 1 × 4 = 6, and −2 × 3 = −6. The 6 / 3 = 2 is f(3 + 4) = 9, x2 + 2 = 5.", ""},
		{"a calculation with another result", "So 2 + 3 × 4 = 9.", "1: 2 + 3 × 4 is 14, not 9"},
		{"a calculation in an equation", "```math\nx = 4 \\cdot 2 + 1 = 8\n```", "2: 4 · 2 + 1 is 9, not 8"},
		{"an output without a directive", "```console\n$ a\n```", "1: this output has no directive"},
		{"a comment", "<!-- todo -->", "1: this comment is not a directive"},
		{"a fence that is not closed", "```go", "1: this fence is never closed"},
		{"a fence that does not begin at the margin", "1. a\n   ```go\n   ```", "2: this fence is never closed"},
		{"a directive without its fence", "<!-- code a main -->\ntext", "1: the next line must be ```go"},
		{"a name that is not there", "<!-- code a f -->\n```go\n```", "1: there is no f in a"},
		{"a folder that is not there", "<!-- code b f -->\n```go\n```", "1: there is no folder b with Go files"},
		{"a shell", "<!-- output go run ./a | cat -->\n```console\n```", `1: "go run ./a | cat" is not a command that docs runs`},
		{"an option", "<!-- output go run ./a # firts 3 -->\n```console\n```", "1: there is no option # firts 3"},
		{"a command that fails", "<!-- numbers go run ./a -fail -->", "1: $ go run ./a -fail: exit status 2; it prints\npanic"},
	} {
		t.Run(c.name, func(t *testing.T) {
			root := module(t, map[string]string{
				"README.md": "", "README.ko.md": "", "docs/en/a.md": c.page + "\n", "a/main.go": program,
				"docs/figures/1.ko.svg": "", "docs/figures/1.en.svg": `<svg viewBox="0 0 111 9"><text x="111">110</text></svg>`,
			})
			d := &docs{ctx: context.Background(), root: root, options: options{check: true}}
			pages := d.readPages()
			d.fill(pages)
			d.checkPages(pages)
			var said []string
			for _, p := range d.problems {
				if !strings.Contains(p.text, "has no twin") {
					said = append(said, strings.TrimPrefix(p.String(), "docs/en/a.md:"))
				}
			}
			if got := strings.Join(said, "\n"); !strings.HasPrefix(got, c.want) || (c.want == "") != (got == "") {
				t.Errorf("problems %q, want %q", got, c.want)
			}
		})
	}
}

func TestDeclaration(t *testing.T) {
	const source = "package a\n\nvar table = []struct{ a int }{\n\t{1},\n}\n\ntype T struct {\n\ta int\n}\n\n" +
		"func (T) Forward() { f() }\n\nfunc (t *T) Backward(\n\ta int,\n) int {\n\treturn a\n}\n\nfunc Backwards() {}\n\nconst c = 1\n"
	for _, c := range []struct{ name, want string }{
		{"table", "var table = []struct{ a int }{\n\t{1},\n}"},
		{"T", "type T struct {\n\ta int\n}"},
		{"T.Forward", "func (T) Forward() { f() }"},
		{"T.Backward", "func (t *T) Backward(\n\ta int,\n) int {\n\treturn a\n}"},
		{"Backwards", "func Backwards() {}"},
		{"c", "const c = 1"},
		{"Backward", ""},
		{"a", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := declaration(c.name).FindString(source); got != c.want {
				t.Errorf("declaration(%q) finds %q, want %q", c.name, got, c.want)
			}
		})
	}
}

func TestTwins(t *testing.T) {
	const page = "<!-- code a F -->\n```go\n```\n![a](../figures/1.en.svg)\n\n```math\nx = \\text{price}\n```\n"
	for _, c := range []struct{ name, en, ko, want string }{
		{"the same", page, strings.NewReplacer("1.en", "1.ko", "price", "가격").Replace(page), ""},
		{"another equation", page, strings.NewReplacer("1.en", "1.ko", "x =", "y =").Replace(page),
			"docs/en/a.md:6: here is the equation x=, and instead docs/ko/a.md:6 has the equation y="},
		{"a figure less", "![a](../figures/1.en.svg)", "", "docs/en/a.md:1: here is the figure 1, and instead docs/ko/a.md:1 has the end"},
		{"a section less", "## One\n### A\n## Two", "## 하나\n## 둘",
			"docs/en/a.md:2: here is a heading ###, and instead docs/ko/a.md:2 has a heading ##"},
		{"another name", "<!-- code a F -->\n```go\n```", "<!-- code a G -->\n```go\n```",
			"docs/en/a.md:1: here is code a F, and instead docs/ko/a.md:1 has code a G"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := &docs{}
			d.compareTwins(d.parsePage("docs/en/a.md", c.en), d.parsePage("docs/ko/a.md", c.ko))
			if got := strings.Trim(fmt.Sprint(d.problems), "[]"); got != c.want {
				t.Errorf("problems %q, want %q", got, c.want)
			}
		})
	}
}

func TestParts(t *testing.T) {
	const page = "# A\n\n**You need** a. **After\nthis page** you can b.\n\n## C\n\n## What you now have\n\n- d\n\n" +
		"## Exercises\n\n1. e\n2. f\n\n<details><summary>Answers</summary>\n\n1. g\n2. h\n\n</details>\n"
	for _, c := range []struct{ name, from, to, want string }{
		{"complete", "", "", ""},
		{"no need", "**You need** ", "", `docs/en/1-a.md: the beginning of this page does not have "**You need** "`},
		{"no summary", "What you now have", "Summary", `docs/en/1-a.md: this page does not have "## What you now have" at its place`},
		{"a long summary", "- d\n", strings.Repeat("- d\n", 6), "docs/en/1-a.md: the summary has 6 points, want 1 to 5"},
		{"answers that you see at once", "<details><summary>Answers</summary>", "", `docs/en/1-a.md: this page does not have "<details><summary>Answers</summary>" at its place`},
		{"an exercise without its answer", "2. h\n", "", "docs/en/1-a.md: this page has 2 exercises and 1 answers"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := &docs{}
			d.checkParts(d.parsePage("docs/en/1-a.md", strings.Replace(page, c.from, c.to, 1)))
			if got := strings.Trim(fmt.Sprint(d.problems), "[]"); got != c.want {
				t.Errorf("problems %q, want %q", got, c.want)
			}
		})
	}
}

func TestGlossary(t *testing.T) {
	const sections = "# 7. A\n\nThe **gradient\ncheck** is here.\n\n## 7.3 B\n\nThe **chain rules**.\n\n## 7.4 C\n\nThe **epoch**.\n"
	for _, c := range []struct{ name, row, want string }{
		{"in bold", "| chain rule | 연쇄법칙 | [7.3](a.md) |", ""},
		{"in bold over two lines, in the whole page", "| gradient check | 기울기 확인 | [7](a.md) |", ""},
		{"in another section", "| epoch | 에폭 | [7.3](a.md) |", `docs/en/glossary.md:1: section 7.3 of docs/en/a.md does not have "epoch" in bold`},
		{"one of two", "| epoch, batch | 에폭 | [7.4](a.md) |", `docs/en/glossary.md:1: section 7.4 of docs/en/a.md does not have "batch" in bold`},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := &docs{}
			glossary := d.parsePage("docs/en/glossary.md", c.row)
			d.checkGlossary(glossary, map[string]*page{"docs/en/a.md": d.parsePage("docs/en/a.md", sections)})
			if got := strings.Trim(fmt.Sprint(d.problems), "[]"); got != c.want {
				t.Errorf("problems %q, want %q", got, c.want)
			}
		})
	}
}

func TestEnvironment(t *testing.T) {
	got := environment([]string{"PATH=/bin", "LANG=de", "LC_ALL=de", "GOFLAGS=-x", "BACKPROP_KERNEL=go"}, true)
	if want := []string{"PATH=/bin", "LANG=ko_KR.UTF-8", "TZ=UTC", "TERM=dumb", "GOENV=off", "GOWORK=off"}; !slices.Equal(got, want) {
		t.Errorf("environment = %q, want %q", got, want)
	}
}

// The figures in docs/figures are those that the code draws, on this processor
// as well, and on a phone no letter of a figure is lower than 11 pixels.
func TestFiguresAreCurrent(t *testing.T) {
	d := &docs{root: filepath.Join("..", ".."), options: options{check: true}}
	d.results = d.readRecorded()
	d.updateFigures()
	if len(d.problems) > 0 {
		t.Errorf("%v\ngo run ./cmd/docs draws them.", d.problems)
	}
	viewBox := regexp.MustCompile(`viewBox="\S+ \S+ (\S+) `)
	size := regexp.MustCompile(`font(?:-size)?[:=]"?(\d+)`)
	for name := range d.figures {
		text, err := d.read(figuresDir + "/" + name)
		m := viewBox.FindStringSubmatch(text)
		if err != nil || m == nil {
			continue // a picture without letters, or a figure that is missing
		}
		width, _ := strconv.ParseFloat(m[1], 64)
		fonts := size.FindAllStringSubmatch(text, -1)
		if fonts == nil {
			t.Errorf("%s: no size of its letters", name)
		}
		for _, m := range fonts {
			font, _ := strconv.ParseFloat(m[1], 64)
			const phone = 358 // 390 without the margins of GitHub
			if on := font * min(1, phone/width); on < 11 {
				t.Errorf("%s: letters of %.1f pixels on a phone, want 11 or more", name, on)
			}
		}
	}
}
