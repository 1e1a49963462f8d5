// Package datafile reads data files. If something else has the file's name, the
// error says what it is: a named pipe, a web page, a Git LFS pointer.
package datafile

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"unicode"
	"unicode/utf8"
)

// MaxSize is the largest size of a file that Read reads, in bytes.
const MaxSize = 1 << 30

// leastMost bytes are read even if the system reports fewer: some systems report
// 0 for files that are made while they are read.
const leastMost = 1 << 20

// Read returns the bytes of the regular file at path. It refuses anything else
// before opening it, because opening a named pipe waits for a writer. Its errors
// do not name path.
func Read(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err == nil {
		err = Regular(info.Mode())
	}
	if err == nil && info.Size() > MaxSize {
		err = fmt.Errorf("too large: %d bytes, want at most %d", info.Size(), MaxSize)
	}
	if err != nil {
		return nil, Cause(err)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, Cause(err)
	}
	defer f.Close()
	return readAll(f, info.Size())
}

// readAll returns the bytes of a file whose size the system reports. A file may have
// more, even without an end, as /proc/self/pagemap has, or because it grows.
func readAll(file io.Reader, size int64) ([]byte, error) {
	most := max(size, leastMost)
	var data bytes.Buffer
	data.Grow(int(size) + bytes.MinRead) // without it, the buffer would grow in steps
	if _, err := data.ReadFrom(io.LimitReader(file, most+1)); err != nil {
		return nil, Cause(err)
	}
	if int64(data.Len()) > most {
		return nil, fmt.Errorf("more than %d bytes, want the %d that the system reports", most, size)
	}
	return data.Bytes(), nil
}

// Regular returns an error that says what a file of this mode is, or nil if it
// is a regular file.
func Regular(mode fs.FileMode) error {
	switch {
	case mode.IsRegular():
		return nil
	case mode.IsDir():
		return errors.New("a folder, want a file")
	case mode&fs.ModeNamedPipe != 0:
		return errors.New("a named pipe, want a regular file")
	case mode&fs.ModeDevice != 0:
		return errors.New("a device, want a regular file")
	}
	return fmt.Errorf("a special file (%v), want a regular file", mode)
}

// Cause returns what the operating system says in err, without the operation and
// the path that package os writes before it, so that a message that begins with
// the path does not name it twice.
func Cause(err error) error {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		return path.Err
	case errors.As(err, &link):
		return link.Err
	}
	return err
}

// HeadSize is the number of bytes at the start of a file that Kind needs.
const HeadSize = 512

// kinds lists the kinds of files that often have another file's name.
var kinds = []struct{ begins, name string }{
	{"version https://git-lfs", "a Git LFS pointer and not the file that it points to"},
	{"PK\x03\x04", "a zip archive"},
	{"\x89PNG\r\n", "a PNG image"},
	{"\xff\xd8\xff", "a JPEG image"},
	{"GIF8", "a GIF image"},
	{"<svg", "an SVG image"},
	{"%PDF-", "a PDF document"},
	{"\x1f\x8b", "gzip data"},
	{"BZh", "bzip2 data"},
	{"\xfd7zXZ\x00", "xz data"},
	{"\x28\xb5\x2f\xfd", "zstd data"},
	{"7z\xbc\xaf\x27\x1c", "a 7z archive"},
	{"Rar!\x1a\x07", "a RAR archive"},
	{"\x89HDF\r\n", "an HDF5 file"},
	{"\x93NUMPY", "a NumPy array (.npy)"},
	{"\x80\x02", "a Python pickle"},
	{"\x80\x03", "a Python pickle"},
	{"\x80\x04", "a Python pickle"},
	{"\x80\x05", "a Python pickle"},
}

// Kind returns the kind of a file that begins with head, such as "a web page",
// or "" if Kind does not know it.
func Kind(head []byte) string {
	for _, kind := range kinds {
		if bytes.HasPrefix(head, []byte(kind.begins)) {
			return kind.name
		}
	}
	head = head[:min(len(head), HeadSize)]
	text := bytes.TrimSpace(bytes.TrimPrefix(head, []byte("\ufeff")))
	switch {
	case len(text) == 0 || !isText(text):
		return ""
	case bytes.HasPrefix(text, []byte("<?xml")):
		return "an XML document"
	case text[0] == '<':
		return "a web page"
	}
	line, _, _ := bytes.Cut(text, []byte("\n"))
	return fmt.Sprintf("a text that begins with %q", fmt.Sprintf("%.24s", bytes.TrimSpace(line)))
}

// isText reports whether b is UTF-8 without control characters. The last character
// may be cut.
func isText(b []byte) bool {
	for len(b) > 0 && utf8.FullRune(b) {
		r, size := utf8.DecodeRune(b)
		if r == utf8.RuneError && size == 1 || unicode.IsControl(r) && !unicode.IsSpace(r) {
			return false
		}
		b = b[size:]
	}
	return true
}
