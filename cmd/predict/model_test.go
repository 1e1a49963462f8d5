package main

import (
	"bytes"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"backprop/mnist/digit"
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
		{"no W1", nil, tensor.Zeros(3), tensor.Zeros(3, 10), tensor.Zeros(10), "W1: no such array"},
		{"no b2", tensor.Zeros(784, 3), tensor.Zeros(3), tensor.Zeros(3, 10), nil, "b2: no such array"},
		{"other inputs", tensor.Zeros(4, 3), tensor.Zeros(3), tensor.Zeros(3, 10), tensor.Zeros(10), "W1 has shape (4, 3), want (784, H)"},
		{"W1 is a vector", tensor.Zeros(784), tensor.Zeros(3), tensor.Zeros(3, 10), tensor.Zeros(10), "W1 has shape (784), want (784, H)"},
		{"no neuron", tensor.Zeros(784, 0), tensor.Zeros(0), tensor.Zeros(0, 10), tensor.Zeros(10), "W1 has shape (784, 0), want (784, H)"},
		{"b1 is longer", tensor.Zeros(784, 3), tensor.Zeros(4), tensor.Zeros(3, 10), tensor.Zeros(10), "b1: has shape (4), want (3)"},
		{"9 classes", tensor.Zeros(784, 3), tensor.Zeros(3), tensor.Zeros(3, 9), tensor.Zeros(9), "W2: has shape (3, 9), want (3, 10)"},
		{"b2 is a matrix", tensor.Zeros(784, 3), tensor.Zeros(3), tensor.Zeros(3, 10), tensor.Zeros(1, 10), "b2: has shape (1, 10), want (10)"},
		{"NaN", tensor.Zeros(784, 3), tensor.Vector(0, 1, math.NaN()), tensor.Zeros(3, 10), tensor.Zeros(10), "b1 has NaN at 2, want finite numbers"},
		{"the largest scores", tensor.Full(1e150, 784, 3), tensor.Zeros(3), tensor.Full(-1e150, 3, 10), tensor.Zeros(10), ""},
		{"a hidden layer that overflows", tensor.Full(1e308, 784, 3), tensor.Zeros(3), tensor.Full(1e-9, 3, 10), tensor.Zeros(10), "the weights are so large that scores overflow, want smaller weights"},
		{"an overflow times 0", tensor.Full(1e308, 784, 3), tensor.Zeros(3), tensor.Zeros(3, 10), tensor.Zeros(10), "the weights are so large that scores overflow, want smaller weights"},
		{"scores that overflow", tensor.Full(-1e200, 784, 3), tensor.Zeros(3), tensor.Full(1e200, 3, 10), tensor.Zeros(10), "the weights are so large that scores overflow, want smaller weights"},
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
			if want := path + ": " + test.want; test.want == "" && err != nil || test.want != "" && (err == nil || strings.TrimPrefix(err.Error(), "npz: ") != want) {
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

// The evidence is what Backward says: pixel times derivative, as differences
// of the score have it.
func TestEvidence(t *testing.T) {
	network := embeddedNetwork(t)
	x, err := digit.Row(paint(digits[6].strokes, style{w: 100, h: 100}))
	if err != nil {
		t.Fatal(err)
	}
	a := classify(network, x)
	if a.Digit != 3 || a.Second == 3 {
		t.Fatalf("a 3 is %d, or %d", a.Digit, a.Second)
	}
	gradient := tensor.NumericalGradient(func(x *tensor.Tensor) float64 {
		return network.Predict(x).At(0, 3)
	}, x)
	got := evidence(network, x, 3).Data()
	for i, want := range gradient.Mul(x).Data() {
		if math.Abs(got[i]-want) > 1e-6 {
			t.Fatalf("pixel %d has evidence %v, want %v", i, got[i], want)
		}
	}
	sum := 0.0
	for _, p := range a.Probabilities {
		sum += p
	}
	if math.Abs(sum-1) > 1e-12 {
		t.Errorf("the probabilities sum to %v", sum)
	}
}

func TestScore(t *testing.T) {
	var stdout, stderr bytes.Buffer
	if status := run([]string{"-lang", "en", "-test"}, &stdout, &stderr); status != 0 || stderr.Len() > 0 {
		t.Fatalf("status %d, printed %s", status, &stderr)
	}
	lines := strings.Split(stdout.String(), "\n")
	for i, want := range map[int]string{
		0:  "accuracy 0.9890: 9890 of 10000",
		1:  "",
		2:  "          answer",
		3:  "label      0     1     2     3     4     5     6     7     8     9",
		4:  "    0    975     0     0     0     1     0     3     0     1     0",
		13: "    9      0     2     0     1     6     1     0     6     2   991",
		14: "",
		15: "the worst mistakes",
		16: "",
		17: "9 taken for 5 (0.9953)        7 taken for 2 (0.9928)",
	} {
		if lines[i] != want {
			t.Errorf("line %d is %q, want %q", i+1, lines[i], want)
		}
	}
	if n := strings.Count(stdout.String(), " taken for "); n != 2 || len(lines) != 33 {
		t.Errorf("%d mistakes in %d lines, want 2 in 33", n, len(lines))
	}
	for _, line := range lines {
		if utf8.RuneCountInString(line) > 80 || strings.TrimRight(line, " ") != line {
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
	for _, test := range []struct {
		name             string
		sides            byte
		status           int
		wantOut, wantErr string
	}{
		{"all of them black", 28, 0, "accuracy 0.1000: 1 of 10\n", ""},
		{"of another size", 3, 1, "", "predict: -data " + dir + ": the images have 9 pixels, want 784\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			write(test.sides)
			var stdout, stderr bytes.Buffer
			status := run([]string{"-lang", "en", "-test", "-data", dir}, &stdout, &stderr)
			if status != test.status || !strings.HasPrefix(stdout.String(), test.wantOut) || stderr.String() != test.wantErr {
				t.Errorf("status %d, printed\n%s%s", status, &stdout, &stderr)
			}
		})
	}
}
