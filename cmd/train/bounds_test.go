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
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, err := run(small(data, "-iters", "4", c.flag, bomb)...)
			runtime.ReadMemStats(&after)
			if c.want == "" && err != nil || c.want != "" && (err == nil || err.Error() != "npz: "+bomb+": "+c.want) {
				t.Errorf("error %v, want %s", err, c.want)
			}
			if took := after.TotalAlloc - before.TotalAlloc; took > 8<<20 {
				t.Errorf("took %d bytes of memory", took)
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
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err = run("-data", data, "-resume", model)
	runtime.ReadMemStats(&after)
	if want := "npz: " + model + ": loss: has shape (3), want (2000000000)"; errorText(err) != want {
		t.Errorf("error %v, want %s", err, want)
	}
	if took := after.TotalAlloc - before.TotalAlloc; took > 1<<20 {
		t.Errorf("took %d bytes of memory", took)
	}
}

// One image of a million pixels would need a W1 of any size.
func TestImagesOfTooManyPixels(t *testing.T) {
	data := t.TempDir()
	for _, part := range []string{"train", "t10k"} {
		images := append([]byte{0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 4, 0, 0, 0, 4, 0}, make([]byte, 1<<20)...)
		labels := []byte{0, 0, 8, 1, 0, 0, 0, 1, 7}
		for name, b := range map[string][]byte{"-images-idx3-ubyte": images, "-labels-idx1-ubyte": labels} {
			if err := os.WriteFile(filepath.Join(data, part+name), b, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	_, err := run("-data", data, "-batch", "1", "-hidden", "65")
	want := "-hidden 65: images of 1048576 pixels would need 68157440 weights, want at most 67108864"
	if err == nil || err.Error() != want || cli.Status(err) != statusMisused {
		t.Errorf("error %v, status %d, want %s", err, cli.Status(err), want)
	}
}
