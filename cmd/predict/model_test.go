package main

import (
	"bytes"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"backprop/tensor"
	"backprop/tensor/npz"
)

// writeArrays writes a file of arrays and returns its path.
func writeArrays(t *testing.T, arrays map[string]*tensor.Tensor) string {
	t.Helper()
	var file bytes.Buffer
	if err := npz.Write(&file, arrays); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "model.npz")
	if err := os.WriteFile(path, file.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestLoadModel(t *testing.T) {
	for _, test := range []struct {
		name           string
		W1, b1, W2, b2 *tensor.Tensor
		want           string
	}{
		{"3 neurons", tensor.Zeros(784, 3), tensor.Zeros(3), tensor.Zeros(3, 10), tensor.Zeros(10), ""},
		{"one neuron", tensor.Zeros(784, 1), tensor.Zeros(1), tensor.Zeros(1, 10), tensor.Zeros(10), ""},
		{"no W1", nil, tensor.Zeros(3), tensor.Zeros(3, 10), tensor.Zeros(10), "no array W1, want W1, b1, W2 and b2"},
		{"no b2", tensor.Zeros(784, 3), tensor.Zeros(3), tensor.Zeros(3, 10), nil, "no array b2, want W1, b1, W2 and b2"},
		{"other inputs", tensor.Zeros(4, 3), tensor.Zeros(3), tensor.Zeros(3, 10), tensor.Zeros(10), "W1 has shape (4, 3), want (784, H)"},
		{"W1 is a vector", tensor.Zeros(784), tensor.Zeros(3), tensor.Zeros(3, 10), tensor.Zeros(10), "W1 has shape (784), want (784, H)"},
		{"no neuron", tensor.Zeros(784, 0), tensor.Zeros(0), tensor.Zeros(0, 10), tensor.Zeros(10), "W1 has shape (784, 0), want (784, H)"},
		{"b1 is longer", tensor.Zeros(784, 3), tensor.Zeros(4), tensor.Zeros(3, 10), tensor.Zeros(10), "b1 has shape (4), want (3)"},
		{"9 classes", tensor.Zeros(784, 3), tensor.Zeros(3), tensor.Zeros(3, 9), tensor.Zeros(9), "W2 has shape (3, 9), want (3, 10)"},
		{"b2 is a matrix", tensor.Zeros(784, 3), tensor.Zeros(3), tensor.Zeros(3, 10), tensor.Zeros(1, 10), "b2 has shape (1, 10), want (10)"},
		{"NaN", tensor.Zeros(784, 3), tensor.Vector(0, 1, math.NaN()), tensor.Zeros(3, 10), tensor.Zeros(10), "b1 has NaN at 2, want finite numbers"},
		{"an infinity", tensor.Full(math.Inf(-1), 784, 3), tensor.Zeros(3), tensor.Zeros(3, 10), tensor.Zeros(10), "W1 has -Inf at 0, want finite numbers"},
	} {
		t.Run(test.name, func(t *testing.T) {
			arrays := map[string]*tensor.Tensor{"loss": tensor.Vector(1)} // a checkpoint has more
			for name, x := range map[string]*tensor.Tensor{"W1": test.W1, "b1": test.b1, "W2": test.W2, "b2": test.b2} {
				if x != nil {
					arrays[name] = x
				}
			}
			path := writeArrays(t, arrays)
			_, err := loadModel(path)
			if want := path + ": " + test.want; test.want == "" && err != nil || test.want != "" && (err == nil || err.Error() != want) {
				t.Errorf("error %v, want %s", err, want)
			}
		})
	}
	t.Run("no file", func(t *testing.T) {
		missing := filepath.Join(t.TempDir(), "missing.npz")
		if _, err := loadModel(missing); err == nil || !strings.Contains(err.Error(), missing) {
			t.Errorf("error %v, want one that names %s", err, missing)
		}
	})
}

// A large W1 is not unpacked if another array is wrong.
func TestLoadModelChecksShapesFirst(t *testing.T) {
	path := writeArrays(t, map[string]*tensor.Tensor{"W1": tensor.Zeros(784, 2000), "b1": tensor.Zeros(2000),
		"W2": tensor.Zeros(2000, 10), "b2": tensor.Zeros(9)})
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := loadModel(path)
	runtime.ReadMemStats(&after)
	if want := path + ": b2 has shape (9), want (10)"; err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if took := int64(after.TotalAlloc-before.TotalAlloc) - info.Size(); took > 1<<20 {
		t.Errorf("took %d bytes of memory besides the file, want less than a MB", took)
	}
}

// The evidence is what Backward says: pixel times derivative, as differences
// of the score have it.
func TestEvidence(t *testing.T) {
	network := embeddedNetwork(t)
	a, err := look(network, paint(digits[6].strokes, looks{w: 100, h: 100}))
	if err != nil {
		t.Fatal(err)
	}
	x := tensor.New(a.image, 1, side*side)
	if a.digit != 3 || a.second == 3 {
		t.Fatalf("a 3 is %d, or %d", a.digit, a.second)
	}
	gradient := tensor.NumericalGradient(func(x *tensor.Tensor) float64 {
		return network.Predict(x).At(0, 3)
	}, x)
	for i, want := range gradient.Mul(x).Data() {
		if math.Abs(a.evidence[i]-want) > 1e-6 {
			t.Fatalf("pixel %d has evidence %v, want %v", i, a.evidence[i], want)
		}
	}
	sum := 0.0
	for _, p := range a.probabilities {
		sum += p
	}
	if math.Abs(sum-1) > 1e-12 {
		t.Errorf("the probabilities sum to %v", sum)
	}
}

func TestScore(t *testing.T) {
	var stdout, stderr bytes.Buffer
	if err := run(options{test: true, worst: 5, ascii: true}, &stdout, &stderr); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(stdout.String(), "\n")
	for i, want := range []string{
		"accuracy 0.9890: 9890 of 10000",
		"",
		"          answer",
		"label      0     1     2     3     4     5     6     7     8     9   total",
		"    0    975     0     0     0     1     0     3     0     1     0     980",
	} {
		if lines[i] != want {
			t.Errorf("line %d is %q, want %q", i+1, lines[i], want)
		}
	}
	if want := "total    980  1138  1026  1011   984   889   957  1041   964  1010   10000"; lines[14] != want {
		t.Errorf("line 15 is %q, want %q", lines[14], want)
	}
	if want := "9 taken for 5 (0.9953)    7 taken for 2 (0.9928)    8 taken for 0 (0.9812)"; lines[18] != want {
		t.Errorf("line 19 is %q, want %q", lines[18], want)
	}
	if n := strings.Count(stdout.String(), " taken for "); n != 5 || len(lines) != 50 {
		t.Errorf("%d mistakes in %d lines, want 5 in 50", n, len(lines))
	}
	for _, line := range lines {
		if len(line) > 80 || strings.TrimRight(line, " ") != line {
			t.Errorf("a line is too wide or ends in spaces: %q", line)
		}
	}
}

// An all-black image of each digit: whatever the network says of it, one in
// ten is right.
func TestScoreOfOtherData(t *testing.T) {
	dir := t.TempDir()
	write := func(sides byte) {
		images := append([]byte{0, 0, 8, 3, 0, 0, 0, 10, 0, 0, 0, sides, 0, 0, 0, sides}, make([]byte, 10*int(sides)*int(sides))...)
		labels := []byte{0, 0, 8, 1, 0, 0, 0, 10, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9}
		for _, part := range []string{"train", "t10k"} {
			for name, b := range map[string][]byte{"-images-idx3-ubyte": images, "-labels-idx1-ubyte": labels} {
				if err := os.WriteFile(filepath.Join(dir, part+name), b, 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	var stdout, stderr bytes.Buffer
	write(28)
	if err := run(options{test: true, data: dir}, &stdout, &stderr); err != nil || !strings.HasPrefix(stdout.String(), "accuracy 0.1000: 1 of 10\n") {
		t.Errorf("error %v, says\n%s", err, &stdout)
	}
	write(3)
	if err, want := run(options{test: true, data: dir}, &stdout, &stderr), "-data "+dir+": the images have 9 pixels, want 784"; err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}
