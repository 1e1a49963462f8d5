package main

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

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
	recorded    bool
	first, last int // lines; 0 and 0 for all
}

// parseOutput reads the words of a directive: a command and options.
func parseOutput(words string, korean bool) (output, error) {
	parts := strings.Split(words, "#")
	o := output{command: command{strings.TrimSpace(parts[0]), korean}}
	if !allowed.MatchString(o.line) {
		return output{}, fmt.Errorf("%q is not a command that docs runs: go run ./FOLDER, go test ./FOLDER, bash docs/FILE or python3 docs/FILE, without a shell", o.line)
	}
	for _, option := range parts[1:] {
		words := append(strings.Fields(option), "", "")
		n, _ := strconv.Atoi(words[1]) // 0 is refused below
		switch {
		case words[0] == "recorded" && words[1] == "":
			o.recorded = true
		case words[0] == "first" && n > 0:
			o.first = n
		case words[0] == "last" && n > 0:
			o.last = n
		default:
			return output{}, fmt.Errorf("there is no option #%s: want # recorded, # first 5 or # last 3", strings.TrimRight(option, " "))
		}
	}
	return o, nil
}

// A result is what a command printed.
type result struct {
	text    string
	machine string // when and where it ran
	err     error
}

// In recordedFile, machineMark stands between a command and when and where it
// ran.
const machineMark = "  # "

// readRecorded returns the results in recordedFile, by command.String().
func (d *docs) readRecorded() map[string]result {
	results := map[string]result{}
	text, _ := d.read(recordedFile) // without the file, each recorded command is missing
	for _, part := range strings.Split("\n"+text, "\n$ ")[1:] {
		line, printed, _ := strings.Cut(part, "\n")
		line, machine, _ := strings.Cut(line, machineMark)
		results["$ "+line] = result{text: strings.TrimRight(printed, "\n"), machine: machine}
	}
	return results
}

// commands returns the commands of the pages that are recorded, or those that are
// not.
func commands(pages []*page, recorded bool) []command {
	var commands []command
	for _, p := range pages {
		for _, b := range p.blocks {
			if b.line != "" && b.recorded == recorded && !slices.Contains(commands, b.command) {
				commands = append(commands, b.command)
			}
		}
	}
	slices.SortFunc(commands, func(a, b command) int { return strings.Compare(a.String(), b.String()) })
	return commands
}

// recordMatching runs the recorded commands that match, one after another, and writes
// the file. If none matches, it runs and writes nothing and returns an error.
func (d *docs) recordMatching(recorded []command) error {
	var matching []command
	var others []string
	for _, c := range recorded {
		if d.record.MatchString(c.line) {
			matching = append(matching, c)
		} else if !slices.Contains(others, c.line) {
			others = append(others, c.line)
		}
	}
	if len(matching) == 0 {
		return cli.StatusError{Status: 2, Err: fmt.Errorf("-record %q matches none of the long commands, which are\n  %s",
			d.record, strings.Join(others, "\n  "))}
	}
	d.run(matching, 1)
	text := "Recorded by go run ./cmd/docs -record. Behind each command: when and where it ran.\n"
	for _, c := range recorded {
		r, ok := d.results[c.String()]
		if r.err != nil {
			d.report(recordedFile, 0, "%s: %v", c, r.err)
			return nil
		}
		if ok {
			text += "\n" + c.String() + machineMark + r.machine + "\n" + r.text + "\n"
		}
	}
	d.writeIfChanged(recordedFile, text)
	return nil
}

// linesOf returns the lines that a block must have.
func (d *docs) linesOf(o output) ([]string, error) {
	r, ok := d.results[o.String()]
	if !ok {
		return nil, fmt.Errorf("%s does not have %q: run go run ./cmd/docs -record", recordedFile, o.command)
	}
	if r.err != nil {
		return nil, fmt.Errorf("%s: %w", o.command, r.err)
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
