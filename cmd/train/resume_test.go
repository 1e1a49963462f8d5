package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"testing"

	"backprop/tensor"
	"backprop/tensor/npz"
)

func readFile(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// Stopped anywhere and resumed, a training prints what it would have printed
// and ends in the same file, byte for byte.
func TestResumeIsTheSameTraining(t *testing.T) {
	dir := t.TempDir()
	data := write(t, 60)
	file := func(name string) string { return filepath.Join(dir, name) }
	args := []string{"-data", data, "-hidden", "3", "-batch", "8", "-lr", "0.2", "-seed", "5"}
	all := append(args, "-iters", "50", "-save", file("whole.npz"), "-log", file("whole.csv"))
	lines, err := run(t, all...)
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range []string{"1", "7", "8", "15", "16", "29", "49", "50"} {
		path := file("part" + at + ".npz")
		first, err := run(t, append(args, "-iters", at, "-save", path, "-log", file("part.csv"))...)
		if err != nil {
			t.Fatal(err)
		}
		second, err := run(t, "-data", data, "-resume", path, "-iters", "50", "-log", file("part.csv"))
		if err != nil {
			t.Fatal(err)
		}
		if first+second != lines {
			t.Errorf("stopped after %s it prints\n%s, want\n%s", at, first+second, lines)
		}
		if !bytes.Equal(readFile(t, path), readFile(t, file("whole.npz"))) {
			t.Errorf("stopped after %s it ends in another file", at)
		}
		if got, want := withoutSeconds(readFile(t, file("part.csv"))), withoutSeconds(readFile(t, file("whole.csv"))); got != want {
			t.Errorf("stopped after %s the log is\n%s, want\n%s", at, got, want)
		}
	}
}

func withoutSeconds(b []byte) string {
	var out strings.Builder
	for _, line := range strings.Split(strings.TrimSpace(string(b)), "\n") {
		out.WriteString(line[:strings.LastIndex(line, ",")] + "\n")
	}
	return out.String()
}

func TestInterrupted(t *testing.T) {
	path := filepath.Join(t.TempDir(), "model.npz")
	data := write(t, 60)
	parsed := func(args ...string) options {
		o, err := parse(append([]string{"-data", data, "-hidden", "3", "-iters", "20"}, args...), os.Stderr)
		if err != nil {
			t.Fatal(err)
		}
		return o
	}
	stop := func() chan os.Signal { c := make(chan os.Signal, 1); c <- os.Interrupt; return c }
	defer signal.Reset()
	var stdout bytes.Buffer
	err := train(parsed("-batch", "8", "-save", path), &stdout, &progress{}, stop())
	if want := "interrupted after 1 iterations; to go on: go run ./cmd/train -resume " + path + " -iters 20"; !errors.Is(err, errInterrupted) || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
	err = train(parsed("-batch", "8"), &stdout, &progress{}, stop())
	if want := "interrupted after 1 iterations; nothing is saved without -save FILE.npz"; err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
	if _, err := run(t, "-data", data, "-resume", path, "-iters", "20"); err != nil {
		t.Errorf("it cannot go on: %v", err)
	}
}

func TestResumeRefuses(t *testing.T) {
	dir := t.TempDir()
	data, other := write(t, 60), write(t, 58)
	path := filepath.Join(dir, "model.npz")
	if _, err := run(t, "-data", data, "-hidden", "3", "-batch", "8", "-lr", "0.2", "-seed", "5", "-iters", "9", "-save", path); err != nil {
		t.Fatal(err)
	}
	changes := 0
	change := func(name string, value *tensor.Tensor) string {
		arrays, err := npz.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if arrays[name] = value; value == nil {
			delete(arrays, name)
		}
		changes++
		changed := filepath.Join(dir, fmt.Sprint("changed", changes, ".npz"))
		if err := npz.WriteFile(changed, arrays); err != nil {
			t.Fatal(err)
		}
		return changed
	}
	for _, test := range []struct {
		args []string
		want string
	}{
		{[]string{"-seed", "6"}, "-seed 6: " + path + " was trained with 5"},
		{[]string{"-batch", "9"}, "-batch 9: " + path + " was trained with 8"},
		{[]string{"-lr", "0.1"}, "-lr 0.1: " + path + " was trained with 0.2"},
		{[]string{"-hidden", "4"}, "-hidden 4: " + path + " was trained with 3"},
		{[]string{"-iters", "8"}, "-iters 8: " + path + " has done 9 already"},
		{[]string{"-data", other}, "-resume " + path + ": it was trained with other data, 60 images of 4 numbers (sum "},
		{[]string{"-resume", change("rng_key", nil)}, "no array rng_key: -resume wants a file that -save has written"},
		{[]string{"-resume", change("loss", tensor.Vector(1, 2))}, "loss has 2 elements, want 9, one for each iteration"},
		{[]string{"-resume", change("iteration", tensor.Scalar(1.5))}, "iteration is 1.5, want a whole number from 1 to 2147483647"},
		{[]string{"-resume", change("lr", tensor.Scalar(-1))}, "lr is -1, want a finite number above 0"},
		{[]string{"-resume", change("rng_key", tensor.Zeros(624))}, "the key is all zeros"},
		{[]string{"-resume", change("W1", tensor.Zeros(2, 2))}, "W1 has shape (2, 2), want (4, 3)"},
		{[]string{"-resume", filepath.Join(dir, "nothing.npz")}, "nothing.npz"},
	} {
		_, err := run(t, append([]string{"-data", data, "-resume", path, "-iters", "20"}, test.args...)...)
		if err == nil || !strings.Contains(err.Error(), test.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%q: error %v, want %s", test.args, err, test.want)
		}
	}
	var stderr bytes.Buffer
	if _, err := parse([]string{"-load", "a", "-resume", "b"}, &stderr); err == nil {
		t.Error("-load and -resume together are taken")
	}
}

// Cut anywhere, a checkpoint is refused in one line.
func TestResumeOfAFileCutShort(t *testing.T) {
	dir := t.TempDir()
	data := write(t, 60)
	path := filepath.Join(dir, "model.npz")
	if _, err := run(t, "-data", data, "-hidden", "1", "-batch", "8", "-iters", "3", "-save", path); err != nil {
		t.Fatal(err)
	}
	whole := readFile(t, path)
	cut := filepath.Join(dir, "cut.npz")
	for n := range len(whole) {
		if err := os.WriteFile(cut, whole[:n], 0o644); err != nil {
			t.Fatal(err)
		}
		if _, _, err := resume(cut); err == nil || strings.Contains(err.Error(), "\n") || !strings.Contains(err.Error(), cut) {
			t.Fatalf("cut after %d of %d bytes: error %v", n, len(whole), err)
		}
	}
}

func FuzzResume(f *testing.F) {
	dir := f.TempDir()
	path := filepath.Join(dir, "fuzz.npz")
	c := checkpoint{iteration: 1, batch: 1, lr: 1, data: make([]float64, 4), loss: []float64{2}}
	c.rng.Key[0] = 1
	var b bytes.Buffer
	arrays := map[string]*tensor.Tensor{"iteration": tensor.Scalar(1), "b1": tensor.Zeros(2), "rng_pos": tensor.Scalar(624)}
	if err := npz.Write(&b, arrays); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add([]byte("PK\x05\x06"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if err := os.WriteFile(path, b, 0o644); err != nil {
			t.Fatal(err)
		}
		c, params, err := resume(path)
		if err == nil {
			seed := uint32(0)
			err = c.adopt(&options{seed: &seed, resume: path, iters: 1 << 40}, params)
		}
		if err != nil && strings.Contains(err.Error(), "\n") {
			t.Errorf("the error has several lines: %v", err)
		}
	})
}

// Two trainings that write one file leave it whole: it is one's or the other's.
func TestTwoTrainingsOfOneFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "model.npz")
	data := write(t, 60)
	errs := make(chan error)
	for _, seed := range []string{"1", "2"} {
		o, err := parse([]string{"-data", data, "-hidden", "3", "-batch", "8", "-iters", "300", "-seed", seed, "-save", path}, os.Stderr)
		if err != nil {
			t.Fatal(err)
		}
		go func() { errs <- train(o, &bytes.Buffer{}, &progress{}, nil) }()
	}
	for range 2 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	c, _, err := resume(path)
	if err != nil || c.iteration != 300 || c.seed != 1 && c.seed != 2 {
		t.Errorf("the file is of iteration %d, seed %d, error %v", c.iteration, c.seed, err)
	}
	rest, err := filepath.Glob(filepath.Join(filepath.Dir(path), ".*"))
	if err != nil || len(rest) > 0 {
		t.Errorf("left behind: %q, %v", rest, err)
	}
}
