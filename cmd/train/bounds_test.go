package main

import (
	"archive/zip"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"backprop/cmd/internal/cli"
	"backprop/tensor"
	"backprop/tensor/npz"
)

// bombed adds an array of n zero bytes to a .npz file: deflated they take n/1000,
// and as float64 8n. It also adds an array of strings, which no flag asks for. If
// the file has an array of that name, bombed replaces it.
func bombed(t *testing.T, path, name string, n int) string {
	t.Helper()
	from, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer from.Close()
	bomb := filepath.Join(t.TempDir(), "bomb.npz")
	file, err := os.Create(bomb)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	to := zip.NewWriter(file)
	for _, member := range from.File {
		if member.Name == name+".npy" {
			continue
		}
		if err := to.Copy(member); err != nil {
			t.Fatal(err)
		}
	}
	for _, array := range []struct {
		name, dtype      string
		length, itemsize int
	}{{name, "|u1", n, 1}, {"classes", "<U1", 10, 4}} {
		text := fmt.Sprintf("{'descr': '%s', 'fortran_order': False, 'shape': (%d,), }\n", array.dtype, array.length)
		header := "\x93NUMPY\x01\x00" + string(rune(len(text))) + "\x00" + text
		w, err := to.Create(array.name + ".npy")
		if err == nil {
			_, err = w.Write(append([]byte(header), make([]byte, array.length*array.itemsize)...))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := to.Close(); err != nil {
		t.Fatal(err)
	}
	return bomb
}

// runMeasured trains, and returns how many bytes of memory that takes as well.
func runMeasured(args ...string) (bytes uint64, err error) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err = run(args...)
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc, err
}

// A file of a few kilobytes takes no gigabytes, and what is not asked for is
// not read.
func TestBombs(t *testing.T) {
	data, model := write(t, 60), filepath.Join(t.TempDir(), "m.npz")
	if _, err := run(small(data, "-iters", "3", "-save", model)...); err != nil {
		t.Fatal(err)
	}
	const n = 4 << 20
	for _, c := range []struct{ flag, name, want string }{
		{"-load", "extra", ""},
		{"-resume", "extra", ""},
		{"-load", "W1", fmt.Sprintf("W1: has shape (%d), want (4, 3)", n)},
		{"-resume", "W1", fmt.Sprintf("W1: has shape (%d), want (4, 3)", n)},
		{"-load", "loss", ""},
		{"-resume", "loss", fmt.Sprintf("loss: has shape (%d), want (3)", n)},
		{"-resume", "data", fmt.Sprintf("data: has shape (%d), want (4)", n)},
	} {
		t.Run(c.flag+" "+c.name, func(t *testing.T) {
			bomb := bombed(t, model, c.name, n)
			bytes, err := runMeasured(small(data, "-iters", "4", c.flag, bomb)...)
			if c.want == "" && err != nil || c.want != "" && (err == nil || err.Error() != "npz: "+bomb+": "+c.want) {
				t.Errorf("error %v, want %s", err, c.want)
			}
			if bytes > 8<<20 {
				t.Errorf("%d bytes of memory", bytes)
			}
		})
	}
}

// The iterations that a file claims take no memory before its losses are read.
func TestIterationsWithoutLosses(t *testing.T) {
	data, model := write(t, 60), filepath.Join(t.TempDir(), "m.npz")
	if _, err := run(small(data, "-iters", "3", "-save", model)...); err != nil {
		t.Fatal(err)
	}
	arrays, err := npz.ReadFile(model)
	if err != nil {
		t.Fatal(err)
	}
	arrays["iteration"], arrays["iters"] = tensor.Scalar(2e9), tensor.Scalar(2e9)
	writeArrays(t, model, arrays)
	bytes, err := runMeasured("-data", data, "-resume", model)
	if want := "npz: " + model + ": loss: has shape (3), want (2000000000)"; errorText(err) != want {
		t.Errorf("error %v, want %s", err, want)
	}
	if bytes > 1<<20 {
		t.Errorf("%d bytes of memory", bytes)
	}
}

// One image of a million pixels would need a W1 of any size.
func TestImagesOfTooManyPixels(t *testing.T) {
	images := append([]byte{0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 4, 0, 0, 0, 4, 0}, make([]byte, 1<<20)...)
	data := writeIDX(t, images, []byte{0, 0, 8, 1, 0, 0, 0, 1, 7})
	_, err := run("-data", data, "-batch", "1", "-hidden", "65")
	want := "-hidden 65: images of 1048576 pixels would need 68157440 weights, want at most 67108864"
	if err == nil || err.Error() != want || cli.Status(err) != statusMisused {
		t.Errorf("error %v, status %d, want %s", err, cli.Status(err), want)
	}
}
