package npz

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"backprop/tensor"
	"backprop/tensor/datafile"
)

// A File is an .npz file whose arrays are read one at a time. Arrays that you
// do not ask for may be of any kind and of any size.
type File struct {
	place   string // begins each error: "npz: model.npz"
	closer  io.Closer
	names   []string // in the file's order
	members map[string]*zip.File
	stray   string // a member that is no array
	size    int64
	limit   int64 // of memory, in bytes, for the arrays that are read
	taken   int64 // by those that were
}

// Open opens the .npz file at path, which must be a regular file.
func Open(path string) (*File, error) {
	place := "npz: " + path
	f, err := datafile.Open(path)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", place, err)
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("%s: %w", place, datafile.Cause(err))
	}
	opened, err := newFile(place, withoutPath{f}, info.Size())
	if err != nil {
		f.Close()
		return nil, err
	}
	opened.closer = f
	return opened, nil
}

// NewFile returns the .npz file that r holds in size bytes.
func NewFile(r io.ReaderAt, size int64) (*File, error) { return newFile("npz", r, size) }

func newFile(place string, r io.ReaderAt, size int64) (*File, error) {
	archive, err := zip.NewReader(r, size)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", place, notZip(r, size, err))
	}
	f := &File{place: place, members: make(map[string]*zip.File),
		size: size, limit: max(minLimit, limitRatio*min(size, math.MaxInt64/limitRatio))}
	left := uint64(size)
	for _, member := range archive.File {
		name, isArray := strings.CutSuffix(member.Name, ".npy")
		switch {
		case !isArray:
			if f.stray == "" {
				f.stray = quote(member.Name)
			}
		case f.members[name] != nil:
			return nil, f.error(name, errors.New("there twice"))
		// Members may share bytes in a hostile file; that way a short one
		// could yield any amount.
		case member.CompressedSize64 > left:
			return nil, f.error(name, fmt.Errorf("claims %d bytes of the file, which has %d left",
				member.CompressedSize64, left))
		default:
			left -= member.CompressedSize64
			f.members[name] = member
			f.names = append(f.names, name)
		}
	}
	return f, nil
}

// error returns err with the file and the array that it is about.
func (f *File) error(name string, err error) error {
	return fmt.Errorf("%s: %s: %w", f.place, quote(name), err)
}

// Close closes the file that Open has opened.
func (f *File) Close() error {
	if f.closer == nil {
		return nil
	}
	return f.closer.Close()
}

// Names returns the names of the arrays, in the file's order.
func (f *File) Names() []string { return slices.Clone(f.names) }

// Has reports whether the file has an array of this name.
func (f *File) Has(name string) bool { return f.members[name] != nil }

// Shape returns the shape of an array, without reading its data.
func (f *File) Shape(name string) (tensor.Shape, error) {
	_, h, err := f.open(name)
	if err != nil {
		return nil, err
	}
	return h.shape, nil
}

// Read reads an array. It refuses one that takes more memory than is left of
// the file's limit.
func (f *File) Read(name string) (*tensor.Tensor, error) {
	b, h, err := f.open(name)
	if err != nil {
		return nil, err
	}
	takes := int64(h.elements()) * 8
	if takes > f.limit-f.taken {
		return nil, f.error(name, fmt.Errorf("too large: %v takes %d bytes of memory, want at most %d with a file of %d",
			h, takes, f.limit-f.taken, f.size))
	}
	x, err := readData(b, h, h.elements())
	if err == nil {
		err = b.checksum()
	} else {
		err = b.blame(err, f.limit)
	}
	if err != nil {
		return nil, f.error(name, err)
	}
	f.taken += takes
	return x, nil
}

// open reads and checks what stands before an array's data.
func (f *File) open(name string) (b *body, h header, err error) {
	member := f.members[name]
	if member == nil {
		return nil, h, fmt.Errorf("%s: no array %s", f.place, quote(name))
	}
	if b, err = newBody(member); err != nil {
		return nil, h, f.error(name, err)
	}
	if h, err = b.header(); err != nil {
		return nil, h, f.error(name, b.blame(err, f.limit))
	}
	return b, h, nil
}

// readAll reads the arrays, and refuses members that are none.
func (f *File) readAll() (map[string]*tensor.Tensor, error) {
	if f.stray != "" {
		return nil, fmt.Errorf("%s: %s: want a name that ends in .npy", f.place, f.stray)
	}
	arrays := make(map[string]*tensor.Tensor)
	for _, name := range f.names {
		x, err := f.Read(name)
		if err != nil {
			return nil, err
		}
		arrays[name] = x
	}
	return arrays, nil
}

// withoutPath is a file whose errors do not name it: the message does.
type withoutPath struct{ *os.File }

func (f withoutPath) ReadAt(p []byte, at int64) (int, error) {
	n, err := f.File.ReadAt(p, at)
	return n, datafile.Cause(err)
}

// ReadFile reads all the arrays of the .npz file at path.
func ReadFile(path string) (map[string]*tensor.Tensor, error) {
	f, err := Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return f.readAll()
}

// WriteFile writes the arrays as an .npz file at path, in place of what is
// there. It writes beside it first, so that the old file is whole until the
// new one is. It panics as Write does.
func WriteFile(path string, arrays map[string]*tensor.Tensor) error {
	if err := writeFile(path, arrays); err != nil {
		return fmt.Errorf("npz: %s: %w", path, datafile.Cause(err))
	}
	return nil
}

func writeFile(path string, arrays map[string]*tensor.Tensor) (err error) {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target
	}
	mode := fs.FileMode(0o644)
	if info, err := os.Stat(path); err == nil {
		if !info.Mode().IsRegular() {
			return errors.New("not a regular file")
		}
		mode = info.Mode().Perm()
	}
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*.tmp")
	if err != nil {
		return err
	}
	renamed := false
	defer func() { // after a panic too
		if !renamed {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	for _, step := range []func() error{
		func() error { return write(f, "WriteFile", arrays) },
		func() error { return f.Chmod(mode) },
		f.Sync,
		f.Close,
		func() error { return os.Rename(f.Name(), path) },
	} {
		if err := step(); err != nil {
			return err
		}
	}
	renamed = true
	return nil
}
