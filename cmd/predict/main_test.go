package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestUsageFitsAScreen(t *testing.T) {
	lines := strings.Split(strings.TrimSuffix(usage, "\n"), "\n")
	if len(lines) > 24 {
		t.Errorf("-h has %d lines, want 24 at most", len(lines))
	}
	for _, line := range lines {
		if len(line) > 80 {
			t.Errorf("%d wide: %s", len(line), line)
		}
	}
	var stderr bytes.Buffer
	if _, err := parse([]string{"-h"}, &stderr); !errors.Is(err, flag.ErrHelp) || stderr.String() != usage {
		t.Errorf("-h says\n%s", &stderr)
	}
}

func TestParseRefuses(t *testing.T) {
	for _, test := range []struct{ args, want string }{
		{"", "no image named"},
		{"-model= a.png", "-model: want a file"},
		{"-test a.png", `unexpected argument "a.png": -test has its own images`},
		{"-test -json", "-json: it is for images, not for -test"},
		{"-n 3 a.png", "-n: it belongs to -test"},
		{"a.png -json", "-json: flags come before the images"},
		{"-data x a.png", "-data: it belongs to -test"},
		{"-test -n -1", "-n -1: want at least 0"},
		{"-make=", "-make: want a file, and nothing else"},
		{"-make a.npz b.png", "-make: want a file, and nothing else"},
		{"-make a.npz -test", "-make: want a file, and nothing else"},
		{"-colour", "flag provided but not defined: -colour"},
		{"-json=maybe a.png", `invalid boolean value "maybe" for -json: want true or false`},
	} {
		var stderr bytes.Buffer
		_, err := parse(strings.Fields(test.args), &stderr)
		if want := "predict: " + test.want + "\nRun with -h to see the flags.\n"; err == nil || stderr.String() != want {
			t.Errorf("%q: error %v, says %q, want %q", test.args, err, &stderr, want)
		}
	}
}

// folder returns a folder with the digits 2 and 7 and a blank page.
func folder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, b := range map[string][]byte{
		"2.png":     encoded(t, paint(digits[4].strokes, looks{w: 60, h: 60}), "png"),
		"7.gif":     encoded(t, paint(digits[12].strokes, looks{w: 60, h: 60}), "gif"),
		"blank.png": encoded(t, paint(nil, looks{w: 60, h: 60}), "png"),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestSeveralFiles(t *testing.T) {
	dir := folder(t)
	at := func(name string) string { return filepath.Join(dir, name) }
	o := options{images: []string{at("2.png"), at("blank.png"), at("none.png"), dir, at("7.gif")}}
	complaints := "predict: " + at("blank.png") + ": nothing stands out from the background, want a digit\n" +
		"predict: " + at("none.png") + ": there is no such file\n" +
		"predict: " + dir + ": a folder, want a PNG, JPEG or GIF image\n"

	var stdout, stderr bytes.Buffer
	if err := run(o, &stdout, &stderr); !errors.Is(err, errSomeFailed) {
		t.Errorf("error %v, want %v", err, errSomeFailed)
	}
	if stderr.String() != complaints {
		t.Errorf("says\n%swant\n%s", &stderr, complaints)
	}
	lines := strings.Split(stdout.String(), "\n")
	if len(lines) != 4 || lines[0] != "digit  probability  second choice  file" ||
		!strings.HasPrefix(lines[1], "    2  ") || !strings.HasSuffix(lines[1], "  "+at("2.png")) ||
		!strings.HasPrefix(lines[2], "    7  ") || !strings.HasSuffix(lines[2], "  "+at("7.gif")) {
		t.Errorf("the table is\n%s", &stdout)
	}

	o.json = true
	stdout.Reset()
	stderr.Reset()
	if err := run(o, &stdout, &stderr); !errors.Is(err, errSomeFailed) || stderr.String() != complaints {
		t.Errorf("-json: error %v, says\n%s", err, &stderr)
	}
	var objects []struct {
		File          string
		Digit, Second *int
		Probability   float64
		Probabilities []float64
		Error         string
	}
	if err := json.Unmarshal(stdout.Bytes(), &objects); err != nil || len(objects) != 5 {
		t.Fatalf("-json: %v in\n%s", err, &stdout)
	}
	two, blank := objects[0], objects[1]
	if two.File != at("2.png") || two.Digit == nil || *two.Digit != 2 || *two.Second == 2 || two.Error != "" ||
		len(two.Probabilities) != 10 || two.Probability != two.Probabilities[2] || two.Probability != slices.Max(two.Probabilities) {
		t.Errorf("-json of a 2: %+v", two)
	}
	if blank.Digit != nil || blank.Probabilities != nil || "predict: "+blank.Error != strings.Split(complaints, "\n")[0] {
		t.Errorf("-json of a blank page: %+v", blank)
	}
}

func TestAllFilesFail(t *testing.T) {
	dir := folder(t)
	for _, test := range []struct {
		o    options
		want string
	}{
		{options{images: []string{filepath.Join(dir, "blank.png")}}, ""},
		{options{images: []string{dir, filepath.Join(dir, "blank.png")}}, ""},
		{options{images: []string{}, json: true}, "[]\n"},
	} {
		var stdout, stderr bytes.Buffer
		err := run(test.o, &stdout, &stderr)
		if stdout.String() != test.want || (err == nil) != (len(test.o.images) == 0) {
			t.Errorf("%v: error %v, stdout %q, want %q", test.o.images, err, &stdout, test.want)
		}
	}
}

func TestReport(t *testing.T) {
	path := filepath.Join(folder(t), "7.gif")
	for _, ascii := range []bool{false, true} {
		var stdout, stderr bytes.Buffer
		if err := run(options{images: []string{path}, ascii: ascii}, &stdout, &stderr); err != nil || stderr.Len() > 0 {
			t.Fatalf("error %v, says %s", err, &stderr)
		}
		lines := strings.Split(stdout.String(), "\n")
		if len(lines) != 18 || lines[0] != path+": 7" || lines[2] != "the network sees              what speaks for 7             probabilities" {
			t.Errorf("the report is\n%s", &stdout)
		}
		for i, line := range lines[1:] {
			if n := len([]rune(line)); n > 80 {
				t.Errorf("line %d is %d wide", i+2, n)
			}
		}
		if want := "7 0.9999 ###########"; !strings.HasSuffix(lines[12], want) {
			t.Errorf("line 13 is %q, want it to end in %q", lines[12], want)
		}
		if isASCII := stdout.Len() == len([]rune(stdout.String())); isASCII != ascii {
			t.Errorf("-ascii=%v: ASCII alone is %v", ascii, isASCII)
		}
	}
}

func TestExpand(t *testing.T) {
	dir := folder(t)
	all, none := filepath.Join(dir, "*.png"), filepath.Join(dir, "*.tiff")
	found := []string{filepath.Join(dir, "2.png"), filepath.Join(dir, "blank.png"), none}
	if got := expand([]string{all, none}, "windows"); !slices.Equal(got, found) {
		t.Errorf("on Windows %q, want %q", got, found)
	}
	if got := expand([]string{all}, "linux"); !slices.Equal(got, []string{all}) {
		t.Errorf("on Linux, where the shell does it, %q, want %q", got, all)
	}
	if got, want := printable("a\x1b[2J\n.png"), `"a\x1b[2J\n.png"`; got != want {
		t.Errorf("printable: %s, want %s", got, want)
	}
}
