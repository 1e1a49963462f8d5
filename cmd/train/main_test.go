package main

import (
	"bytes"
	"context"
	"io"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"backprop/cmd/internal/cli"
	"backprop/layers/layertest/bilingual"
	"backprop/tensor"
	"backprop/tensor/npz"
)

// run trains without a terminal and returns stdout.
func run(args ...string) (string, error) {
	var stdout bytes.Buffer
	err := runUntil(context.Background(), &stdout, args...)
	return stdout.String(), err
}

// runUntil trains until ctx ends.
func runUntil(ctx context.Context, stdout io.Writer, args ...string) error {
	o, err := parse(args)
	if err != nil {
		return err
	}
	return train(ctx, o, stdout, &console{out: io.Discard})
}

func TestPrintsWhatSection74Prints(t *testing.T) {
	got, err := run("-iters", "601")
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
				if lines[k], err = run(append(test.args, plain, "-data", data, "-save", model)...); err != nil {
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
	images := []byte{0, 0, 8, 3, 0, 0, 0, byte(n), 0, 0, 0, 2, 0, 0, 0, 2}
	labels := []byte{0, 0, 8, 1, 0, 0, 0, byte(n)}
	for i := range n {
		dot := byte(i % 2 * 255)
		images = append(images, dot, dot, dot, dot)
		labels = append(labels, byte(i%2))
	}
	return writeIDX(t, images, labels)
}

// writeIDX makes a folder of four IDX files, the same for training and test.
func writeIDX(t testing.TB, images, labels []byte) string {
	t.Helper()
	dir := t.TempDir()
	for name, b := range map[string][]byte{
		"train-images-idx3-ubyte": images, "train-labels-idx1-ubyte": labels,
		"t10k-images-idx3-ubyte": images, "t10k-labels-idx1-ubyte": labels,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o644); err != nil {
			t.Fatal(err)
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
	got, err := run("-data", write(t, 12), "-batch", "8", "-iters", "301", "-lr", "0.5", "-hidden", "4")
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
	trained, err := run(append(small, "-save", model)...)
	if err != nil {
		t.Fatal(err)
	}
	saved, err := npz.ReadFile(model)
	if err != nil || saved["W1"] == nil || saved["W1"].Shape().String() != "(4, 4)" {
		t.Fatalf("-save wrote the arrays %v, error %v", slices.Sorted(maps.Keys(saved)), err)
	}
	fresh, err := run(append(small, "-iters", "1", "-lr", "1e-300", "-load", model)...)
	last := trained[strings.LastIndex(strings.TrimSpace(trained), "\n")+1:]
	if err != nil || fresh != last {
		t.Errorf("trained to %q, loaded %q, error %v", last, fresh, err)
	}
}

// Without -hidden, the network has as many hidden neurons as that of -load.
func TestLoadSetsTheHiddenNeurons(t *testing.T) {
	data, path := write(t, 60), filepath.Join(t.TempDir(), "model.npz")
	for _, test := range []struct {
		name string
		W1   *tensor.Tensor
		want string // PATH stands for the file
	}{
		{"3 neurons", tensor.Zeros(4, 3), ""},
		{"more than -hidden takes", tensor.Zeros(4, 10001), "npz: PATH: W1: has shape (4, 10001), want (4, 50)"},
		{"none", tensor.Zeros(4, 0), "npz: PATH: W1: has shape (4, 0), want (4, 50)"},
		{"a vector", tensor.Zeros(4), "npz: PATH: W1: has shape (4), want (4, 50)"},
	} {
		t.Run(test.name, func(t *testing.T) {
			writeArrays(t, path, map[string]*tensor.Tensor{
				"W1": test.W1, "b1": tensor.Zeros(3), "W2": tensor.Zeros(3, 10), "b2": tensor.Zeros(10)})
			_, err := run("-data", data, "-batch", "8", "-iters", "3", "-load", path)
			if want := strings.ReplaceAll(test.want, "PATH", path); errorText(err) != want {
				t.Errorf("error %v, want %s", err, want)
			}
		})
	}
}

// The network of -load must have the shapes of the flags and the data, and finite
// numbers, so that the training begins where the file says.
func TestLoadRefuses(t *testing.T) {
	data, path := write(t, 60), filepath.Join(t.TempDir(), "model.npz")
	for _, test := range []struct {
		name    string
		changed map[string]*tensor.Tensor // of a network with 3 neurons
		want    string                    // PATH stands for the file
		korean  string
	}{
		{"4 neurons", map[string]*tensor.Tensor{"W1": tensor.Zeros(4, 4), "b1": tensor.Zeros(4), "W2": tensor.Zeros(4, 10)},
			"npz: PATH: W1: has shape (4, 4), want (4, 3)",
			"파일에 문제가 있다: npz: PATH: W1: has shape (4, 4), want (4, 3)"},
		{"images of other pixels", map[string]*tensor.Tensor{"W1": tensor.Zeros(5, 4)},
			"npz: PATH: W1: has shape (5, 4), want (4, 3)",
			"파일에 문제가 있다: npz: PATH: W1: has shape (5, 4), want (4, 3)"},
		{"no W1", map[string]*tensor.Tensor{"W1": nil}, "npz: PATH: W1: no such array", "npz: PATH: W1: 배열이 없다"},
		{"no b1", map[string]*tensor.Tensor{"b1": nil}, "npz: PATH: b1: no such array", "npz: PATH: b1: 배열이 없다"},
		{"NaN", map[string]*tensor.Tensor{"b1": tensor.Vector(0, math.NaN(), 0)},
			"PATH: b1 has NaN at 1, want finite numbers", "PATH: b1[1]의 값이 NaN이다. 유한한 수여야 한다"},
		{"an infinity", map[string]*tensor.Tensor{"W2": tensor.Full(math.Inf(-1), 3, 10)},
			"PATH: W2 has -Inf at 0, want finite numbers", "PATH: W2[0]의 값이 -Inf이다. 유한한 수여야 한다"},
	} {
		t.Run(test.name, func(t *testing.T) {
			arrays := map[string]*tensor.Tensor{
				"W1": tensor.Zeros(4, 3), "b1": tensor.Zeros(3), "W2": tensor.Zeros(3, 10), "b2": tensor.Zeros(10),
			}
			for name, x := range test.changed {
				if arrays[name] = x; x == nil {
					delete(arrays, name)
				}
			}
			writeArrays(t, path, arrays)
			printed, err := run(small(data, "-iters", "3", "-load", path)...)
			want, korean := strings.ReplaceAll(test.want, "PATH", path), strings.ReplaceAll(test.korean, "PATH", path)
			if printed != "" || errorText(err) != want || cli.Status(err) != 1 {
				t.Fatalf("prints %q, error %v, status %d, want %s, status 1", printed, err, cli.Status(err), want)
			}
			if got := cli.Message(err, bilingual.Korean); got != korean {
				t.Errorf("in Korean: %s, want %s", got, korean)
			}
		})
	}
}

// A training that has diverged can be resumed.
func TestResumeAfterNaN(t *testing.T) {
	data, path := write(t, 60), filepath.Join(t.TempDir(), "model.npz")
	if _, err := run(small(data, "-iters", "9", "-save", path)...); err != nil {
		t.Fatal(err)
	}
	arrays, err := npz.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	arrays["W1"] = tensor.Full(math.NaN(), 4, 3)
	writeArrays(t, path, arrays)
	if _, err := run("-data", data, "-iters", "20", "-resume", path); err != nil {
		t.Error(err)
	}
}
