package main

import (
	"bytes"
	"encoding/binary"
	"math"
	"math/rand"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"backprop/chapter5"
	"backprop/tensor"
	"backprop/tensor/npz"
	"backprop/tensor/random"
)

// A checkpoint of a small training, in bytes.
func checkpointBytes(t testing.TB, iters string) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "model.npz")
	if _, err := run(small(write(t, 60), "-hidden", "1", "-iters", iters, "-save", path)...); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// resumeBytes does what -resume does with a file that holds b, and draws the
// checkpoint.
func resumeBytes(t testing.TB, b []byte) (*checkpoint, error) {
	t.Helper()
	file, err := npz.NewFile(b)
	if err != nil {
		return nil, err
	}
	c, err := readCheckpoint("m.npz", file)
	if err == nil {
		err = c.setFlags(options{resume: "m.npz"})
	}
	if err == nil && c.data[1] == 4 {
		for key, param := range chapter5.NewTwoLayerNet(4, c.hidden, 10, 0, random.New(0)).Params {
			if _, readErr := file.ReadShape(key, param.Shape()...); readErr != nil {
				err = readErr
			}
		}
	}
	if err == nil && len(c.trainAcc) > 0 { // other data have other epochs
		figure(c).SVG()
	} else if err == nil {
		c.csv()
	} else if text := err.Error(); strings.Contains(text, "\n") ||
		!strings.HasPrefix(text, "m.npz: ") && !strings.HasPrefix(text, "npz: ") {
		t.Errorf("not one line that begins with the path: %v", err)
	}
	return c, err
}

// resumeFile returns the checkpoint in the file at path.
func resumeFile(path string) (*checkpoint, error) {
	file, err := npz.Open(path)
	if err != nil {
		return nil, err
	}
	return readCheckpoint(path, file)
}

// Cut anywhere, a checkpoint is refused in one line that names it.
func TestResumeOfAFileCutShort(t *testing.T) {
	whole := checkpointBytes(t, "3")
	for n := range len(whole) {
		if _, err := resumeBytes(t, whole[:n]); err == nil {
			t.Fatalf("cut after %d of %d bytes it is taken", n, len(whole))
		}
	}
	path := filepath.Join(t.TempDir(), "cut.npz")
	for _, n := range []int{0, 1, 100, len(whole) / 2, len(whole) - 1} {
		if err := os.WriteFile(path, whole[:n], 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := run("-resume", path); err == nil || strings.Contains(err.Error(), "\n") || !strings.Contains(err.Error(), path) {
			t.Errorf("cut after %d bytes: error %v", n, err)
		}
		if got, err := os.ReadFile(path); err != nil || len(got) != n {
			t.Errorf("cut after %d bytes: the file has changed: %d bytes, error %v", n, len(got), err)
		}
	}
}

// A checkpoint with a few wrong bytes is refused, unless they stand where
// nothing is read, as in a date: what is taken says what it said.
func TestResumeOfADamagedFile(t *testing.T) {
	whole := checkpointBytes(t, "9")
	rng := rand.New(rand.NewSource(1))
	refused, times := 0, 300
	if os.Getenv("BACKPROP_LONG") != "" {
		times = 1000
	}
	for range times {
		b := slices.Clone(whole)
		for range 1 + rng.Intn(3) {
			b[rng.Intn(len(b))] ^= byte(1 + rng.Intn(255))
		}
		if _, err := resumeBytes(t, b); err != nil {
			refused++
			continue
		}
		var again bytes.Buffer
		if err := npz.Write(&again, arraysIn(t, b)); err != nil || !bytes.Equal(again.Bytes(), whole) {
			t.Fatalf("a damaged file is taken and says something else, error %v", err)
		}
	}
	if refused < times/2 {
		t.Errorf("%d of %d damaged files are refused", refused, times)
	}
}

// arraysIn returns the arrays of an .npz file that holds b.
func arraysIn(t testing.TB, b []byte) map[string]*tensor.Tensor {
	t.Helper()
	path := filepath.Join(t.TempDir(), "arrays.npz")
	if err := os.WriteFile(path, b, 0o644); err != nil {
		t.Fatal(err)
	}
	arrays, err := npz.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return arrays
}

// One array of a checkpoint is any numbers. That the file is any bytes, npz's
// FuzzRead sees to.
func FuzzResume(f *testing.F) {
	whole := checkpointBytes(f, "20")
	f.Add("loss", make([]byte, 20*8))
	f.Add("W1", make([]byte, 4*8))
	f.Add("no such array", []byte{})
	f.Fuzz(func(t *testing.T, name string, b []byte) {
		arrays := arraysIn(t, whole)
		var values []float64
		for ; len(b) >= 8; b = b[8:] {
			values = append(values, math.Float64frombits(binary.LittleEndian.Uint64(b)))
		}
		arrays[name] = tensor.Vector(values...)
		if len(values) == 1 {
			arrays[name] = tensor.Scalar(values[0])
		}
		if len(values) == 0 {
			delete(arrays, name)
		}
		if !utf8.ValidString(name) || strings.Contains(name, "\x00") {
			return // npz.Write takes no such name
		}
		var file bytes.Buffer
		if err := npz.Write(&file, arrays); err != nil {
			t.Fatal(err)
		}
		resumeBytes(t, file.Bytes())
	})
}
