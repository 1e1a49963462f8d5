package main

import (
	"os"
	"strings"
	"testing"

	"backprop/layers/layertest"
)

func TestParse(t *testing.T) {
	const all = "mul, add, relu, sigmoid, affinedatum, affine, softmaxwithloss, gradient, numericalgradient, train"
	const ko = layertest.Korean
	for _, test := range []struct {
		name, args string
		want       options
		wantErr    string
	}{
		{name: "the list"},
		{name: "the language of the environment", args: "LANG=ko_KR.UTF-8", want: options{language: ko}},
		{name: "a file's name", args: "relu.go", want: options{name: "relu"}},
		{name: "a path", args: "chapter5/exercises/relu.go", want: options{name: "relu"}},
		{name: "the type's name", args: "ReLU", want: options{name: "relu"}},
		{name: "flags before", args: "-lang ko -hint 2 train", want: options{name: "train", hint: 2, language: ko}},
		{name: "flags behind", args: "relu --hint=2", want: options{name: "relu", hint: 2}},
		{name: "a hint without a number", args: "-hint mul", want: options{name: "mul", hint: 1}},
		{name: "a hint alone", args: "-hint", want: options{hint: 1}},
		{name: "watch", args: "-watch add", want: options{name: "add", watch: true}},
		{name: "clinic", args: "clinic", want: options{command: "clinic"}},
		{name: "a case", args: "clinic 5", want: options{command: "clinic", number: 5}},
		{name: "reset", args: "reset relu.go", want: options{command: "reset", name: "relu"}},
		{name: "mnist", args: "mnist", want: options{command: "mnist"}},
		{name: "help", args: "mnist -h", want: options{command: "help"}},
		{name: "another seed", args: "gradcheck -seed 4", want: options{command: "gradcheck", seed: 4}},
		{name: "seed 0", args: "-seed 0 gradcheck -lang ko", want: options{command: "gradcheck", language: ko}},

		{name: "a typo", args: "rleu", wantErr: "There is no exercise rleu: do you mean relu?"},
		{name: "a typo in Korean", args: "rleu -lang ko", wantErr: "rleu: 그런 연습 문제는 없다. 가까운 이름은 relu."},
		{name: "a beginning", args: "soft", wantErr: "There is no exercise soft: do you mean softmaxwithloss?"},
		{name: "a typo in a command", args: "clinc", wantErr: "There is no exercise clinc: do you mean clinic?"},
		{name: "two are near", args: "affin", wantErr: "There is no exercise affin: do you mean affine or affinedatum?"},
		{name: "a typo to reset", args: "reset clinic", wantErr: "There is no exercise clinic: there are " + all + "."},
		{name: "no such exercise", args: "dropout", wantErr: "There is no exercise dropout: there are " + all + ", clinic, gradcheck, mnist, reset."},
		{name: "a typo in a flag", args: "-wacth", wantErr: "There is no flag -wacth: do you mean -watch?"},
		{name: "a typo in a flag, in Korean", args: "-hints -lang ko", wantErr: "-hints: 그런 플래그는 없다. 가까운 이름은 -hint."},
		{name: "no such flag", args: "-color", wantErr: "There is no flag -color: there are -hint, -watch, -seed, -lang, -help."},
		{name: "two words", args: "relu add", wantErr: "add is one word too many."},
		{name: "no such case", args: "clinic 50", wantErr: "The clinic has no case 50: want a number from 1 to 38."},
		{name: "a case is a number", args: "clinic kink -lang ko", wantErr: "kink: 1부터 38까지의 번호여야 한다."},
		{name: "reset without a name", args: "reset", wantErr: "reset wants the name of an exercise."},
		{name: "hint 0", args: "-hint 0", wantErr: "-hint wants a number from 1."},
		{name: "another language", args: "-lang fr", wantErr: `-lang wants en or ko, not "fr".`},
		{name: "no language", args: "-lang", wantErr: `-lang wants en or ko, not "".`},
		{name: "a seed that is too large", args: "gradcheck -seed 4294967296", wantErr: "-seed wants a number from 0 to 4294967295."},
		{name: "a seed for an exercise", args: "-seed 4 relu", wantErr: "-seed goes with gradcheck only."},
		{name: "watch and hint", args: "-watch -hint", wantErr: "-watch and -hint do not go together."},
		{name: "watch for a command", args: "-watch clinic", wantErr: "-watch and -hint do not go with clinic."},
	} {
		t.Run(test.name, func(t *testing.T) {
			args := strings.Fields(test.args)
			getenv := func(string) string { return "" }
			if len(args) > 0 && strings.HasPrefix(args[0], "LANG=") {
				value := strings.TrimPrefix(args[0], "LANG=")
				args, getenv = args[1:], func(string) string { return value }
			}
			if test.want.seed == 0 && test.name != "seed 0" {
				test.want.seed = 42
			}
			o, err := parse(args, getenv)
			switch {
			case err != nil && err.Error() != test.wantErr, err == nil && test.wantErr != "":
				t.Errorf("parse(%q): %v, want %s", test.args, err, test.wantErr)
			case err == nil && o != test.want:
				t.Errorf("parse(%q) = %+v, want %+v", test.args, o, test.want)
			}
		})
	}
}

// A wrong command line is told on stderr with status 2, help on stdout.
func TestCommandLine(t *testing.T) {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		t.Setenv(name, "")
	}
	var stdout, stderr strings.Builder
	status := command([]string{"rleu"}, nil, &stdout, &stderr)
	if want := "exercise: There is no exercise rleu: do you mean relu?\n"; status != 2 || stdout.Len() > 0 || stderr.String() != want {
		t.Errorf("rleu: status %d, stdout %q, stderr %q", status, &stdout, &stderr)
	}
	stderr.Reset()
	status = command([]string{"-h", "-lang", "ko"}, nil, &stdout, &stderr)
	if status != 0 || stdout.String() != usage.Korean || stderr.Len() > 0 {
		t.Errorf("-h: status %d, stdout %q, stderr %q", status, &stdout, &stderr)
	}
}

func TestUsage(t *testing.T) {
	for _, u := range []string{usage.English, usage.Korean} {
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

// Every exercise has its file, its section in both languages, and hints that
// are sentences without code.
func TestEveryExerciseHasItsWords(t *testing.T) {
	for _, e := range list {
		section, _, _ := strings.Cut(e.title.English, " ")
		for _, docs := range []string{"../../docs/en/", "../../docs/ko/"} {
			page, err := os.ReadFile(docs + e.page)
			if err != nil {
				t.Error(err)
			} else if !strings.Contains(string(page), "\n## "+section+" ") {
				t.Errorf("%s: %s has no section %s", e.name, docs+e.page, section)
			}
		}
		if !strings.HasPrefix(e.title.Korean, section+" ") {
			t.Errorf("%s: the titles %q and %q are of two sections", e.name, e.title.English, e.title.Korean)
		}
		if len(e.hints) < 2 {
			t.Errorf("%s has %d hints, want 2 or 3", e.name, len(e.hints))
		}
		for _, h := range e.hints {
			if !strings.HasSuffix(h.English, ".") || !strings.HasSuffix(h.Korean, ".") {
				t.Errorf("%s: a hint is not a sentence in both languages: %+v", e.name, h)
			}
			for _, code := range []string{":=", "return ", "panic(", "Backward(", "Set("} {
				if strings.Contains(h.English, code) {
					t.Errorf("%s: a hint has code in it: %q", e.name, h.English)
				}
			}
		}
	}
}

// The blank files that reset brings back are those in chapter5/exercises, as
// long as nobody has written there.
func TestBlankFiles(t *testing.T) {
	for _, e := range list {
		t.Run(e.name, func(t *testing.T) {
			code, err := os.ReadFile("../../chapter5/exercises/" + e.name + ".go")
			got, want := strings.ReplaceAll(string(code), "\r\n", "\n"), strings.ReplaceAll(blankFile(e), "\r\n", "\n")
			if err != nil || strings.Count(got, "panic(Blank)") < strings.Count(want, "panic(Blank)") {
				t.Skipf("the exercise has been begun: %v", err)
			}
			if got != want {
				t.Errorf("the file is\n%s\nreset would write\n%s", got, want)
			}
		})
	}
}

func TestWrap(t *testing.T) {
	for _, test := range []struct {
		name, s string
		columns int
		want    string
	}{
		{"no terminal", "one two three", 0, "one two three"},
		{"it fits", "one two", 7, "one two"},
		{"it does not fit", "one two three", 8, "one two\nthree"},
		{"what is indented stays so", "  one two three", 9, "  one two\n  three"},
		{"a syllable takes two columns", "기울기가 다르다", 14, "기울기가\n다르다"},
		{"a long word", "a transposition b", 5, "a\ntransposition\nb"},
		{"lines", "one two\n\nthree four", 7, "one two\n\nthree\nfour"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := wrap(test.s, test.columns); got != test.want {
				t.Errorf("wrap(%q, %d) = %q, want %q", test.s, test.columns, got, test.want)
			}
		})
	}
}
