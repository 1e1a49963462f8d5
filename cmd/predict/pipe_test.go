//go:build linux || darwin

package main

import (
	"path/filepath"
	"syscall"
	"testing"
)

// Opening a named pipe would wait for its writer for ever.
func TestNamedPipes(t *testing.T) {
	path := filepath.Join(t.TempDir(), "model.npz")
	if err := syscall.Mkfifo(path, 0o644); err != nil {
		t.Skip(err)
	}
	_, err := loadModel(path)
	if want := "npz: " + path + ": a named pipe, want a regular file"; err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}
