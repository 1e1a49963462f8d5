package main

import (
	"bytes"
	"errors"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"backprop/layers/layertest/bilingual"
	"backprop/tensor"
	"backprop/tensor/npz"
)

func TestFlagsAreRefused(t *testing.T) {
	for _, test := range []struct{ args, want string }{
		{"-batch 0", "-batch 0: want 1 to 2147483647"},
		{"-iters 0", "-iters 0: want 1 to 2147483647"},
		{"-iters 2147483648", "-iters 2147483648: want 1 to 2147483647"},
		{"-hidden -1", "-hidden -1: want 1 to 10000"},
		{"-hidden 10001", "-hidden 10001: want 1 to 10000"},
		{"-lr NaN", "-lr NaN: want a finite number above 0"},
		{"-lr +Inf", "-lr +Inf: want a finite number above 0"},
		{"-lr 0", "-lr 0: want a finite number above 0"},
		{"-lr -0.1", "-lr -0.1: want a finite number above 0"},
		{"-curve c.pdf", "-curve c.pdf: want a name that ends in .svg"},
		{"-load a -resume b", "-load and -resume: want one of them"},
		{"100", `unexpected argument "100"`},
		{"-seed -1", `invalid value "-1" for flag -seed: want a whole number from 0 to 4294967295, or "random"`},
		{"-seed 4294967296", `invalid value "4294967296" for flag -seed: want a whole number from 0 to 4294967295, or "random"`},
		{"-iter 5", "flag provided but not defined: -iter"},
		{"-lr fast", `invalid value "fast" for flag -lr: want a number`},
		{"-iters 1e4", `invalid value "1e4" for flag -iters: want a whole number`},
		{"-hidden", "flag needs an argument: -hidden"},
		{"-lang fr", `invalid value "fr" for flag -lang: want en or ko`},
		{"-lang ko -batch 0", "-batch 0: 1부터 2147483647까지의 수여야 한다"},
		{"-lang ko -seed -1", `-seed "-1": 0부터 4294967295까지의 정수나 "random"이어야 한다`},
	} {
		t.Run(test.args, func(t *testing.T) {
			var stderr bytes.Buffer
			_, err := parse(strings.Fields(test.args), &stderr)
			want := "train: " + test.want + "\nRun with -h to see the flags.\n"
			if strings.HasPrefix(test.args, "-lang ko") {
				want = "train: " + test.want + "\n플래그는 -h로 볼 수 있다.\n"
			}
			if err == nil || stderr.String() != want {
				t.Errorf("parse(%s) = %v, prints %q, want %q", test.args, err, &stderr, want)
			}
		})
	}
}

// A flag with an empty path comes from a variable that is not set.
func TestEmptyFileFlagsAreRefused(t *testing.T) {
	for _, name := range []string{"save", "curve", "log", "resume", "load", "data"} {
		for _, args := range [][]string{{"-" + name, ""}, {"-" + name + "="}} {
			t.Run(strings.Join(args, " "), func(t *testing.T) {
				var stderr bytes.Buffer
				_, err := parse(args, &stderr)
				if want := "-" + name + ` "": want a name`; errorText(err) != want {
					t.Errorf("parse(%q) = %v, want %s", args, err, want)
				}
			})
		}
	}
}

func errorText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func TestHelpFitsAScreen(t *testing.T) {
	for _, args := range [][]string{{"-h"}, {"-lang", "ko", "-h"}} {
		t.Run(strings.Join(args, " "), func(t *testing.T) {
			var stderr bytes.Buffer
			if _, err := parse(args, &stderr); !errors.Is(err, flag.ErrHelp) {
				t.Errorf("parse(%q) = %v, want flag.ErrHelp", args, err)
			}
			lines := strings.Split(stderr.String(), "\n")
			if len(lines) > 25 {
				t.Errorf("prints %d lines, want at most 25", len(lines))
			}
			for _, line := range lines {
				if columns(line) > 80 {
					t.Errorf("longer than 80 columns: %s", line)
				}
			}
		})
	}
}

// columns returns how many columns a text takes: two for each Korean letter.
func columns(text string) int {
	n := utf8.RuneCountInString(text)
	for _, r := range text {
		if r >= 0x1100 {
			n++
		}
	}
	return n
}

func TestRandomSeed(t *testing.T) {
	var stderr bytes.Buffer
	o, err := parse([]string{"-seed", "random"}, &stderr)
	if err != nil || !strings.HasPrefix(stderr.String(), "seed ") {
		t.Fatalf("-seed random: error %v, stderr %q", err, stderr.String())
	}
	again, err := parse([]string{"-seed", strings.Fields(stderr.String())[1]}, &stderr)
	if err != nil || again.seed != o.seed {
		t.Errorf("-seed random says %q and uses %d", stderr.String(), o.seed)
	}
}

// run trains without a terminal and returns stdout.
func run(t *testing.T, args ...string) (string, error) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	o, err := parse(args, &stderr)
	if err != nil {
		t.Fatal(err)
	}
	err = train(o, &stdout, &console{out: &stderr}, nil)
	return stdout.String(), err
}

func TestPrintsWhatSection74Prints(t *testing.T) {
	got, err := run(t, "-iters", "601")
	if err != nil {
		t.Fatal(err)
	}
	test, err := os.ReadFile("../../chapter5/7.4-train/main_test.go")
	if err != nil {
		t.Fatal(err)
	}
	source := strings.ReplaceAll(string(test), "\r\n", "\n") // a checkout may have CRLF
	_, want, _ := strings.Cut(strings.ReplaceAll(source, "\t// ", ""), "Output:\n")
	if !strings.HasPrefix(want, got) || strings.Count(got, "\n") != 2 {
		t.Errorf("prints\n%s, want the first two lines of\n%s", got, want)
	}
}

// -plain trains by the chapter's own layers, to the same lines and files.
func TestPlain(t *testing.T) {
	data, dir := write(t, 200), t.TempDir()
	for _, test := range []struct {
		name string
		args []string
	}{
		{"with numbers", []string{"-iters", "401", "-batch", "7", "-lr", "0.3", "-hidden", "9"}},
		{"with NaN", []string{"-iters", "60", "-batch", "50", "-lr", "1e200", "-hidden", "3"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var lines [2]string
			var files [2][]byte
			for k, plain := range []string{"-plain=false", "-plain"} {
				model := filepath.Join(dir, "model.npz")
				var err error
				if lines[k], err = run(t, append(test.args, plain, "-data", data, "-save", model)...); err != nil {
					t.Fatal(err)
				}
				files[k] = readFile(t, model)
			}
			if lines[0] != lines[1] || !bytes.Equal(files[0], files[1]) {
				t.Errorf("with -plain the lines are\n%s, without\n%s; the same files: %v",
					lines[1], lines[0], bytes.Equal(files[0], files[1]))
			}
		})
	}
}

// write makes a folder of four IDX files: for each part n images of 2×2, dark
// for class 0 and light for class 1.
func write(t testing.TB, n int) string {
	t.Helper()
	dir := t.TempDir()
	for _, part := range []string{"train", "t10k"} {
		images := []byte{0, 0, 8, 3, 0, 0, 0, byte(n), 0, 0, 0, 2, 0, 0, 0, 2}
		labels := []byte{0, 0, 8, 1, 0, 0, 0, byte(n)}
		for i := range n {
			dot := byte(i % 2 * 255)
			images = append(images, dot, dot, dot, dot)
			labels = append(labels, byte(i%2))
		}
		for name, b := range map[string][]byte{"-images-idx3-ubyte": images, "-labels-idx1-ubyte": labels} {
			if err := os.WriteFile(filepath.Join(dir, part+name), b, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	return dir
}

// writeArrays writes an .npz file.
func writeArrays(t *testing.T, path string, arrays map[string]*tensor.Tensor) {
	t.Helper()
	var file bytes.Buffer
	if err := npz.Write(&file, arrays); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, file.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestTrainsOnAnotherFolder(t *testing.T) {
	// 12 images in batches of 8: an epoch is 1.5 iterations, so a line is due
	// where i % 1.5 is 0: at iterations 0, 3, 6, … 300.
	got, err := run(t, "-data", write(t, 12), "-batch", "8", "-iters", "301", "-lr", "0.5", "-hidden", "4")
	lines := strings.Split(strings.TrimSpace(got), "\n")
	if err != nil || len(lines) != 101 || lines[100] != "1 1" {
		t.Errorf("error %v, prints %d lines\n%s, want 101 that end with all right", err, len(lines), got)
	}
}

// What -save writes, -load begins with: 40 iterations are 20 and 20 more with
// the numbers drawn afresh.
func TestSaveAndLoad(t *testing.T) {
	dir, model := write(t, 12), filepath.Join(t.TempDir(), "model.npz")
	small := []string{"-data", dir, "-batch", "12", "-lr", "0.5", "-hidden", "4", "-iters", "20"}
	trained, err := run(t, append(small, "-save", model)...)
	if err != nil {
		t.Fatal(err)
	}
	saved, err := npz.ReadFile(model)
	if err != nil || saved["W1"] == nil || saved["W1"].Shape().String() != "(4, 4)" {
		t.Fatalf("-save wrote the arrays %v, error %v", slices.Sorted(maps.Keys(saved)), err)
	}
	fresh, err := run(t, append(small, "-iters", "1", "-lr", "1e-300", "-load", model)...)
	last := trained[strings.LastIndex(strings.TrimSpace(trained), "\n")+1:]
	if err != nil || fresh != last {
		t.Errorf("trained to %q, loaded %q, error %v", last, fresh, err)
	}
	if _, err := run(t, append(small, "-hidden", "5", "-load", model)...); err == nil ||
		err.Error() != "npz: "+model+": W1: has shape (4, 4), want (4, 5)" {
		t.Errorf("-load of another network: %v", err)
	}
	writeArrays(t, model, map[string]*tensor.Tensor{"W1": saved["W1"]})
	if _, err := run(t, append(small, "-load", model)...); err == nil || err.Error() != "npz: "+model+": b1: no such array" {
		t.Errorf("-load of W1 alone: %v", err)
	}
}

func TestDataThatCannotBeTrainedOn(t *testing.T) {
	data := write(t, 8)
	missing := filepath.Join(data, "missing")
	for _, test := range []struct {
		name string
		args []string
		want string
	}{
		{"a batch larger than the data", []string{"-data", data, "-batch", "9"}, "-batch 9: there are 8 images to train on"},
		{"a folder that is not there", []string{"-data", missing}, "mnist: " + missing + ": no such folder"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if _, err := run(t, test.args...); errorText(err) != test.want {
				t.Errorf("train %q = %v, want %s", test.args, err, test.want)
			}
		})
	}
}

func TestProgressLine(t *testing.T) {
	for _, test := range []struct {
		name              string
		from, done, total int
		elapsed           time.Duration
		want              bilingual.Text
	}{
		{"a quarter", 1, 2501, 10000, time.Second,
			bilingual.Text{English: "[==        ] 2501/10000  3s left", Korean: "[==        ] 2501/10000  3s 남음"}},
		{"all", 1, 10000, 10000, 2 * time.Minute,
			bilingual.Text{English: "[==========] 10000/10000  0s left", Korean: "[==========] 10000/10000  0s 남음"}},
		{"too early for an estimate", 1, 10, 10000, time.Second - 1,
			bilingual.Text{English: "[          ] 10/10000", Korean: "[          ] 10/10000"}},
		{"slow", 1, 11, 10000, time.Second,
			bilingual.Text{English: "[          ] 11/10000  16m39s left", Korean: "[          ] 11/10000  16m39s 남음"}},
		{"resumed", 9000, 9500, 10000, time.Second,
			bilingual.Text{English: "[========= ] 9500/10000  1s left", Korean: "[========= ] 9500/10000  1s 남음"}},
		{"nothing is measured yet", 1, 1, 10000, time.Minute,
			bilingual.Text{English: "[          ] 1/10000", Korean: "[          ] 1/10000"}},
		{"many iterations", 1, 1000000, 1000000000, time.Second,
			bilingual.Text{English: "[          ] 1000000/1000000000  16m39s left", Korean: "[          ] 1000000/1000000000  16m39s 남음"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := progressLine(test.from, test.done, test.total, test.elapsed)
			if got != test.want {
				t.Errorf("progressLine = %q, want %q", got, test.want)
			}
			if test.total <= 100000 && columns(got.Korean) > 40 {
				t.Errorf("%q takes %d columns, want at most 40", got.Korean, columns(got.Korean))
			}
		})
	}
}

// The first iteration computes the accuracies and takes a thousand times as long
// as others. It does not count for the speed.
func TestSpeedIsMeasuredAfterTheFirstIteration(t *testing.T) {
	p := &console{}
	time.Sleep(20 * time.Millisecond)
	before := time.Now()
	p.show(1, 10000)
	if p.measuredFrom != 1 || p.measuredAt.Before(before) {
		t.Errorf("measured from iteration %d, %v before it was done, want from 1 on", p.measuredFrom, before.Sub(p.measuredAt))
	}
}
