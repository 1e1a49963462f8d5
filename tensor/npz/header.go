package npz

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"

	"backprop/tensor"
)

const (
	magic = "\x93NUMPY"

	// maxHeader is the longest text of format 1.0, in bytes. Format 2.0 was made
	// for structured dtypes of many fields, which are refused anyway.
	maxHeader = math.MaxUint16

	// maxElements is what the smallest machine's int can count in bytes, so that
	// a file is refused on all machines or on none.
	maxElements = math.MaxInt32 / 8

	maxRank = 64 // as in NumPy
)

// A header describes the data that follow it.
type header struct {
	dtype    dtype
	fortran  bool // the first index runs fastest
	shape    tensor.Shape
	elements int // the product of shape, at most maxElements
}

// String describes the data: (784, 50) of <f8.
func (h header) String() string { return fmt.Sprintf("%v of %s", h.shape, h.dtype.name) }

// readHeader reads the header of an array file of size bytes. It returns an error
// if the data after it are not as many as the header claims.
func readHeader(r *bufio.Reader, size uint64) (h header, err error) {
	head, _ := r.Peek(12) // shorter if the file is
	switch {
	case !bytes.HasPrefix(head, []byte(magic)):
		return h, fmt.Errorf("begins with %q, want %q", head[:min(len(head), len(magic))], magic)
	case len(head) < 12:
		return h, fmt.Errorf("cut short: %d bytes", len(head))
	case head[6] < 1 || head[6] > 3 || head[7] != 0:
		return h, fmt.Errorf("format %d.%d, want 1.0, 2.0 or 3.0", head[6], head[7])
	}
	textAt, textSize := 10, uint32(binary.LittleEndian.Uint16(head[8:]))
	if head[6] > 1 {
		textAt, textSize = 12, binary.LittleEndian.Uint32(head[8:])
	}
	if textSize > maxHeader {
		return h, fmt.Errorf("the header claims %d bytes, want at most %d", textSize, maxHeader)
	}
	whole := make([]byte, textAt+int(textSize))
	if n, err := io.ReadFull(r, whole); err != nil {
		return h, fmt.Errorf("cut short: %d bytes, want a header of %d", n, len(whole))
	}
	if h, err = parseHeader(string(whole[textAt:])); err != nil {
		return h, err
	}
	found := int64(size) - int64(len(whole))
	if want := int64(h.elements) * int64(h.dtype.size); found != want {
		return h, fmt.Errorf("%d bytes of data, want %d for %v", found, want, h)
	}
	return h, nil
}

// entry matches one key of a header and its value, as Python writes them:
//
//	{'descr': '<f8', 'fortran_order': False, 'shape': (784, 50), }
//
// Python 2 wrote the shape as (784L, 50L).
var (
	entry  = regexp.MustCompile(`^\s*['"](\w+)['"]\s*:\s*('[^'\\]*'|"[^"\\]*"|\[.*\]|True|False|` + tuple + `)\s*(?:,|$)`)
	number = regexp.MustCompile(`\d+`)
)

const (
	tuple = `\(\s*\)|\((?:` + side + `,)+(?:` + side + `|\s*)\)`
	side  = `\s*(?:0|[1-9]\d*)L?\s*`
)

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
	if len(values) != 3 || descr == "" || order != "True" && order != "False" || !strings.HasPrefix(shape, "(") {
		return h, malformed
	}
	h.fortran = order == "True"
	if h.dtype, err = parseDtype(descr); err != nil {
		return h, err
	}
	sides := number.FindAllString(shape, -1)
	isLarge := len(sides) > maxRank
	elements := uint64(1)
	for _, digits := range sides {
		n, err := strconv.ParseUint(digits, 10, 64)
		if err != nil || n > maxElements { // an error says that 64 bits are too few
			isLarge, n = true, maxElements
		}
		h.shape = append(h.shape, int(n))
		elements = min(elements*n, maxElements+1) // does not overflow
	}
	if isLarge || elements > maxElements {
		return h, fmt.Errorf("too large: shape %.80s, want at most %d axes and %d elements", shape, maxRank, maxElements)
	}
	h.elements = int(elements)
	return h, nil
}
