package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"image"
	"image/gif"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"backprop/layers/layertest/bilingual"
)

func TestUsageFitsAScreen(t *testing.T) {
	for _, test := range []struct{ lang, want string }{{"en", usage.English}, {"ko", usage.Korean}} {
		t.Run(test.lang, func(t *testing.T) {
			lines := strings.Split(strings.TrimSuffix(test.want, "\n"), "\n")
			if len(lines) > 24 {
				t.Errorf("-h has %d lines, want at most 24", len(lines))
			}
			for _, line := range lines {
				if columns(line) > 80 {
					t.Errorf("%d columns: %s", columns(line), line)
				}
			}
			var stderr bytes.Buffer
			_, err := parse([]string{"-lang", test.lang, "-h"}, &stderr)
			if !errors.Is(err, flag.ErrHelp) || stderr.String() != test.want {
				t.Errorf("-h prints\n%s", &stderr)
			}
		})
	}
}

func TestParseRefuses(t *testing.T) {
	for _, test := range []struct{ args, want, korean string }{
		{"", "no image named", "이미지를 주지 않았다"},
		{"-model= a.png", "-model: want a file", "-model: 파일 이름이 비어 있다"},
		{"-test -data=", "-data: want a folder", "-data: 폴더 이름이 비어 있다"},
		{"-test a.png", `unexpected argument "a.png": -test has its own images`, `"a.png": -test는 이미지를 받지 않는다`},
		{"-test -json", "-json: it is for images, not for -test", "-json: -test와 함께 쓸 수 없다"},
		{"-n 3 a.png", "-n: it belongs to -test", "-n: -test와 함께 쓴다"},
		{"a.png -json", "-json: flags come before the images", "-json: 플래그는 이미지 앞에 쓴다"},
		{"-data x a.png", "-data: it belongs to -test", "-data: -test와 함께 쓴다"},
		{"-test -n -1", "-n -1: want at least 0", "-n -1: 0 이상이어야 한다"},
		{"-colour", "flag provided but not defined: -colour", "-colour: 없는 플래그이다"},
		{"-json=maybe a.png", `invalid boolean value "maybe" for -json: want true or false`, `-json "maybe": 쓸 수 없는 값이다`},
	} {
		t.Run(test.args, func(t *testing.T) {
			for lang, want := range map[string]string{
				"en": "predict: " + test.want + "\nRun with -h to see the flags.\n",
				"ko": "predict: " + test.korean + "\n플래그는 -h로 볼 수 있다.\n",
			} {
				var stderr bytes.Buffer
				_, err := parse(append([]string{"-lang", lang}, strings.Fields(test.args)...), &stderr)
				if err == nil || stderr.String() != want {
					t.Errorf("-lang %s: error %v, printed %q, want %q", lang, err, &stderr, want)
				}
			}
		})
	}
}

func TestLanguageOfTheEnvironment(t *testing.T) {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES"} {
		t.Setenv(name, "")
	}
	for locale, want := range map[string]bilingual.Language{
		"ko_KR.UTF-8": bilingual.Korean, "ko_KR.EUC-KR": bilingual.English, "en_US.UTF-8": bilingual.English,
	} {
		t.Run(locale, func(t *testing.T) {
			t.Setenv("LANG", locale)
			if o, err := parse([]string{"a.png"}, io.Discard); err != nil || o.language != want {
				t.Errorf("language %v, error %v, want %v", o.language, err, want)
			}
		})
	}
}

func encoded(t testing.TB, img image.Image, format string) []byte {
	t.Helper()
	var b bytes.Buffer
	err := png.Encode(&b, img)
	if format == "gif" {
		b.Reset()
		err = gif.Encode(&b, img, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
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

func TestErrorsInKorean(t *testing.T) {
	blank := filepath.Join(folder(t), "blank.png")
	var stdout, stderr bytes.Buffer
	err := run(options{images: []string{blank, "none.png"}, language: bilingual.Korean}, &stdout, &stderr)
	want := "predict: " + blank + ": 바탕에서 두드러지는 것이 없다. 숫자가 있어야 한다\npredict: none.png: 파일이 없다\n"
	if !errors.Is(err, errSomeFailed) || stderr.String() != want {
		t.Errorf("error %v, printed\n%swant\n%s", err, &stderr, want)
	}
}

func TestReport(t *testing.T) {
	path := filepath.Join(folder(t), "7.gif")
	for _, test := range []struct {
		name, heading string
		o             options
	}{
		{"blocks", "the network sees              what speaks for 7             probabilities", options{}},
		{"ASCII", "the network sees              what speaks for 7             probabilities", options{ascii: true}},
		{"Korean", "신경망이 보는 것              7의 근거                      확률", options{language: bilingual.Korean}},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.o.images = []string{path}
			var stdout, stderr bytes.Buffer
			if err := run(test.o, &stdout, &stderr); err != nil || stderr.Len() > 0 {
				t.Fatalf("error %v, printed %s", err, &stderr)
			}
			lines := strings.Split(stdout.String(), "\n")
			if len(lines) != 18 || lines[0] != path+": 7" || lines[2] != test.heading {
				t.Fatalf("the report is\n%s", &stdout)
			}
			for i, line := range lines[1:] {
				if n := columns(line); n > 80 {
					t.Errorf("line %d is %d wide", i+2, n)
				}
			}
			if want := " ###########"; !strings.Contains(lines[12], "7 0.9") || !strings.HasSuffix(lines[12], want) {
				t.Errorf("line 13 is %q, want it to end in %q", lines[12], want)
			}
			if hasBlocks := strings.ContainsAny(stdout.String(), "░▒▓█▀▄"); hasBlocks == test.o.ascii {
				t.Errorf("-ascii=%v: blocks %v", test.o.ascii, hasBlocks)
			}
		})
	}
}

// An answer whose probability is below 0.5 is a doubt, in each form.
func TestDoubt(t *testing.T) {
	for _, test := range []struct {
		probability         float64
		report, table, json string
	}{
		{0.49, "x.png: in doubt, 3 or 8\n", "    3?      0.4900       8 0.4000  x.png\n", `"doubt": true`},
		{0.5, "x.png: 3\n", "    3       0.5000       8 0.4000  x.png\n", ""},
	} {
		t.Run(fmt.Sprint(test.probability), func(t *testing.T) {
			a := answer{image: make([]float64, 784), evidence: make([]float64, 784), probabilities: make([]float64, 10), digit: 3, second: 8}
			a.probabilities[3], a.probabilities[8] = test.probability, 0.4
			results := []result{{path: "x.png", answer: a}}
			var report, table, object bytes.Buffer
			if err := errors.Join(writeReport(&report, results, options{}), writeTable(&table, results, options{}),
				writeJSON(&object, results, options{})); err != nil {
				t.Fatal(err)
			}
			if !strings.HasPrefix(report.String(), test.report) || !strings.HasSuffix(table.String(), test.table) ||
				strings.Contains(object.String(), "doubt") != (test.json != "") || !strings.Contains(object.String(), test.json) {
				t.Errorf("printed\n%s\n%s\n%s", &report, &table, &object)
			}
		})
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
