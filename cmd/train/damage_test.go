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

	"backprop/tensor"
	"backprop/tensor/npz"
)

// A checkpoint of a small training, in bytes.
func checkpointBytes(t testing.TB, iters string) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "model.npz")
	o, err := parse(small(write(t, 60), "-hidden", "1", "-iters", iters, "-save", path), os.Stderr)
	if err != nil {
		t.Fatal(err)
	}
	var none bytes.Buffer
	if err := train(o, &none, &none, &progress{}, nil); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// read is what -resume does with a file that is b. When it is taken, the
// checkpoint can be drawn and gone on with.
func read(t testing.TB, b []byte) (*checkpoint, error) {
	t.Helper()
	from, err := npz.NewFile(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, err
	}
	c, err := decode("m.npz", from)
	if err == nil {
		seed := uint32(0)
		err = c.adopt(&options{seed: &seed, resume: "m.npz"})
	}
	if err == nil && c.data[1] == 4 {
		_, err = readParams("m.npz", from, 4, c.hidden)
	}
	if err == nil {
		figure(c).SVG()
	} else if text := err.Error(); strings.Contains(text, "\n") ||
		!strings.HasPrefix(text, "m.npz: ") && !strings.HasPrefix(text, "npz: ") {
		t.Errorf("not one line that begins with the path: %v", err)
	}
	return c, err
}

// resume returns the checkpoint in the file at path.
func resume(path string) (*checkpoint, error) {
	from, err := npz.Open(path)
	if err != nil {
		return nil, err
	}
	defer from.Close()
	return decode(path, from)
}

// Cut anywhere, a checkpoint is refused in one line that names it.
func TestResumeOfAFileCutShort(t *testing.T) {
	whole := checkpointBytes(t, "3")
	for n := range len(whole) {
		if _, err := read(t, whole[:n]); err == nil {
			t.Fatalf("cut after %d of %d bytes it is taken", n, len(whole))
		}
	}
	path := filepath.Join(t.TempDir(), "cut.npz")
	for _, n := range []int{0, 1, 100, len(whole) / 2, len(whole) - 1} {
		if err := os.WriteFile(path, whole[:n], 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := run(t, "-resume", path); err == nil || strings.Contains(err.Error(), "\n") || !strings.Contains(err.Error(), path) {
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
	refused := 0
	const times = 1000
	for range times {
		b := slices.Clone(whole)
		for range 1 + rng.Intn(3) {
			b[rng.Intn(len(b))] ^= byte(1 + rng.Intn(255))
		}
		if _, err := read(t, b); err != nil {
			refused++
			continue
		}
		arrays, err := npz.Read(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			t.Fatal(err)
		}
		var again bytes.Buffer
		if err := npz.Write(&again, arrays); err != nil || !bytes.Equal(again.Bytes(), whole) {
			t.Fatalf("a damaged file is taken and says something else, error %v", err)
		}
	}
	if refused < times/2 {
		t.Errorf("%d of %d damaged files are refused", refused, times)
	}
}

// One array of a checkpoint is any numbers. That the file is any bytes, npz's
// FuzzRead sees to.
func FuzzResume(f *testing.F) {
	whole := checkpointBytes(f, "20")
	f.Add("loss", make([]byte, 20*8))
	f.Add("W1", make([]byte, 4*8))
	f.Add("no such array", []byte{})
	f.Fuzz(func(t *testing.T, name string, b []byte) {
		arrays, err := npz.Read(bytes.NewReader(whole), int64(len(whole)))
		if err != nil {
			t.Fatal(err)
		}
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
		read(t, file.Bytes())
	})
}
