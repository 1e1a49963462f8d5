package npz

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"backprop/tensor"
)

const (
	magic = "\x93NUMPY"

	// maxHeader is what format 1.0 can say; 2.0 was made for structured
	// dtypes of a great many fields, which are refused anyway.
	maxHeader = math.MaxUint16

	// maxElements and maxSide are what the smallest machine's int can count,
	// so that a file is refused on all machines or on none.
	maxElements = math.MaxInt32 / 8
	maxSide     = math.MaxInt32

	maxRank = 64 // NumPy's own
)

// A header says what the data after it are.
type header struct {
	dtype   dtype
	fortran bool  // the first index runs fastest
	shape   []int // with at most maxElements elements
	length  int   // of the header itself, in bytes, magic and all
}

// elements is the product of the shape.
func (h header) elements() int {
	if slices.Contains(h.shape, 0) { // the others may be anything
		return 0
	}
	n := 1
	for _, side := range h.shape {
		n *= side
	}
	return n
}

// bytes is the size of the data.
func (h header) bytes() int64 { return int64(h.elements()) * int64(h.dtype.size) }

// String describes the data: 784×50 of <f8.
func (h header) String() string { return describe(h.shape, h.dtype.name) }

func describe[T any](shape []T, dtype string) string {
	if len(shape) == 0 {
		return "one " + dtype
	}
	s := fmt.Sprint(shape)
	return strings.ReplaceAll(s[1:len(s)-1], " ", "×") + " of " + dtype
}

// readHeader reads and checks all that stands before the data.
func readHeader(r io.Reader) (h header, err error) {
	head := make([]byte, 12)
	n, err := io.ReadFull(r, head[:8])
	if found := head[:min(n, len(magic))]; !strings.HasPrefix(magic, string(found)) {
		return h, fmt.Errorf("begins with %q, want %q", found, magic)
	}
	if err != nil {
		return h, shortHeader(err, n, 8)
	}
	major, minor := head[6], head[7]
	if major < 1 || major > 3 || minor != 0 {
		return h, fmt.Errorf("format %d.%d, want 1.0, 2.0 or 3.0", major, minor)
	}
	h.length = 10
	if major > 1 {
		h.length = 12
	}
	if n, err = io.ReadFull(r, head[8:h.length]); err != nil {
		return h, shortHeader(err, 8+n, h.length)
	}
	size := binary.LittleEndian.Uint32(head[8:]) // format 1.0 leaves the upper half 0
	if size > maxHeader {
		return h, fmt.Errorf("header claims %d bytes, want at most %d", size, maxHeader)
	}
	text := make([]byte, size)
	if n, err = io.ReadFull(r, text); err != nil && size > 0 {
		return h, shortHeader(err, h.length+n, h.length+int(size))
	}
	h.length += int(size)
	d, err := parseDict(string(text))
	if err != nil {
		return h, err
	}
	if h.dtype, err = parseDtype(d.descr); err != nil {
		return h, err
	}
	h.fortran = d.fortran
	h.shape, err = checkShape(d.shape, d.descr)
	return h, err
}

func shortHeader(err error, n, want int) error {
	if isEOF(err) {
		return fmt.Errorf("cut short: %d bytes, want a header of at least %d", n, want)
	}
	return fmt.Errorf("damaged in the header: %w", err)
}

// checkShape returns the shape as ints, if they can count what it claims.
func checkShape(sides []uint64, dtype string) ([]int, error) {
	shape := make([]int, len(sides))
	product := uint64(1)
	for a, side := range sides {
		if side > maxSide {
			return nil, fmt.Errorf("too large: %s, want sides of at most %d",
				describe(sides, dtype), maxSide)
		}
		shape[a] = int(side)
		product = min(product*side, maxElements+1) // below 2^64
	}
	if product > maxElements && !slices.Contains(sides, 0) {
		return nil, fmt.Errorf("too large: %s, want at most %d elements",
			describe(sides, dtype), maxElements)
	}
	return shape, nil
}

// appendHeader appends format 1.0's header for a C-ordered float64 array,
// byte for byte as NumPy writes it: the data begin at a multiple of 64, and
// the first side has room to grow to 21 digits.
func appendHeader(buf []byte, shape tensor.Shape) []byte {
	sides := shape.String()
	room := 0
	if len(shape) == 1 {
		sides = strings.Replace(sides, ")", ",)", 1)
	}
	if len(shape) > 0 {
		room = 21 - len(fmt.Sprint(shape[0]))
	}
	text := fmt.Sprintf("{'descr': '<f8', 'fortran_order': False, 'shape': %s, }%*s", sides, room, "")
	used := len(magic) + 4 + len(text) + 1
	text += strings.Repeat(" ", (64-used%64)%64) + "\n"
	buf = append(buf, magic+"\x01\x00"...)
	buf = binary.LittleEndian.AppendUint16(buf, uint16(len(text)))
	return append(buf, text...)
}

// isEOF reports whether err says that the file ends here.
func isEOF(err error) bool {
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
}
