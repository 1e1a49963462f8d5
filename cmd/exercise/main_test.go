package main

import (
	"errors"
	"flag"
	"os"
	"strings"
	"testing"

	"backprop/layers/layertest"
)

func TestParse(t *testing.T) {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		t.Setenv(name, "")
	}
	const there = "mul, add, relu, sigmoid, affinedatum, affine, softmaxwithloss, numericalgradient, gradient, train\n"
	const help, korean = "Run with -h to see the flags.\n", "플래그는 -h로 볼 수 있다.\n"
	for _, test := range []struct {
		args string
		want options
		says string
	}{
		{args: ""},
		{args: "relu.go", want: options{name: "relu"}},
		{args: "-lang ko -hint 2 train", want: options{name: "train", hint: 2, language: layertest.Korean}},
		{args: "-hint", want: options{hint: 1}},
		{args: "-hint mul", want: options{name: "mul", hint: 1}},
		{args: "--hint -lang ko", want: options{hint: 1, language: layertest.Korean}},
		{args: "-watch=true add", want: options{name: "add", watch: true}},
		{args: "clinic", want: options{clinic: true}},
		{args: "clinic kink.go", want: options{clinic: true, patient: "kink"}},
		{args: "relu -hint 2", want: options{name: "relu", hint: 2}},
		{args: "gradcheck", want: options{gradcheck: true, seed: 42}},
		{args: "gradcheck -seed 4", want: options{gradcheck: true, seed: 4}},
		{args: "-seed 0 -lang ko gradcheck", want: options{gradcheck: true, language: layertest.Korean}},
		{args: "gradcheck -seed 4294967296", says: "exercise: invalid value \"4294967296\" for flag -seed: want a number from 0 to 4294967295\n" + help},
		{args: "gradcheck relu", says: "exercise: unexpected argument \"relu\"\n" + help},
		{args: "gradcheck -watch", says: "exercise: gradcheck goes without -watch and -hint\n" + help},
		{args: "-seed 4 relu", says: "exercise: -seed goes with gradcheck only\n" + help},
		{args: "-lang ko -seed 4", says: "exercise: -seed는 gradcheck에만 붙인다\n" + korean},
		{args: "nope", says: "exercise: there is no exercise \"nope\", there are " + there + help},
		{args: "-lang ko nope", says: "exercise: \"nope\": 그런 연습 문제는 없다. 있는 것은 " + there + korean},
		{args: "-hint -1", says: "exercise: -hint -1: want 1 or more\n" + help},
		{args: "relu add", says: "exercise: unexpected argument \"add\"\n" + help},
		{args: "clinic kink b", says: "exercise: unexpected argument \"b\"\n" + help},
		{args: "-watch clinic", says: "exercise: clinic goes without -watch and -hint\n" + help},
		{args: "-hints", says: "exercise: flag provided but not defined: -hints\n" + help},
		{args: "-lang ko -watch=often", says: "exercise: invalid boolean value \"often\" for -watch: want true or false\n" + korean},
		{args: "-watch -hint", says: "exercise: -watch and -hint: want one of them\n" + help},
	} {
		var stderr strings.Builder
		o, err := parse(strings.Fields(test.args), &stderr)
		if stderr.String() != test.says || (err == nil) != (test.says == "") {
			t.Errorf("parse(%q): %v, says %q, want %q", test.args, err, stderr.String(), test.says)
		} else if err == nil && o != test.want {
			t.Errorf("parse(%q) = %+v, want %+v", test.args, o, test.want)
		}
	}
	var stderr strings.Builder
	if _, err := parse([]string{"-lang", "fr"}, &stderr); err == nil || !strings.Contains(stderr.String(), "want en or ko") {
		t.Errorf("parse(-lang fr): %v, says %q", err, stderr.String())
	}
}

func TestUsage(t *testing.T) {
	t.Setenv("LC_ALL", "ko_KR.UTF-8")
	var stderr strings.Builder
	if _, err := parse([]string{"-h"}, &stderr); !errors.Is(err, flag.ErrHelp) || stderr.String() != usage.korean {
		t.Errorf("parse(-h): %v, says\n%s", err, stderr.String())
	}
	for _, u := range []string{usage.english, usage.korean} {
		lines := strings.Split(u, "\n")
		if len(lines) > 24 {
			t.Errorf("-h has %d lines, want no more than a screen's 24", len(lines))
		}
		for _, line := range lines {
			if width(line) > 79 {
				t.Errorf("%d columns, want no more than 79: %s", width(line), line)
			}
		}
	}
}

// width counts the columns of a line, two for a Korean syllable.
func width(line string) (columns int) {
	for _, r := range line {
		columns++
		if r >= 0x1100 {
			columns++
		}
	}
	return columns
}

// Every exercise has its file, its section in both languages, and hints that
// are sentences.
func TestEveryExerciseHasItsWords(t *testing.T) {
	for _, e := range list {
		if _, err := os.Stat("../../" + e.file()); err != nil {
			t.Error(err)
		}
		section, _, _ := strings.Cut(e.title.english, " ")
		for _, docs := range []string{"../../docs/en/", "../../docs/ko/"} {
			page, err := os.ReadFile(docs + e.page)
			if err != nil {
				t.Error(err)
			} else if !strings.Contains(string(page), "\n## "+section+" ") {
				t.Errorf("%s: %s has no section %s", e.name, docs+e.page, section)
			}
		}
		if !strings.HasPrefix(e.title.korean, section+" ") {
			t.Errorf("%s: the titles %q and %q are of two sections", e.name, e.title.english, e.title.korean)
		}
		if len(e.hints) < 2 {
			t.Errorf("%s has %d hints, want 2 or 3", e.name, len(e.hints))
		}
		for _, h := range e.hints {
			if !strings.HasSuffix(h.english, ".") || !strings.HasSuffix(h.korean, ".") {
				t.Errorf("%s: a hint is not a sentence in both languages: %+v", e.name, h)
			}
			for _, code := range []string{":=", "return ", "panic(", "Backward(", "Set("} {
				if strings.Contains(h.english, code) {
					t.Errorf("%s: a hint has code in it: %q", e.name, h.english)
				}
			}
		}
	}
}
