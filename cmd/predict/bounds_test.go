package main

import (
	"archive/zip"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// bombed adds an array of n zero bytes to a .npz file: deflated they take n/1000,
// and as float64 8n. It also adds an array of strings, which nobody needs. If
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
	model := filepath.Join(t.TempDir(), "model.npz")
	if err := os.WriteFile(model, embedded, 0o644); err != nil {
		t.Fatal(err)
	}
	const n = 20 << 20
	for name, want := range map[string]string{
		"extra": "",
		"W1":    fmt.Sprintf("W1 has shape (%d), want (784, H)", n),
		"b2":    fmt.Sprintf("b2 has shape (%d), want (10)", n),
	} {
		t.Run(name, func(t *testing.T) {
			bomb := bombed(t, model, name, n)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, err := loadModel(bomb)
			runtime.ReadMemStats(&after)
			if want == "" && err != nil || want != "" && (err == nil || err.Error() != bomb+": "+want) {
				t.Errorf("error %v, want %s", err, want)
			}
			if took := after.TotalAlloc - before.TotalAlloc; took > 16<<20 {
				t.Errorf("took %d bytes of memory", took)
			}
		})
	}
}
