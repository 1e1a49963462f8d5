// Package npz reads and writes NumPy's files of arrays: .npz, a zip archive
// of named arrays, and .npy, a single one.
//
//	arrays, err := npz.ReadFile("model.npz")  // np.load("model.npz")
//	W1 := arrays["W1"]
//	err = npz.WriteFile("model.npz", arrays)  // np.savez("model.npz", **arrays)
//
// What is written is float64, in C order, bit for bit. What is read may be
// float64, float32, integers or booleans, of either byte order, in C or
// Fortran order, stored or deflated, in format 1.0 to 3.0; it is widened to
// float64, and an integer that no float64 equals is an error. Pickled
// objects are never read.
//
// A file may come from anywhere. Its claims are checked against one another
// and against what is there before memory is taken for them, and an error
// says in one sentence which file and array is wrong, and how. An array has
// at most 2^28-1 elements.
package npz

import (
	"archive/zip"
	"compress/flate"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"strconv"
	"strings"

	"backprop/tensor"
)

// deflateRatio is the most that deflate can make of one byte: a match of 258
// bytes takes 2 bits at least.
const deflateRatio = 1032

// Read reads the arrays of an .npz file of size bytes by name: W1 is the
// member W1.npy.
func Read(r io.ReaderAt, size int64) (map[string]*tensor.Tensor, error) {
	arrays, err := read(r, size)
	if err != nil {
		return nil, fmt.Errorf("npz: %w", err)
	}
	return arrays, nil
}

func read(r io.ReaderAt, size int64) (map[string]*tensor.Tensor, error) {
	archive, err := zip.NewReader(r, size)
	if err != nil {
		return nil, notZip(r, size, err)
	}
	arrays := make(map[string]*tensor.Tensor)
	left := uint64(size)
	for _, member := range archive.File {
		name, ok := strings.CutSuffix(member.Name, ".npy")
		if !ok {
			return nil, fmt.Errorf("%s: want a name that ends in .npy", quote(member.Name))
		}
		if arrays[name] != nil {
			return nil, fmt.Errorf("%s: there twice", quote(name))
		}
		// Members may share bytes in a hostile file; that way a short one
		// could yield any amount.
		if member.CompressedSize64 > left {
			return nil, fmt.Errorf("%s: claims %d bytes of the file, which has %d left",
				quote(name), member.CompressedSize64, left)
		}
		left -= member.CompressedSize64
		if arrays[name], err = readMember(member); err != nil {
			return nil, fmt.Errorf("%s: %w", quote(name), err)
		}
	}
	return arrays, nil
}

// notZip says what a file is that zip.NewReader refuses with err.
func notZip(r io.ReaderAt, size int64, err error) error {
	head := make([]byte, min(max(size, 0), 6))
	n, readErr := r.ReadAt(head, 0)
	switch {
	case readErr != nil && readErr != io.EOF:
		return readErr
	case n == 0:
		return errors.New("empty, want a zip archive")
	case !strings.HasPrefix(string(head[:n]), "PK"):
		return fmt.Errorf("begins with %q, want a zip archive (%q)", head[:n], "PK")
	}
	return fmt.Errorf("damaged zip archive: %w", err)
}

// readMember reads one array.
func readMember(member *zip.File) (*tensor.Tensor, error) {
	packed, claim := member.CompressedSize64, member.UncompressedSize64
	switch {
	case member.Flags&1 != 0:
		return nil, errors.New("encrypted")
	case member.Method != zip.Store && member.Method != zip.Deflate:
		return nil, fmt.Errorf("compression method %d, want 0 (stored) or 8 (deflated)", member.Method)
	case member.Method == zip.Store && packed != claim:
		return nil, fmt.Errorf("claims %d bytes, stored in %d", claim, packed)
	case claim/deflateRatio > packed: // packed is at most the file's size
		return nil, fmt.Errorf("claims %d bytes, deflated to %d, want at most %d for each",
			claim, packed, deflateRatio)
	}
	// Unpacked here and not by member.Open, whose reader does not say how much
	// a member yields that breaks its word.
	body, err := member.OpenRaw()
	if err != nil {
		return nil, fmt.Errorf("damaged: %w", err)
	}
	if member.Method == zip.Deflate {
		body = flate.NewReader(body)
	}
	sum := crc32.NewIEEE()
	body = io.TeeReader(body, sum)
	h, err := readHeader(body)
	if err != nil {
		return nil, err
	}
	switch data := int64(claim) - int64(h.length); {
	case data < h.bytes():
		return nil, short(max(data, 0), h)
	case data > h.bytes():
		return nil, fmt.Errorf("trailing bytes: %d bytes of data, want %d (%v)", data, h.bytes(), h)
	}
	x, err := readData(body, h)
	if err == nil && sum.Sum32() != member.CRC32 {
		err = fmt.Errorf("damaged: checksum 0x%08x, want 0x%08x", sum.Sum32(), member.CRC32)
	}
	return x, err
}

// quote returns a name as it is if it is plain, else in quotes.
func quote(name string) string {
	if q := strconv.Quote(name); len(q) != len(name)+2 || strings.Trim(name, " ") != name || name == "" {
		return q
	}
	return name
}
