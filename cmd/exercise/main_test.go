package main

import (
	"flag"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"backprop/cmd/internal/cli"
	"backprop/layers/layertest/bilingual"
)

func TestParse(t *testing.T) {
	const all = "mul, add, relu, sigmoid, affinedatum, affine, softmaxwithloss, gradient, numericalgradient, train, -watch, -hint, reset, mnist, clinic"
	const ko = bilingual.Korean
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
		{name: "flags before", args: "-lang ko -hint 2 train", want: options{name: "train", command: "-hint", number: 2, language: ko}},
		{name: "flags behind", args: "relu --hint=2", want: options{name: "relu", command: "-hint", number: 2}},
		{name: "a hint without a number", args: "-hint mul", want: options{name: "mul", command: "-hint"}},
		{name: "a flag that is off", args: "-watch=false relu", want: options{name: "relu"}},
		{name: "a hint alone", args: "-hint", want: options{command: "-hint"}},
		{name: "watch", args: "-watch add", want: options{name: "add", command: "-watch"}},
		{name: "clinic", args: "clinic", want: options{command: "clinic"}},
		{name: "a case", args: "clinic 5", want: options{command: "clinic", number: 5}},
		{name: "reset", args: "reset relu.go", want: options{command: "reset", name: "relu"}},
		{name: "mnist", args: "mnist", want: options{command: "mnist"}},
		{name: "help", args: "mnist -h", wantErr: flag.ErrHelp.Error()},
		{name: "a value behind =", args: "clinic 4 -lang=ko", want: options{command: "clinic", number: 4, language: ko}},

		{name: "a typo", args: "rleu", wantErr: "There is no exercise or command rleu: there are " + all + "."},
		{name: "a typo in Korean", args: "rleu -lang ko", wantErr: "rleu: 없는 연습 문제나 명령이다. 쓸 수 있는 것: " + all + "."},
		{name: "a typo in a flag", args: "-wacth", wantErr: "flag provided but not defined: -wacth"},
		{name: "a typo in a flag, in Korean", args: "-lang ko -hints", wantErr: "-hints: 없는 플래그다"},
		{name: "no such case", args: "clinic 50", wantErr: "The clinic has no case 50: want a number from 1 to 38."},
		{name: "case 0", args: "clinic 0 -lang ko", wantErr: "0: 1부터 38까지의 번호여야 한다."},
		{name: "reset without a name", args: "reset", wantErr: "reset needs the name of an exercise."},
		{name: "a number alone", args: "2", wantErr: "A number goes with clinic or -hint: 2."},
		{name: "another language", args: "-lang fr", wantErr: `invalid value "fr" for flag -lang: want en or ko`},
		{name: "no language", args: "-lang", wantErr: "flag needs an argument: -lang"},
		{name: "in Korean", args: "mnist add -lang ko", wantErr: "함께 쓸 수 없는 인수: mnist add -lang ko."},
	} {
		t.Run(test.name, func(t *testing.T) {
			args := strings.Fields(test.args)
			getenv := func(string) string { return "" }
			if len(args) > 0 && strings.HasPrefix(args[0], "LANG=") {
				value := strings.TrimPrefix(args[0], "LANG=")
				args, getenv = args[1:], func(string) string { return value }
			}
			o, err := parse(args, getenv)
			switch {
			case err != nil && bilingual.Message(err, o.language) != test.wantErr, err == nil && test.wantErr != "":
				t.Errorf("parse(%q): %v, want %s", test.args, err, test.wantErr)
			case err == nil && o != test.want:
				t.Errorf("parse(%q) = %+v, want %+v", test.args, o, test.want)
			}
		})
	}
}

func TestArgumentsThatDoNotGoTogether(t *testing.T) {
	for _, args := range []string{"relu add", "reset relu add", "reset relu 2", "mnist relu", "clinic relu", "clinic 2 3",
		"clinic clinic", "mnist clinic", "-watch -hint", "-watch clinic", "-hint reset relu", "-hint 2 3"} {
		_, err := parse(strings.Fields(args), func(string) string { return "" })
		if want := "These arguments do not go together: " + args + "."; err == nil || err.Error() != want {
			t.Errorf("parse(%q): %v, want %s", args, err, want)
		}
	}
}

// A wrong command line gives an error on stderr and status 2. Help goes to
// stdout.
func TestCommandLine(t *testing.T) {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		t.Setenv(name, "")
	}
	var stdout, stderr strings.Builder
	status := command([]string{"reset"}, nil, &stdout, &stderr)
	if want := "exercise: reset needs the name of an exercise.\nRun with -h to see the usage.\n"; status != 2 || stdout.Len() > 0 || stderr.String() != want {
		t.Errorf("reset: status %d, stdout %q, stderr %q", status, &stdout, &stderr)
	}
	stderr.Reset()
	status = command([]string{"-h", "-lang", "ko"}, nil, &stdout, &stderr)
	if status != 0 || stdout.String() != usage.Korean || stderr.Len() > 0 {
		t.Errorf("-h: status %d, stdout %q, stderr %q", status, &stdout, &stderr)
	}
}

// A file that cannot be read is an error in the student's language.
func TestFileErrorInKorean(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the system's messages differ there")
	}
	root := t.TempDir()
	folder := filepath.Join(root, "chapter5", "exercises", "relu.go")
	for _, err := range []error{os.MkdirAll(folder, 0o777), os.WriteFile(filepath.Join(root, "go.mod"), nil, 0o666)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	chdir(t, root)
	var stdout, stderr strings.Builder
	status := command([]string{"reset", "relu", "-lang", "ko"}, nil, &stdout, &stderr)
	if !strings.HasSuffix(stderr.String(), "relu.go: 폴더다\n") || status != 1 || stdout.Len() > 0 {
		t.Errorf("reset of a folder: status %d, stdout %q, stderr %q", status, &stdout, &stderr)
	}
}

func TestUsage(t *testing.T) {
	for _, u := range []string{usage.English, usage.Korean} {
		lines := strings.Split(u, "\n")
		if len(lines) > 24 {
			t.Errorf("-h has %d lines, want no more than a screen's 24", len(lines))
		}
		for _, line := range lines {
			if cli.Width(line) > 79 {
				t.Errorf("%d columns, want no more than 79: %s", cli.Width(line), line)
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

// The blank files that reset brings back equal those in chapter5/exercises that
// are still blank.
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
