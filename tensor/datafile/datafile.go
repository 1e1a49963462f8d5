// Package datafile opens data files. If something else has the file's name, it
// says what that is: a named pipe, a web page, a Git LFS pointer.
package datafile

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"unicode"
	"unicode/utf8"
)

// Open opens the regular file at path. It refuses anything else before opening
// it, because opening a named pipe waits for a writer. Its errors do not name
// path.
func Open(path string) (*os.File, error) {
	info, err := os.Stat(path)
	if err == nil {
		err = Regular(info.Mode())
	}
	if err != nil {
		return nil, Cause(err)
	}
	f, err := os.Open(path)
	return f, Cause(err)
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
	case mode&fs.ModeSocket != 0:
		return errors.New("a socket, want a regular file")
	case mode&fs.ModeDevice != 0:
		return errors.New("a device, want a regular file")
	}
	return fmt.Errorf("a special file (%v), want a regular file", mode)
}

// Cause returns what the operating system says in err, without the operation and
// the path that package os writes before it: a message that begins with the path
// names it once.
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

// HeadSize is the number of a file's first bytes that Kind looks at.
const HeadSize = 512

// kinds lists the kinds of files that often have another file's name.
var kinds = []struct{ begins, name string }{
	{"version https://git-lfs", "a Git LFS pointer and not the file that it points to"},
	{"PK\x03\x04", "a zip archive"},
	{"PK\x05\x06", "an empty zip archive"},
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

// Kind returns what a file is that begins with head, such as "a web page", or "" if
// it does not know.
func Kind(head []byte) string {
	for _, kind := range kinds {
		if bytes.HasPrefix(head, []byte(kind.begins)) {
			return kind.name
		}
	}
	text, cut := head, HeadSize-utf8.UTFMax // a character may end behind head
	if len(text) > cut {
		text = text[:cut]
		for len(text) > 0 && !utf8.Valid(text) && len(text) > cut-utf8.UTFMax {
			text = text[:len(text)-1]
		}
	}
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	if !utf8.Valid(text) || bytes.ContainsFunc(text, func(r rune) bool { return unicode.IsControl(r) && !unicode.IsSpace(r) }) {
		return ""
	}
	text = bytes.TrimSpace(text)
	switch {
	case len(text) == 0:
		return ""
	case bytes.HasPrefix(text, []byte("<?xml")):
		return "an XML document"
	case text[0] == '<':
		return "a web page"
	}
	line, _, _ := bytes.Cut(text, []byte("\n"))
	return fmt.Sprintf("a text that begins with %q", fmt.Sprintf("%.24s", bytes.TrimSpace(line)))
}
