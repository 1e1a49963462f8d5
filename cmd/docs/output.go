package main

import (
	"fmt"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"backprop/cmd/internal/cli"
)

const recordedFile = "docs/recorded.txt"

// allowed commands run the tree's own code.
var allowed = regexp.MustCompile(`^(go run \./|go test \./|bash docs/|python3 docs/|python3 chapter5/)[-\w./ ]*$`)

// A command is a line of a directive, in a language.
type command struct {
	line   string
	korean bool
}

// String returns the command as recordedFile has it.
func (c command) String() string {
	if c.korean {
		return "$ LANG=ko_KR.UTF-8 " + c.line
	}
	return "$ " + c.line
}

// An output is a directive's command, and which part of its output to show.
type output struct {
	command
	fails, recorded bool
	first, last     int // lines; 0 and 0 for all
}

// commands holds the commands of all pages and their outputs.
type commands struct {
	docs     *docs
	outputs  map[*block]output
	results  map[command]result
	recorded map[string]string // what a command printed, by command.String()
	machine  map[string]string // when and where it ran
}

// In recordedFile, machineMark stands between a command and when and where it
// ran.
const machineMark = "  # "

func (d *docs) newCommands() *commands {
	c := &commands{d, map[*block]output{}, map[command]result{}, map[string]string{}, map[string]string{}}
	text, _ := d.read(recordedFile) // without the file, each recorded command is missing
	for _, part := range strings.Split("\n"+text, "\n$ ")[1:] {
		line, printed, _ := strings.Cut(part, "\n")
		line, machine, _ := strings.Cut(line, machineMark)
		c.recorded["$ "+line], c.machine["$ "+line] = strings.TrimRight(printed, "\n"), machine
	}
	return c
}

// add adds the command of a directive.
func (c *commands) add(p *page, b *block) {
	parts := strings.Split(b.words, "#")
	o := output{command: command{strings.TrimSpace(parts[0]), korean(p.file) && b.kind == "output"}}
	var err error
	if !allowed.MatchString(o.line) {
		err = fmt.Errorf("%q is not a command that docs runs: go run ./FOLDER, go test ./FOLDER, bash docs/FILE or python3 docs/FILE, without a shell", o.line)
	}
	for _, option := range parts[1:] {
		words := append(strings.Fields(option), "", "")
		n, _ := strconv.Atoi(words[1]) // 0 is refused below
		switch {
		case words[0] == "fails" && words[1] == "":
			o.fails = true
		case words[0] == "recorded" && words[1] == "":
			o.recorded = true
		case words[0] == "first" && n > 0:
			o.first = n
		case words[0] == "last" && n > 0:
			o.last = n
		default:
			err = fmt.Errorf("there is no option #%s: want # fails, # recorded, # first 5 or # last 3", strings.TrimRight(option, " "))
		}
	}
	if err != nil {
		c.docs.wrong(p.file, b.line+1, "%v", err)
		return
	}
	c.outputs[b] = o
}

// lines returns the commands that are recorded, or those that are not.
func (c *commands) lines(recorded bool) []command {
	var lines []command
	for _, o := range c.outputs {
		if o.recorded == recorded && !slices.Contains(lines, o.command) {
			lines = append(lines, o.command)
		}
	}
	slices.SortFunc(lines, func(a, b command) int { return strings.Compare(a.String(), b.String()) })
	return lines
}

// run runs the commands that are not recorded, as many at a time as there are
// processors.
func (c *commands) run() { c.runAll(c.lines(false), runtime.NumCPU()) }

// record runs the recorded commands that match, one after another, and writes
// the file. If none matches, it runs and writes nothing and returns an error.
func (c *commands) record() error {
	lines := c.lines(true)
	var matching []command
	var others []string
	for _, line := range lines {
		if c.docs.record.MatchString(line.line) {
			matching = append(matching, line)
		} else if !slices.Contains(others, line.line) {
			others = append(others, line.line)
		}
	}
	if len(matching) == 0 {
		return cli.StatusError{Status: 2, Err: fmt.Errorf("-record %q matches none of the long commands, which are\n  %s",
			c.docs.record, strings.Join(others, "\n  "))}
	}
	c.runAll(matching, 1)
	here := fmt.Sprintf("%s, %s, %s/%s, %d cores",
		time.Now().UTC().Format("2006-01-02"), runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU())
	text := "Recorded by go run ./cmd/docs -record. Behind each command: when and where it ran.\n"
	for _, line := range lines {
		if r, ok := c.results[line]; ok {
			if r.err != nil {
				c.docs.wrong(recordedFile, 0, "%s cannot be run: %v", line, r.err)
				return nil
			}
			c.recorded[line.String()], c.machine[line.String()] = r.text, here
		}
		if printed, ok := c.recorded[line.String()]; ok {
			text += "\n" + line.String() + machineMark + c.machine[line.String()] + "\n" + printed + "\n"
		}
	}
	c.docs.writeIfChanged(recordedFile, text)
	return nil
}

// show returns the lines that a block must have.
func (c *commands) show(p *page, b *block) ([]string, error) {
	o, ok := c.outputs[b]
	if !ok {
		return nil, nil // add has said why
	}
	r := c.results[o.command]
	if o.recorded {
		text, ok := c.recorded[o.command.String()]
		if !ok {
			return nil, fmt.Errorf("%s does not have %q: run go run ./cmd/docs -record", recordedFile, o.command)
		}
		r = result{text: text, failed: o.fails}
	}
	switch {
	case r.err != nil:
		return nil, fmt.Errorf("%s cannot be run: %w", o.line, r.err)
	case r.failed && !o.fails:
		return nil, fmt.Errorf("%s fails (write # fails if it must); it prints %q", o.line, r.text[:min(200, len(r.text))])
	case !r.failed && o.fails:
		return nil, fmt.Errorf("%s does not fail, and the directive says that it does", o.line)
	}
	lines := []string{"$ " + o.line}
	printed := strings.Split(r.text, "\n")
	switch {
	case r.text == "":
	case o.first+o.last == 0 || o.first+o.last >= len(printed):
		lines = append(lines, printed...)
	default:
		lines = slices.Concat(lines, printed[:o.first], []string{"..."}, printed[len(printed)-o.last:])
	}
	return lines, nil
}
