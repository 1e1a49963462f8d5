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

	"backprop/tensor"
	"backprop/tensor/npz"
)

func TestFlagsAreRefused(t *testing.T) {
	for _, c := range []struct{ args, want string }{
		{"-batch 0", "train: -batch 0: want at least 1"},
		{"-iters 0", "train: -iters 0: want at least 1"},
		{"-hidden -1", "train: -hidden -1: want 1 to 10000"},
		{"-hidden 10001", "train: -hidden 10001: want 1 to 10000"},
		{"-lr NaN", "train: -lr NaN: want a finite number above 0"},
		{"-lr +Inf", "train: -lr +Inf: want a finite number above 0"},
		{"-lr 0", "train: -lr 0: want a finite number above 0"},
		{"-lr -0.1", "train: -lr -0.1: want a finite number above 0"},
		{"100", `train: unexpected argument "100"`},
		{"-seed -1", `train: invalid value "-1" for flag -seed: want a whole number from 0 to 4294967295, or "random"`},
		{"-seed 4294967296", `train: invalid value "4294967296" for flag -seed: want a whole number from 0 to 4294967295, or "random"`},
		{"-iter 5", "train: flag provided but not defined: -iter"},
		{"-lr fast", `train: invalid value "fast" for flag -lr: want a number`},
		{"-iters 1e4", `train: invalid value "1e4" for flag -iters: want a whole number`},
		{"-hidden", "train: flag needs an argument: -hidden"},
	} {
		var stderr bytes.Buffer
		_, err := parse(strings.Fields(c.args), &stderr)
		if want := c.want + "\nRun with -h to see the flags.\n"; err == nil || stderr.String() != want {
			t.Errorf("%s: error %v, stderr %q, want %q", c.args, err, &stderr, want)
		}
	}
}

func TestHelpFitsAScreen(t *testing.T) {
	var stderr bytes.Buffer
	if _, err := parse([]string{"-h"}, &stderr); !errors.Is(err, flag.ErrHelp) {
		t.Errorf("-h: error %v", err)
	}
	lines := strings.Split(stderr.String(), "\n")
	if len(lines) > 24 {
		t.Errorf("-h prints %d lines", len(lines))
	}
	for _, line := range lines {
		if len(line) > 80 {
			t.Errorf("-h: longer than 80 columns: %s", line)
		}
	}
}

func TestRandomSeed(t *testing.T) {
	var stderr bytes.Buffer
	o, err := parse([]string{"-seed", "random"}, &stderr)
	if err != nil || !strings.HasPrefix(stderr.String(), "seed ") {
		t.Fatalf("-seed random: error %v, stderr %q", err, stderr.String())
	}
	again, err := parse([]string{"-seed", strings.Fields(stderr.String())[1]}, &stderr)
	if err != nil || *again.seed != *o.seed {
		t.Errorf("-seed random says %q and uses %d", stderr.String(), *o.seed)
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
	err = train(o, &stdout, &stderr, &progress{}, nil)
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
	for _, args := range [][]string{
		{"-iters", "401", "-batch", "7", "-lr", "0.3", "-hidden", "9"},
		{"-iters", "60", "-batch", "50", "-lr", "1e200", "-hidden", "3"}, // to NaN
	} {
		var lines [2]string
		var files [2][]byte
		for k, way := range []string{"-plain=false", "-plain"} {
			model := filepath.Join(dir, "model.npz")
			var err error
			if lines[k], err = run(t, append(args, way, "-data", data, "-save", model)...); err != nil {
				t.Fatal(err)
			}
			if files[k], err = os.ReadFile(model); err != nil {
				t.Fatal(err)
			}
		}
		if lines[0] != lines[1] || !bytes.Equal(files[0], files[1]) {
			t.Errorf("%v: with -plain the lines are\n%s, without\n%s; the same files: %v",
				args, lines[1], lines[0], bytes.Equal(files[0], files[1]))
		}
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
		err.Error() != model+": W1 has shape (4, 4), want (4, 5)" {
		t.Errorf("-load of another network: %v", err)
	}
	if err := npz.WriteFile(model, map[string]*tensor.Tensor{"W1": saved["W1"]}); err != nil {
		t.Fatal(err)
	}
	if _, err := run(t, append(small, "-load", model)...); err == nil || err.Error() != model+": no array b1" {
		t.Errorf("-load of W1 alone: %v", err)
	}
}

func TestWhatCannotBeTrained(t *testing.T) {
	dir := write(t, 8)
	nowhere := filepath.Join(dir, "nowhere")
	if out, err := run(t, "-data", dir, "-batch", "8", "-save", filepath.Join(nowhere, "model.npz")); out != "" ||
		err == nil || err.Error() != "-save "+filepath.Join(nowhere, "model.npz")+": no such file or directory" {
		t.Errorf("-save in a folder that is not there: prints %q, error %v", out, err)
	}
	if _, err := run(t, "-data", dir, "-batch", "9"); err == nil ||
		err.Error() != "-batch 9: there are 8 images to train on" {
		t.Errorf("-batch 9 of 8: %v", err)
	}
	missing := filepath.Join(dir, "missing")
	if _, err := run(t, "-data", missing); err == nil || !strings.Contains(err.Error(), missing) {
		t.Errorf("-data %s: error %v does not name the folder", missing, err)
	}
}

func TestFit(t *testing.T) {
	line := strings.Repeat("=", 70)
	for _, test := range []struct {
		name          string
		columns, want int
	}{
		{"a terminal that does not say", 0, 70},
		{"narrower than 60", 59, 0},
		{"60", 60, 59},
		{"as wide as the line", 70, 69},
		{"wider", 80, 70},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := fit(line, test.columns); len(got) != test.want {
				t.Errorf("fit(70 characters, %d) = %d characters, want %d", test.columns, len(got), test.want)
			}
		})
	}
}

func TestBar(t *testing.T) {
	for _, c := range []struct {
		from    int
		done    int
		elapsed time.Duration
		want    string
	}{
		{0, 2500, time.Second, "[======                  ] 2500/10000  2500 it/s  3s left"},
		{0, 10000, 2 * time.Minute, "[========================] 10000/10000  83 it/s  0s left"},
		{0, 1, 100 * time.Millisecond, "[                        ] 1/10000"},
		{0, 10, time.Second - 1, "[                        ] 10/10000"},
		{0, 10, time.Second, "[                        ] 10/10000  10 it/s  16m39s left"},
		{9000, 9500, time.Second, "[======================  ] 9500/10000  500 it/s  1s left"},
	} {
		if got := bar(c.from, c.done, 10000, c.elapsed); got != c.want {
			t.Errorf("bar(%d, %d, 10000, %v) = %q, want %q", c.from, c.done, c.elapsed, got, c.want)
		}
	}
}
