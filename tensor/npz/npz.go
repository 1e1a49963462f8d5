// Package npz reads and writes NumPy's .npz files: zip archives of named arrays.
//
//	arrays, err := npz.ReadFile("model.npz") // np.load("model.npz")
//	W1 := arrays["W1"]
//	err = npz.Write(w, arrays)               // np.savez(w, **arrays)
//
// Open reads no array until you ask for it, and returns its shape first.
//
// Write writes float64 in C order, bit for bit. Arrays that are read may hold
// float64, float32, integers or booleans, in either byte order, in C or Fortran
// order, stored or deflated, in format 1.0 to 3.0. They become float64; an
// integer that no float64 equals is an error. Pickled objects are never read.
//
// A file may come from anywhere. What it claims is checked before memory is
// taken, and an error names the file and the array. The arrays that are read
// from one file take at most 64 MiB, or 16 bytes for each byte of the file if
// that is more.
package npz

import (
	"archive/zip"
	"bufio"
	"compress/flate"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"

	"backprop/tensor"
	"backprop/tensor/datafile"
)

// The arrays of a file may take leastLimit bytes of memory however small the
// file is, because zeros deflate to almost nothing, or limitRatio for each of
// its bytes.
const (
	leastLimit = 64 << 20
	limitRatio = 16
)

// A File is an .npz file whose arrays are read one at a time. Arrays that you
// do not ask for may be of any kind and of any size.
type File struct {
	name    string   // begins each error: "npz: model.npz"
	file    *os.File // nil if NewFile made the File
	members map[string]*zip.File
	size    int64
	limit   int64 // in bytes, of the memory for arrays that is left
}

// Open opens the .npz file at path, which must be a regular file.
func Open(path string) (*File, error) {
	file, err := datafile.Open(path)
	if err != nil {
		return nil, fmt.Errorf("npz: %s: %w", path, err)
	}
	info, err := file.Stat()
	if err != nil {
		file.Close()
		return nil, fmt.Errorf("npz: %s: %w", path, datafile.Cause(err))
	}
	f := &File{name: "npz: " + path, file: file, size: info.Size()}
	if err := f.readDirectory(file); err != nil {
		file.Close()
		return nil, err
	}
	return f, nil
}

// NewFile returns the .npz file that r holds in size bytes.
func NewFile(r io.ReaderAt, size int64) (*File, error) {
	f := &File{name: "npz", size: size}
	if err := f.readDirectory(r); err != nil {
		return nil, err
	}
	return f, nil
}

// ReadFile reads all the arrays of the .npz file at path.
func ReadFile(path string) (map[string]*tensor.Tensor, error) {
	f, err := Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	arrays := make(map[string]*tensor.Tensor)
	for _, name := range slices.Sorted(maps.Keys(f.members)) {
		if arrays[name], err = f.Read(name); err != nil {
			return nil, err
		}
	}
	return arrays, nil
}

// readDirectory reads the list of the archive's members.
func (f *File) readDirectory(r io.ReaderAt) error {
	archive, err := zip.NewReader(r, f.size)
	if err != nil {
		return fmt.Errorf("%s: %w", f.name, notZip(r, err))
	}
	f.limit = max(leastLimit, limitRatio*min(f.size, math.MaxInt64/limitRatio))
	f.members = make(map[string]*zip.File)
	for _, member := range archive.File {
		name, isArray := strings.CutSuffix(member.Name, ".npy")
		if isArray && f.members[name] != nil {
			return f.wrap(name, errors.New("there twice"))
		}
		if isArray {
			f.members[name] = member
		}
	}
	return nil
}

// notZip returns an error that says what a file is that zip refuses with err.
func notZip(r io.ReaderAt, err error) error {
	head := make([]byte, datafile.HeadSize)
	n, readErr := r.ReadAt(head, 0)
	head = head[:n]
	kind := datafile.Kind(head)
	switch {
	case readErr != nil && readErr != io.EOF:
		return datafile.Cause(readErr)
	case n == 0:
		return errors.New("empty, want a zip archive")
	case strings.HasPrefix(string(head), "PK"):
		return fmt.Errorf("damaged zip archive: %w", err)
	case kind != "":
		return fmt.Errorf("%s, want a zip archive of arrays (.npz)", kind)
	}
	return fmt.Errorf("begins with %q, want a zip archive (%q)", head[:min(n, 6)], "PK")
}

// wrap returns err with the names of the file and of the array. A name that
// would confuse a terminal is quoted.
func (f *File) wrap(name string, err error) error {
	if quoted := strconv.Quote(name); quoted != `"`+name+`"` || name == "" {
		name = quoted
	}
	return fmt.Errorf("%s: %s: %w", f.name, name, datafile.Cause(err))
}

// Close closes the file that Open has opened.
func (f *File) Close() error {
	if f.file == nil {
		return nil
	}
	return f.file.Close()
}

// Has reports whether the file has an array of this name.
func (f *File) Has(name string) bool { return f.members[name] != nil }

// Shape returns the shape of an array, without reading its data.
func (f *File) Shape(name string) (tensor.Shape, error) {
	body, h, err := f.open(name)
	if err != nil {
		return nil, err
	}
	return h.shape, body.Close()
}

// ReadShape reads an array. It refuses one of another shape before it reads the
// data.
func (f *File) ReadShape(name string, shape ...int) (*tensor.Tensor, error) {
	found, err := f.Shape(name)
	if err != nil {
		return nil, err
	}
	if !slices.Equal(found, shape) {
		return nil, f.wrap(name, fmt.Errorf("has shape %s, want %s", found, tensor.Shape(shape)))
	}
	return f.Read(name)
}

// Read reads an array. It refuses one that takes more memory than is left of
// the file's limit.
func (f *File) Read(name string) (*tensor.Tensor, error) {
	body, h, err := f.open(name)
	if err != nil {
		return nil, err
	}
	defer body.Close()
	takes := int64(h.elements()) * 8
	if takes > f.limit {
		return nil, f.wrap(name, fmt.Errorf("too large: %v takes %d bytes of memory, want at most %d with a file of %d",
			h, takes, f.limit, f.size))
	}
	x, err := readData(body, h)
	if err != nil {
		return nil, f.wrap(name, f.blame(body, err))
	}
	f.limit -= takes
	return x, nil
}

// A member is the unpacked array file within the archive. At its end, Read
// compares the size and the checksum with the archive's directory.
type member struct {
	*bufio.Reader
	io.Closer
}

// open opens an array and reads its header.
func (f *File) open(name string) (*member, header, error) {
	entry := f.members[name]
	if entry == nil {
		return nil, header{}, f.wrap(name, errors.New("no such array"))
	}
	if entry.Flags&1 != 0 {
		return nil, header{}, f.wrap(name, errors.New("encrypted"))
	}
	r, err := entry.Open()
	if err != nil {
		return nil, header{}, f.wrap(name, err)
	}
	body := &member{bufio.NewReader(r), r}
	h, err := readHeader(body, entry.UncompressedSize64)
	if err != nil {
		body.Close()
		return nil, h, f.wrap(name, f.blame(body, err))
	}
	return body, h, nil
}

// blame returns err, unless the bytes are damaged: then that is the reason for
// err, and the error to be reported. To find out, it reads the rest of the
// array, but no more than the file may yield.
func (f *File) blame(body io.Reader, err error) error {
	_, restErr := io.CopyN(io.Discard, body, f.limit)
	for _, err := range []error{err, restErr} {
		var corrupt flate.CorruptInputError
		switch {
		case errors.As(err, &corrupt), errors.Is(err, zip.ErrChecksum), errors.Is(err, zip.ErrFormat),
			errors.Is(err, io.ErrUnexpectedEOF):
			return fmt.Errorf("damaged: %w", err)
		}
	}
	return err
}

// readData reads the numbers that follow the header.
func readData(r io.Reader, h header) (*tensor.Tensor, error) {
	n := h.elements()
	data := make([]float64, 0, n)
	buf := make([]byte, min(n, 1<<13)*h.dtype.size)
	for len(data) < n {
		chunk := buf[:min(len(buf), (n-len(data))*h.dtype.size)]
		if _, err := io.ReadFull(r, chunk); err != nil {
			return nil, err
		}
		var err error
		if data, err = h.dtype.appendTo(data, chunk); err != nil {
			return nil, err
		}
	}
	if _, err := io.ReadFull(r, make([]byte, 1)); err != io.EOF { // the checksum is wrong
		return nil, err
	}
	if !h.fortran {
		return tensor.New(data, h.shape...), nil
	}
	reversed := slices.Clone(h.shape)
	slices.Reverse(reversed)
	return tensor.New(data, reversed...).T().Copy(), nil
}
