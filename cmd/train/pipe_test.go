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
	for _, flag := range []string{"-load", "-resume"} {
		t.Run(flag, func(t *testing.T) {
			_, err := run(t, small(write(t, 60), flag, path)...)
			if want := "npz: " + path + ": a named pipe, want a regular file"; errorText(err) != want {
				t.Errorf("error %v, want %s", err, want)
			}
		})
	}
}
