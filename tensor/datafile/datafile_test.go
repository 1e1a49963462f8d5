package datafile

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestRead(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	if err := os.WriteFile(at("file"), []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	tests := []struct{ name, path, want string }{
		{"a regular file", at("file"), ""},
		{"no file", at("missing"), fs.ErrNotExist.Error()},
		{"a folder", dir, "a folder, want a file"},
	}
	if info, err := os.Stat("/dev/zero"); err == nil && info.Mode()&fs.ModeDevice != 0 {
		tests = append(tests, struct{ name, path, want string }{"a device", "/dev/zero", "a device, want a regular file"})
	}
	if large, err := os.Create(at("large")); err == nil {
		// It has a hole, and takes no room where the system can do that.
		if err := large.Truncate(MaxSize + 1); err == nil {
			tests = append(tests, struct{ name, path, want string }{"a file that is too large", at("large"),
				"too large: 1073741825 bytes, want at most 1073741824"})
		}
		large.Close()
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			data, err := Read(tt.path)
			switch {
			case tt.want == "" && err == nil && string(data) == "x":
			case errors.Is(err, fs.ErrNotExist) && tt.want == fs.ErrNotExist.Error() && !strings.Contains(err.Error(), dir):
			case err == nil || err.Error() != tt.want:
				t.Errorf("Read(%s) = %v, want %s", tt.path, err, tt.want)
			}
		})
	}
}

// endless is a file of zeros without an end. It counts how many are read.
type endless struct{ read int }

func (e *endless) Read(b []byte) (int, error) {
	clear(b)
	e.read += len(b)
	return len(b), nil
}

func TestReadAllOfAnotherSize(t *testing.T) {
	for _, tt := range []struct {
		name       string
		size, have int64 // have is -1 for an endless file
		want       string
	}{
		{"as many", 3, 3, ""},
		{"none", 0, 0, ""},
		{"fewer", 5, 3, ""},
		{"a file that is made while it is read", 0, leastMost, ""},
		{"endless", 0, -1, "more than 1048576 bytes, want the 0 that the system reports"},
		{"a large file that grows", 5 << 20, 6 << 20, "more than 5242880 bytes, want the 5242880 that the system reports"},
		{"a large file that does not", 5 << 20, 5 << 20, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			zeros := &endless{}
			var file io.Reader = zeros
			if tt.have >= 0 {
				file = io.LimitReader(zeros, tt.have)
			}
			data, err := readAll(file, tt.size)
			if tt.want == "" && (err != nil || int64(len(data)) != tt.have) || tt.want != "" && (err == nil || err.Error() != tt.want) {
				t.Errorf("readAll = %d bytes, %v, want %d, %s", len(data), err, tt.have, tt.want)
			}
			if most := max(tt.size, leastMost); int64(zeros.read) > most+1 {
				t.Errorf("readAll reads %d bytes, want at most %d", zeros.read, most+1)
			}
		})
	}
}

func TestRegular(t *testing.T) {
	for mode, want := range map[fs.FileMode]string{
		fs.ModeDir | 0o755:                     "a folder, want a file",
		fs.ModeNamedPipe | 0o644:               "a named pipe, want a regular file",
		fs.ModeSocket:                          "a special file (S---------), want a regular file",
		fs.ModeDevice | fs.ModeCharDevice:      "a device, want a regular file",
		fs.ModeIrregular | fs.FileMode(0o0644): "a special file (?rw-r--r--), want a regular file",
	} {
		if err := Regular(mode); err == nil || err.Error() != want {
			t.Errorf("Regular(%v) = %v, want %s", mode, err, want)
		}
	}
	if err := Regular(0o644); err != nil {
		t.Errorf("Regular of a regular file = %v", err)
	}
}

func TestKind(t *testing.T) {
	tests := []struct{ name, head, want string }{
		{"HTML", "<!DOCTYPE html>\n<html>", "a web page"},
		{"HTML after a byte order mark and spaces", "\ufeff \r\n<HTML>", "a web page"},
		{"a long Korean page, cut inside a character", ("<p>" + strings.Repeat("가", 300))[:HeadSize], "a web page"},
		{"XML", `<?xml version="1.0"?><Error>`, "an XML document"},
		{"Git LFS", "version https://git-lfs.github.com/spec/v1\noid sha256:0", "a Git LFS pointer and not the file that it points to"},
		{"zip", "PK\x03\x04\x14\x00", "a zip archive"},
		{"PNG", "\x89PNG\r\n\x1a\n", "a PNG image"},
		{"JPEG", "\xff\xd8\xff\xe0", "a JPEG image"},
		{"gzip", "\x1f\x8b\x08\x00", "gzip data"},
		{"pickle", "\x80\x04\x95", "a Python pickle"},
		{"a server's answer", "404: Not Found\n", `a text that begins with "404: Not Found"`},
		{"IDX", "\x00\x00\x08\x03\x00\x00\xea\x60", ""},
		{"nothing", "", ""},
		{"only spaces", " \n", ""},
		{"other bytes", "abc\x00\xff", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Kind([]byte(tt.head)); got != tt.want {
				t.Errorf("Kind(%q) = %q, want %q", tt.head, got, tt.want)
			}
		})
	}
}
