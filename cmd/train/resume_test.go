package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"backprop/cmd/internal/cli"
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

// small is a training of iterations that take no time: 7.5 are an epoch.
func small(data string, more ...string) []string {
	return append([]string{"-data", data, "-hidden", "3", "-batch", "8", "-lr", "0.2", "-seed", "5"}, more...)
}

// Stopped anywhere and resumed, a training prints what it would have printed
// and ends in the same files, byte for byte.
func TestResumeIsTheSameTraining(t *testing.T) {
	data := write(t, 60)
	whole := t.TempDir()
	files := func(dir string) []string {
		return []string{"-save", filepath.Join(dir, "m.npz"), "-log", filepath.Join(dir, "l.csv"), "-curve", filepath.Join(dir, "c.svg")}
	}
	lines, err := run(small(data, append(files(whole), "-iters", "50")...)...)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		at   []string // stopped after so many iterations
	}{
		{"after the first iteration", []string{"1"}},
		{"in the middle of an epoch", []string{"7"}},
		{"where an epoch is half an iteration in", []string{"8"}},
		{"at the end of an epoch", []string{"15"}},
		{"just after it", []string{"16"}},
		{"before the last iteration", []string{"49"}},
		{"when it is done", []string{"50"}},
		{"twice", []string{"9", "31"}},
		{"after every few iterations", []string{"1", "2", "3", "14", "15", "16", "30", "31", "32"}},
	} {
		t.Run("stopped "+c.name, func(t *testing.T) {
			dir := t.TempDir()
			got := ""
			for i, at := range append(c.at, "50") {
				args := append(files(dir), "-data", data, "-iters", at)
				if i == 0 {
					args = small(data, args...)
				} else {
					args = append(args, "-resume", filepath.Join(dir, "m.npz"))
				}
				printed, err := run(args...)
				if err != nil {
					t.Fatal(err)
				}
				got += printed
			}
			if got != lines {
				t.Errorf("it prints\n%s, want\n%s", got, lines)
			}
			for _, name := range []string{"m.npz", "c.svg", "l.csv"} {
				got, want := readFile(t, filepath.Join(dir, name)), readFile(t, filepath.Join(whole, name))
				if !bytes.Equal(got, want) {
					t.Errorf("it ends in another %s", name)
				}
			}
		})
	}
}

// A training that -load began draws the same batches when it is resumed.
func TestResumeAfterLoad(t *testing.T) {
	data, dir := write(t, 60), t.TempDir()
	path := func(name string) string { return filepath.Join(dir, name) }
	for _, args := range [][]string{
		small(data, "-iters", "5", "-save", path("loaded.npz")),
		small(data, "-iters", "30", "-seed", "6", "-load", path("loaded.npz"), "-save", path("whole.npz")),
		small(data, "-iters", "9", "-seed", "6", "-load", path("loaded.npz"), "-save", path("m.npz")),
		{"-data", data, "-iters", "30", "-resume", path("m.npz")},
	} {
		if _, err := run(args...); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(readFile(t, path("m.npz")), readFile(t, path("whole.npz"))) {
		t.Error("it ends in another file than an uninterrupted training")
	}
}

// -save may name another file than -resume, which then stays as it is; without
// -iters, what was to be done is done.
func TestResumeIntoAnotherFile(t *testing.T) {
	data, dir := write(t, 60), t.TempDir()
	path := func(name string) string { return filepath.Join(dir, name) }
	if err := runUntil(interruption(), io.Discard, small(data, "-iters", "30", "-save", path("a.npz"))...); cli.Status(err) != 130 {
		t.Fatal(err)
	}
	old := readFile(t, path("a.npz"))
	if _, err := run("-data", data, "-resume", path("a.npz"), "-save", path("b.npz")); err != nil {
		t.Fatal(err)
	}
	if _, err := run(small(data, "-iters", "30", "-save", path("c.npz"))...); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(readFile(t, path("a.npz")), old) {
		t.Error("the file that was resumed has changed")
	}
	if !bytes.Equal(readFile(t, path("b.npz")), readFile(t, path("c.npz"))) {
		t.Error("it ends in another file than an uninterrupted training")
	}
}

// interruption returns a context that has ended as after Ctrl-C.
func interruption() context.Context {
	ctx, stop := context.WithCancelCause(context.Background())
	stop(cli.StatusError{Status: 130})
	return ctx
}

func TestInterrupted(t *testing.T) {
	dir, data := t.TempDir(), write(t, 60)
	path := filepath.Join(dir, "it's mine.npz")
	log := filepath.Join(dir, "l.csv")
	interrupted := func(args ...string) error {
		return runUntil(interruption(), io.Discard, small(data, args...)...)
	}
	for _, test := range []struct {
		name string
		args []string
		want string // how the message goes on
	}{
		{"the command is repeated", []string{"-iters", "20", "-save", path, "-log", log, "-plain"},
			"wrote " + path + ", " + log + "; to continue: go run backprop/cmd/train -resume '" + dir + `/it'\''s mine.npz' -batch 8 -data ` + data + " -hidden 3 -iters 20 -log " + log + " -lr 0.2 -plain"},
		{"nothing is saved", []string{"-iters", "20"}, "nothing is saved without -save FILE.npz"},
	} {
		t.Run(test.name, func(t *testing.T) {
			err := interrupted(test.args...)
			want := "interrupted after iteration 1 of 20; " + test.want
			if filepath.Separator == '/' && errorText(err) != want || cli.Status(err) != 130 {
				t.Errorf("error %v, status %d, want %s, status 130", err, cli.Status(err), want)
			}
		})
	}
	if err := interrupted("-iters", "1"); err != nil {
		t.Errorf("interrupted in its last iteration: error %v", err)
	}
	if _, err := run("-data", data, "-resume", path); err != nil {
		t.Errorf("it cannot continue: %v", err)
	}
}

func TestResumeRefuses(t *testing.T) {
	dir := t.TempDir()
	data, other := write(t, 60), write(t, 58)
	path := filepath.Join(dir, "model.npz")
	if _, err := run(small(data, "-iters", "9", "-save", path)...); err != nil {
		t.Fatal(err)
	}
	pixel := t.TempDir() // the same data but for one pixel of the last test image
	if err := os.CopyFS(pixel, os.DirFS(data)); err != nil {
		t.Fatal(err)
	}
	images := readFile(t, filepath.Join(data, "t10k-images-idx3-ubyte"))
	images[len(images)-1] ^= 1
	if err := os.WriteFile(filepath.Join(pixel, "t10k-images-idx3-ubyte"), images, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := run("-resume", path, "-iters", "20"); cli.Status(err) != 2 ||
		!strings.HasPrefix(err.Error(), "-data: "+path+" was trained with 60 + 60 images") {
		t.Errorf("without -data: error %v", err)
	}
	otherLog := filepath.Join(dir, "other.csv")
	if _, err := run(small(data, "-iters", "9", "-lr", "0.3", "-log", otherLog)...); err != nil {
		t.Fatal(err)
	}
	largeLog := filepath.Join(dir, "large.csv") // a file with a hole
	if err := errors.Join(os.WriteFile(largeLog, readFile(t, otherLog), 0o644), os.Truncate(largeLog, 1<<30+10)); err != nil {
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
		writeArrays(t, changed, arrays)
		return changed
	}
	for _, c := range []struct {
		args   []string
		want   string
		status int
	}{
		{[]string{"-seed", "6"}, "-seed 6: " + path + " was trained with 5", 2},
		{[]string{"-batch", "9"}, "-batch 9: " + path + " was trained with 8", 2},
		{[]string{"-lr", "0.1"}, "-lr 0.1: " + path + " was trained with 0.2", 2},
		{[]string{"-hidden", "50"}, "-hidden 50: " + path + " was trained with 3", 2},
		{[]string{"-iters", "8"}, "-iters 8: " + path + " has already done 9", 2},
		{[]string{"-data", other}, "-data: " + path + " was trained with 60 + 60 images of 4 pixels (checksum ", 2},
		{[]string{"-data", other}, "), found 58 + 58 images of 4 pixels (checksum ", 2},
		{[]string{"-data", pixel}, "-data: " + path + " was trained with 60 + 60 images", 2},
		{[]string{"-log", otherLog}, "-log " + otherLog + ": the log of another training, want its own log or a new name", 1},
		{[]string{"-log", largeLog}, "-log " + largeLog + ": too large: 1073741834 bytes, want at most 1073741824", 1},
		{[]string{"-resume", change("seed", nil)}, "no array seed: -resume wants a file that -save has written", 1},
		{[]string{"-resume", change("loss", tensor.Vector(1, 2))}, "loss: has shape (2), want (9)", 1},
		{[]string{"-resume", change("test_acc", tensor.Vector(1, 1))}, "test_acc: has shape (2), want (1)", 1},
		{[]string{"-resume", change("data", tensor.Vector(60, 4, 60))}, "data: has shape (3), want (4)", 1},
		{[]string{"-resume", change("iteration", tensor.Scalar(1.5))}, "iteration has 1.5, want whole numbers from 1 to 2147483647", 1},
		{[]string{"-resume", change("hidden", tensor.Scalar(1e9))}, "hidden has 1e+09, want whole numbers from 1 to 10000", 1},
		{[]string{"-resume", change("data", tensor.Vector(50, 4, 60, 0))}, "was trained with 50 + 60 images of 4 pixels (checksum 00000000), found 60 + 60 images", 2},
		{[]string{"-resume", change("data", tensor.Vector(60, 4.5, 60, 0))}, "data has 4.5, want whole numbers from 0 to 4294967295", 1},
		{[]string{"-resume", change("data", tensor.Vector(60, 4, 60, math.NaN()))}, "data has NaN, want whole numbers from 0 to 4294967295", 1},
		{[]string{"-resume", change("lr", tensor.Scalar(-1))}, "lr is -1, want a finite number above 0", 1},
		{[]string{"-resume", change("W1", tensor.Zeros(2, 2))}, "W1: has shape (2, 2), want (4, 3)", 1},
		{[]string{"-resume", filepath.Join(dir, "nothing.npz")}, "nothing.npz: no such file or directory", 1},
	} {
		t.Run(c.want, func(t *testing.T) {
			_, err := run(append([]string{"-data", data, "-resume", path, "-iters", "20"}, c.args...)...)
			if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n") || cli.Status(err) != c.status {
				t.Errorf("train %q: error %v, status %d, want %s, status %d", c.args, err, cli.Status(err), c.want, c.status)
			}
		})
	}
}
