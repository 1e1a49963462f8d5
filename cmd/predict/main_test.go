package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"image"
	"image/gif"
	"image/png"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"backprop/chapter5"
	"backprop/cmd/internal/cli"
	"backprop/tensor"
	"backprop/tensor/random"
)

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
		"2.png":     encoded(t, paint(digits[4].strokes, style{w: 60, h: 60}), "png"),
		"7.gif":     encoded(t, paint(digits[12].strokes, style{w: 60, h: 60}), "gif"),
		"blank.png": encoded(t, paint(nil, style{w: 60, h: 60}), "png"),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestSeveralFiles(t *testing.T) {
	dir := folder(t)
	two, seven, blank := filepath.Join(dir, "2.png"), filepath.Join(dir, "7.gif"), filepath.Join(dir, "blank.png")
	missing := filepath.Join(dir, "none.png")
	english := "predict: " + blank + ": nothing stands out from the background, want a digit\n" +
		"predict: " + missing + ": no such file or directory\n" +
		"predict: " + dir + ": a folder, want a file\n"
	korean := "predict: " + blank + ": 바탕과 구별되는 것이 없다. 숫자가 있어야 한다\n" +
		"predict: " + missing + ": 파일이나 폴더가 없다\n" +
		"predict: " + dir + ": 폴더다. 파일이어야 한다\n"
	noModel := "predict: npz: " + missing + ": 파일이나 폴더가 없다\n"
	noData := "predict: 파일에 문제가 있다: mnist: " + dir + ": no train-images-idx3-ubyte, plain or .gz\n"
	answers := regexp.QuoteMeta(two) + `: 2 \([01]\.\d{4}\)\n` + regexp.QuoteMeta(seven) + `: 7 \([01]\.\d{4}\)\n`
	for _, test := range []struct {
		name             string
		args             []string
		status           int
		wantOut, wantErr string // wantOut is a regular expression
	}{
		{"all are read", []string{two, seven}, 0, answers, ""},
		{"some are read", []string{two, blank, missing, dir, seven}, 1, answers, english},
		{"one, and it is not read", []string{missing}, 1, "", "predict: " + missing + ": no such file or directory\n"},
		{"Korean", []string{"-lang", "ko", blank, missing, dir}, 1, "", korean},
		{"Korean, no model", []string{"-lang", "ko", "-model", missing, two}, 1, "", noModel},
		{"Korean, a folder without data", []string{"-lang", "ko", "-test", "-data", dir}, 1, "", noData},
	} {
		t.Run(test.name, func(t *testing.T) {
			var stdout, stderr bytes.Buffer
			status := run(append([]string{"-lang", "en"}, test.args...), &stdout, &stderr)
			if status != test.status || stderr.String() != test.wantErr ||
				!regexp.MustCompile("^"+test.wantOut+"$").MatchString(stdout.String()) {
				t.Errorf("status %d, printed\n%s%s", status, &stdout, &stderr)
			}
		})
	}
}

func TestJSON(t *testing.T) {
	dir := folder(t)
	two, blank := filepath.Join(dir, "2.png"), filepath.Join(dir, "blank.png")
	var stdout, stderr bytes.Buffer
	if status := run([]string{"-lang", "en", "-json", two, blank}, &stdout, &stderr); status != 1 {
		t.Errorf("status %d, want 1", status)
	}
	message := blank + ": nothing stands out from the background, want a digit"
	if stderr.String() != "predict: "+message+"\n" {
		t.Errorf("says %s", &stderr)
	}
	var objects []struct {
		File          string
		Digit, Second *int
		Probability   float64
		Probabilities []float64
		Error         string
	}
	if err := json.Unmarshal(stdout.Bytes(), &objects); err != nil || len(objects) != 2 {
		t.Fatalf("%v in\n%s", err, &stdout)
	}
	read, unread := objects[0], objects[1]
	if read.File != two || read.Digit == nil || *read.Digit != 2 || *read.Second == 2 || read.Error != "" ||
		len(read.Probabilities) != 10 || read.Probability != read.Probabilities[2] || read.Probability != slices.Max(read.Probabilities) {
		t.Errorf("a 2: %+v", read)
	}
	if unread.File != blank || unread.Digit != nil || unread.Probabilities != nil || unread.Error != message {
		t.Errorf("a blank page: %+v", unread)
	}
}

// A disk that is full is an error.
func TestOutputFails(t *testing.T) {
	var stderr bytes.Buffer
	path := filepath.Join(folder(t), "7.gif")
	if status := run([]string{path}, brokenWriter{}, &stderr); status != 1 || stderr.String() != "predict: stdout: the disk is full\n" {
		t.Errorf("status %d, printed %s", status, &stderr)
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errors.New("the disk is full") }

func TestReport(t *testing.T) {
	path := filepath.Join(folder(t), "7.gif")
	for _, test := range []struct{ lang, heading string }{
		{"en", "the network sees              evidence for 7                probabilities"},
		{"ko", "신경망이 보는 것              7의 근거                      확률"},
	} {
		t.Run(test.lang, func(t *testing.T) {
			var stdout, stderr bytes.Buffer
			if status := run([]string{"-lang", test.lang, path}, &stdout, &stderr); status != 0 || stderr.Len() > 0 {
				t.Fatalf("status %d, printed %s", status, &stderr)
			}
			lines := strings.Split(stdout.String(), "\n")
			if len(lines) != 18 || !strings.HasPrefix(lines[0], path+": 7 (") || lines[1] != "" || lines[2] != test.heading {
				t.Fatalf("the report is\n%s", &stdout)
			}
			for i, line := range lines[1:] {
				if n := cli.Width(line); n > 80 {
					t.Errorf("line %d is %d wide", i+2, n)
				}
			}
			if want := " ###########"; !strings.Contains(lines[12], "  7 ") || !strings.HasSuffix(lines[12], want) {
				t.Errorf("line 13 is %q, want it to end in %q", lines[12], want)
			}
		})
	}
}

// Dead ReLUs, which a large learning rate leaves, answer from b2 alone: no pixel is
// evidence.
func TestReportOfDeadReLUs(t *testing.T) {
	model := writeArrays(t, map[string]*tensor.Tensor{
		"W1": tensor.Full(0.1, side*side, 3), "b1": tensor.Full(-1e3, 3),
		"W2": tensor.Full(0.1, 3, 10), "b2": tensor.Vector(0, 0, 0, 0, 9, 0, 0, 0, 0, 0),
	})
	path := filepath.Join(folder(t), "7.gif")
	var stdout, stderr bytes.Buffer
	if status := run([]string{"-lang", "en", "-model", model, path}, &stdout, &stderr); status != 0 || stderr.Len() > 0 {
		t.Fatalf("status %d, printed %s", status, &stderr)
	}
	lines := strings.Split(stdout.String(), "\n")
	if want := path + ": 4 (0.9989)"; lines[0] != want || len(lines) != 18 {
		t.Fatalf("the report is\n%s, want %s and a drawing", &stdout, want)
	}
	for i, line := range lines[3:17] {
		shown := []rune(line + strings.Repeat(" ", 2*side+4))[side+2 : 2*side+2]
		if strings.Trim(string(shown), " ") != "" {
			t.Errorf("line %d draws the evidence %q, want none", i+4, string(shown))
		}
	}
}

// On a terminal with too few columns for the drawing, the answer stands alone.
func TestNarrowTerminal(t *testing.T) {
	path := filepath.Join(folder(t), "7.gif")
	for columns, lines := range map[int]int{0: 17, 80: 17, 79: 1, 40: 1} {
		var out bytes.Buffer
		o := options{images: []string{path}, columns: columns}
		if status, err := predict(embeddedNetwork(t), o, &out, nil); status != 0 || err != nil {
			t.Fatal(status, err)
		}
		if got := strings.Count(out.String(), "\n"); got != lines {
			t.Errorf("with %d columns %d lines, want %d:\n%s", columns, got, lines, &out)
		}
	}
}

// An answer whose probability is below 0.5 is a doubt.
func TestDoubt(t *testing.T) {
	for _, test := range []struct {
		name            string
		score           float64 // of 3; that of 8 is 1, the others are 0
		doubt           bool
		english, korean string
	}{
		{"below 0.5", 2, true, "in doubt, 3 (0.4081) or 8 (0.1501)", "확실하지 않다. 3 (0.4081) 또는 8 (0.1501)"},
		{"above 0.5", 4, false, "3 (0.8359)", "3 (0.8359)"},
	} {
		t.Run(test.name, func(t *testing.T) {
			network := chapter5.NewTwoLayerNet(side*side, 1, 10, 0, random.New(0))
			network.Params["b2"].Set(test.score, 3)
			network.Params["b2"].Set(1, 8)
			a := classify(network, tensor.Zeros(1, side*side))
			object, err := json.Marshal(result{File: "x.png", answer: &a})
			if err != nil {
				t.Fatal(err)
			}
			if got := a.verdict(); got.English != test.english || got.Korean != test.korean ||
				strings.Contains(string(object), `"doubt":true`) != test.doubt || strings.Contains(string(object), "doubt") != test.doubt {
				t.Errorf("verdict %v, in JSON %s", got, object)
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
}
