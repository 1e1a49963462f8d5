package npz

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

const (
	magic = "\x93NUMPY"

	// maxHeader is the most that format 1.0 can say. Format 2.0 was made for
	// structured dtypes of many fields, which are refused anyway.
	maxHeader = math.MaxUint16

	// maxElements and maxSide are what the smallest machine's int can count, so
	// that a file is refused on all machines or on none.
	maxElements = math.MaxInt32 / 8
	maxSide     = math.MaxInt32

	maxRank = 64 // as in NumPy
)

// A header tells what the data after it are.
type header struct {
	dtype   dtype
	fortran bool  // the first index runs fastest
	shape   []int // at most maxElements elements
}

// elements returns the product of the shape.
func (h header) elements() int {
	if slices.Contains(h.shape, 0) { // the product of the others may overflow
		return 0
	}
	n := 1
	for _, side := range h.shape {
		n *= side
	}
	return n
}

// String describes the data: 784×50 of <f8.
func (h header) String() string {
	if len(h.shape) == 0 {
		return "one " + h.dtype.name
	}
	sides := strings.Trim(fmt.Sprint(h.shape), "[]")
	return strings.ReplaceAll(sides, " ", "×") + " of " + h.dtype.name
}

// readHeader reads and checks what stands before the data of an array file of
// size bytes. It returns an error if the data are not as many as the header
// claims.
func readHeader(r io.Reader, size uint64) (h header, err error) {
	var head []byte
	read := func(n int) error { // the next n bytes
		if want := len(head) + n; size < uint64(want) {
			return fmt.Errorf("cut short: %d bytes, want a header of at least %d", size, want)
		}
		head = append(head, make([]byte, n)...)
		_, err := io.ReadFull(r, head[len(head)-n:])
		return err
	}
	if err := read(8); err != nil {
		return h, err
	}
	if !strings.HasPrefix(string(head), magic) {
		return h, fmt.Errorf("begins with %q, want %q", head[:len(magic)], magic)
	}
	major, minor := head[6], head[7]
	if major < 1 || major > 3 || minor != 0 {
		return h, fmt.Errorf("format %d.%d, want 1.0, 2.0 or 3.0", major, minor)
	}
	length := make([]byte, 4) // of the text; format 1.0 has two bytes for it
	lengthSize := 2
	if major > 1 {
		lengthSize = 4
	}
	if err := read(lengthSize); err != nil {
		return h, err
	}
	copy(length, head[8:])
	textSize := binary.LittleEndian.Uint32(length)
	if textSize > maxHeader {
		return h, fmt.Errorf("the header claims %d bytes, want at most %d", textSize, maxHeader)
	}
	if err := read(int(textSize)); err != nil {
		return h, err
	}
	if h, err = parseHeader(string(head[8+lengthSize:])); err != nil {
		return h, err
	}
	found := int64(size) - int64(len(head))
	if want := int64(h.elements()) * int64(h.dtype.size); found != want {
		return h, fmt.Errorf("%d bytes of data, want %d (%v)", found, want, h)
	}
	return h, nil
}

// entry matches one key of a header and its value, as Python writes them:
//
//	{'descr': '<f8', 'fortran_order': False, 'shape': (784, 50), }
//
// Python 2 wrote the shape as (784L, 50L).
var entry = regexp.MustCompile(`^\s*['"](\w+)['"]\s*:\s*('[^'\\]*'|"[^"\\]*"|True|False|\([0-9L,\s]*\)|\[.*\])\s*(,|$)`)

// parseHeader reads the text of a header, strictly: the three keys in any
// order, once each.
func parseHeader(text string) (h header, err error) {
	malformed := fmt.Errorf("malformed header %.200q, want the keys descr, fortran_order and shape, once each", text)
	inner, isDict := strings.CutPrefix(strings.TrimSpace(text), "{")
	inner, isClosed := strings.CutSuffix(inner, "}")
	if !isDict || !isClosed {
		return h, malformed
	}
	values := map[string]string{}
	for inner = strings.TrimSpace(inner); inner != ""; {
		m := entry.FindStringSubmatch(inner)
		if m == nil || values[m[1]] != "" {
			return h, malformed
		}
		values[m[1]] = m[2]
		inner = strings.TrimSpace(inner[len(m[0]):])
	}
	descr, order, shape := values["descr"], values["fortran_order"], values["shape"]
	switch {
	case len(values) != 3 || descr == "" || !strings.HasPrefix(shape, "(") || order != "True" && order != "False":
		return h, malformed
	case descr[0] == '[':
		return h, fmt.Errorf("structured dtype, want %s", wantDtype)
	case descr[0] != '\'' && descr[0] != '"':
		return h, malformed
	}
	h.fortran = order == "True"
	if h.dtype, err = parseDtype(descr[1 : len(descr)-1]); err != nil {
		return h, err
	}
	sides := strings.Split(strings.Trim(shape, "()"), ",")
	if last := len(sides) - 1; strings.TrimSpace(sides[last]) == "" { // (3,) and ()
		sides = sides[:last]
	} else if last == 0 { // (3) is no tuple
		return h, malformed
	}
	if len(sides) > maxRank {
		return h, fmt.Errorf("too large: more than %d axes", maxRank)
	}
	elements := uint64(1)
	for _, side := range sides {
		digits := strings.TrimSuffix(strings.TrimSpace(side), "L")
		n, err := strconv.ParseUint(digits, 10, 64)
		switch {
		case errors.Is(err, strconv.ErrSyntax), len(digits) > 1 && digits[0] == '0':
			return h, malformed
		case err != nil || n > maxSide:
			return h, fmt.Errorf("too large: a side of %.40s, want at most %d", digits, maxSide)
		}
		h.shape = append(h.shape, int(n))
		elements = min(elements*n, maxElements+1) // does not overflow
	}
	if elements > maxElements && !slices.Contains(h.shape, 0) {
		return h, fmt.Errorf("too large: %v, want at most %d elements", h, maxElements)
	}
	return h, nil
}
