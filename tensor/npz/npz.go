// Package npz reads and writes NumPy's files of arrays: .npz, a zip archive
// of named arrays, and .npy, a single one.
//
//	arrays, err := npz.ReadFile("model.npz")  // np.load("model.npz")
//	W1 := arrays["W1"]
//	err = npz.WriteFile("model.npz", arrays)  // np.savez("model.npz", **arrays)
//
// Open reads no array until you ask for one, and tells its shape first.
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
// at most 2^28-1 elements. The arrays that are read from one file take at most
// 64 MiB, or 16 bytes for each byte of the file if that is more.
package npz

import (
	"archive/zip"
	"compress/flate"
	"errors"
	"fmt"
	"hash"
	"hash/crc32"
	"io"
	"strconv"
	"strings"

	"backprop/tensor"
	"backprop/tensor/datafile"
)

const (
	// deflateRatio is the most that deflate can make of one byte: a match of
	// 258 bytes takes 2 bits at least.
	deflateRatio = 1032

	// A file may yield minLimit bytes of memory however small it is, because
	// zeros deflate to almost nothing, and limitRatio for each byte of it.
	minLimit   = 64 << 20
	limitRatio = 16
)

// Read reads the arrays of an .npz file of size bytes by name: W1 is the
// member W1.npy.
func Read(r io.ReaderAt, size int64) (map[string]*tensor.Tensor, error) {
	f, err := NewFile(r, size)
	if err != nil {
		return nil, err
	}
	return f.readAll()
}

// notZip says what a file is that zip.NewReader refuses with err.
func notZip(r io.ReaderAt, size int64, err error) error {
	head := make([]byte, min(max(size, 0), datafile.HeadSize))
	n, readErr := r.ReadAt(head, 0)
	head = head[:n]
	switch {
	case readErr != nil && readErr != io.EOF:
		return readErr
	case n == 0:
		return errors.New("empty, want a zip archive")
	case strings.HasPrefix(string(head), "PK"):
		return fmt.Errorf("damaged zip archive: %w", err)
	}
	if kind := datafile.Kind(head); kind != "" {
		return fmt.Errorf("%s, want a zip archive of arrays (.npz)", kind)
	}
	return fmt.Errorf("begins with %q, want a zip archive (%q)", head[:min(n, 6)], "PK")
}

// A body is what a member holds, unpacked. It counts and sums what is read,
// which member.Open does not do for a member that breaks its word.
type body struct {
	member *zip.File
	r      io.Reader
	n      uint64 // bytes read
	sum    hash.Hash32
}

// newBody checks what the archive's directory says of a member.
func newBody(member *zip.File) (*body, error) {
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
	r, err := member.OpenRaw()
	if err != nil {
		return nil, fmt.Errorf("damaged: %w", err)
	}
	if member.Method == zip.Deflate {
		r = flate.NewReader(r)
	}
	return &body{member, r, 0, crc32.NewIEEE()}, nil
}

func (b *body) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	b.n += uint64(n)
	b.sum.Write(p[:n])
	return n, err
}

// header reads the array's header, and checks that the data after it are as
// many as the directory claims.
func (b *body) header() (header, error) {
	h, err := readHeader(b)
	if err != nil {
		return h, err
	}
	switch data := int64(b.member.UncompressedSize64) - int64(h.length); {
	case data < h.bytes():
		return h, short(max(data, 0), h)
	case data > h.bytes():
		return h, fmt.Errorf("trailing bytes: %d bytes of data, want %d (%v)", data, h.bytes(), h)
	}
	return h, nil
}

// checksum compares what was read with the directory's sum.
func (b *body) checksum() error {
	if got, want := b.sum.Sum32(), b.member.CRC32; got != want {
		return fmt.Errorf("damaged: checksum 0x%08x, want 0x%08x", got, want)
	}
	return nil
}

// blame returns err, unless the member's bytes are damaged: then that is the
// reason for err, and the error to be reported. It reads the rest of the member
// if that is at most limit bytes.
func (b *body) blame(err error, limit int64) error {
	var corrupt flate.CorruptInputError
	claim := b.member.UncompressedSize64
	if errors.As(err, &corrupt) || claim > uint64(limit) {
		return err
	}
	var rest error
	if b.n <= claim {
		_, rest = io.CopyN(io.Discard, b, int64(claim+1-b.n))
	}
	switch {
	case b.n > claim:
		return fmt.Errorf("damaged: yields more than the %d bytes that it claims", claim)
	case errors.As(rest, &corrupt):
		return fmt.Errorf("damaged after %d of %d bytes: %w", b.n, claim, corrupt)
	case !isEOF(rest):
		return err
	}
	if damage := b.checksum(); damage != nil {
		return damage
	}
	return err
}

// quote returns a name as it is if it is plain, else in quotes.
func quote(name string) string {
	if q := strconv.Quote(name); len(q) != len(name)+2 || strings.Trim(name, " ") != name || name == "" {
		return q
	}
	return name
}
