// Package npz reads and writes NumPy's .npz files: zip archives of named arrays.
//
//	arrays, err := npz.ReadFile("model.npz") // np.load("model.npz")
//	W1 := arrays["W1"]
//	err = npz.Write(w, arrays)               // np.savez(w, **arrays)
//
// Open unpacks no array. Shape returns the shape of an array, and Read unpacks it.
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
//
// npz.go reads the archive, puts Fortran order into C order and has the limit of
// memory. header.go reads an array's header and refuses what it claims. dtype.go turns
// the other kinds of numbers into float64 and refuses an integer that does not fit.
// write.go has Write.
package npz

import (
	"archive/zip"
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
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

// A File is an .npz file whose arrays are unpacked one at a time. Arrays that you
// do not ask for may be of any kind and of any size.
type File struct {
	name    string // begins each error: "npz: model.npz"
	members map[string]*zip.File
	size    int64
	limit   int64 // in bytes, of the memory for arrays that is left
}

// Open reads the .npz file at path, which must be a regular file.
func Open(path string) (*File, error) {
	data, err := datafile.Read(path)
	if err != nil {
		return nil, fmt.Errorf("npz: %s: %w", path, err)
	}
	return newFile("npz: "+path, data)
}

// NewFile returns the .npz file that data holds.
func NewFile(data []byte) (*File, error) { return newFile("npz", data) }

// newFile reads the list of the archive's members.
func newFile(name string, data []byte) (*File, error) {
	size := int64(len(data))
	f := &File{name: name, members: map[string]*zip.File{}, size: size, limit: max(leastLimit, limitRatio*size)}
	archive, err := zip.NewReader(bytes.NewReader(data), size)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, notZip(data, err))
	}
	for _, member := range archive.File {
		name, isArray := strings.CutSuffix(member.Name, ".npy")
		if isArray && f.members[name] != nil {
			return nil, f.wrap(name, errors.New("twice in the archive"))
		}
		if isArray {
			f.members[name] = member
		}
	}
	return f, nil
}

// notZip returns an error that names the kind of data that package zip refuses
// with err.
func notZip(data []byte, err error) error {
	kind := datafile.Kind(data)
	switch {
	case len(data) == 0:
		return errors.New("empty, want a zip archive")
	case bytes.HasPrefix(data, []byte("PK")):
		return fmt.Errorf("damaged zip archive: %w", err)
	case kind != "":
		return fmt.Errorf("%s, want a zip archive of arrays (.npz)", kind)
	}
	return fmt.Errorf("begins with %q, want a zip archive (%q)", data[:min(len(data), 6)], "PK")
}

// ReadFile reads all the arrays of the .npz file at path.
func ReadFile(path string) (map[string]*tensor.Tensor, error) {
	f, err := Open(path)
	if err != nil {
		return nil, err
	}
	arrays := make(map[string]*tensor.Tensor)
	for _, name := range slices.Sorted(maps.Keys(f.members)) {
		if arrays[name], err = f.Read(name); err != nil {
			return nil, err
		}
	}
	return arrays, nil
}

// wrap returns err with the names of the file and of the array. A name that
// would confuse a terminal is quoted.
func (f *File) wrap(name string, err error) error {
	if quoted := strconv.Quote(name); quoted != `"`+name+`"` || name == "" {
		name = quoted
	}
	return fmt.Errorf("%s: %s: %w", f.name, name, err)
}

// Has reports whether the file has an array of this name.
func (f *File) Has(name string) bool { return f.members[name] != nil }

// Shape returns the shape of an array, without unpacking its data.
func (f *File) Shape(name string) (tensor.Shape, error) {
	h, _, err := f.open(name)
	return h.shape, err
}

// ReadShape reads an array. It refuses one of another shape before it unpacks the
// data.
func (f *File) ReadShape(name string, shape ...int) (*tensor.Tensor, error) {
	h, data, err := f.open(name)
	if err != nil {
		return nil, err
	}
	if !slices.Equal(h.shape, shape) {
		return nil, f.wrap(name, fmt.Errorf("has shape %s, want %s", h.shape, tensor.Shape(shape)))
	}
	return f.read(name, h, data)
}

// Read reads an array. It refuses one that takes more memory than is left of
// the file's limit.
func (f *File) Read(name string) (*tensor.Tensor, error) {
	h, data, err := f.open(name)
	if err != nil {
		return nil, err
	}
	return f.read(name, h, data)
}

// open returns an array's header, and its data, which are still packed.
func (f *File) open(name string) (header, *bufio.Reader, error) {
	member := f.members[name]
	if member == nil {
		return header{}, nil, f.wrap(name, errors.New("no such array"))
	}
	if member.Flags&1 != 0 {
		return header{}, nil, f.wrap(name, errors.New("encrypted"))
	}
	unpacked, err := member.Open() // nothing is to be closed: the file is in memory
	if err != nil {
		return header{}, nil, f.wrap(name, err)
	}
	body := bufio.NewReader(unpacked)
	h, err := readHeader(body, member.UncompressedSize64)
	if err != nil {
		return header{}, nil, f.wrap(name, f.reason(err, body))
	}
	return h, body, nil
}

// read unpacks the data of an array.
func (f *File) read(name string, h header, data *bufio.Reader) (*tensor.Tensor, error) {
	takes := int64(h.elements) * 8
	if takes > f.limit {
		return nil, f.wrap(name, fmt.Errorf("too large: %v takes %d bytes of memory, want at most %d with a file of %d",
			h, takes, f.limit, f.size))
	}
	x, err := readData(data, h)
	if err != nil {
		return nil, f.wrap(name, f.reason(err, data))
	}
	f.limit -= takes
	return x, nil
}

// reason returns err, which the reading of an array ended with. If the array is
// damaged, that is the reason for err, and reason returns it instead. To find
// out, it unpacks the rest of the array, but no more than the file may yield.
func (f *File) reason(err error, body io.Reader) error {
	if _, damage := io.CopyN(io.Discard, body, f.limit); damage != nil && damage != io.EOF {
		return fmt.Errorf("damaged: %w", damage)
	}
	return err
}

// readData reads the numbers that follow the header.
func readData(r io.Reader, h header) (*tensor.Tensor, error) {
	data, raw := make([]float64, h.elements), make([]byte, h.dtype.size)
	for i := range data {
		if _, err := io.ReadFull(r, raw); err != nil {
			return nil, err
		}
		v, err := h.dtype.value(raw)
		if err != nil {
			return nil, fmt.Errorf("element %d is %w", i, err)
		}
		data[i] = v
	}
	// At the end, package zip compares the size and the checksum.
	if _, err := r.Read(raw); err != io.EOF {
		return nil, err
	}
	if !h.fortran {
		return tensor.New(data, h.shape...), nil
	}
	reversed := slices.Clone(h.shape)
	slices.Reverse(reversed)
	return tensor.New(data, reversed...).T().Copy(), nil
}
