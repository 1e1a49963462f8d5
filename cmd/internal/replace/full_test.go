//go:build linux || darwin

package replace

import (
	"fmt"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// When the disk is full, the old file stays.
func TestFileThatDoesNotFit(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "file")
	write(t, path, "Dear Jane")
	var old syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &old); err != nil {
		t.Skip(err)
	}
	signal.Ignore(syscall.SIGXFSZ)
	defer signal.Reset(syscall.SIGXFSZ)
	small := old
	small.Cur = 100 // bytes, of any file
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &small); err != nil {
		t.Skip(err)
	}
	err := File(path, letter, []byte(strings.Repeat("Dear John", 100)))
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &old); err != nil {
		t.Fatal(err)
	}
	if want := path + ": file too large"; fmt.Sprint(err) != want {
		t.Errorf("File = %v, want %s", err, want)
	}
	if got := read(t, path); got != "Dear Jane" || names(t, folder) != "file" {
		t.Errorf("the file is %q in a folder of %s, want the old one alone", got, names(t, folder))
	}
}
