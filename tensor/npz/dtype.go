package npz

import (
	"encoding/binary"
	"fmt"
	"math"
	"math/bits"
	"strings"
)

// A dtype is how an element lies in a file.
type dtype struct {
	name  string // as the header has it: <f8
	kind  byte   // f, i, u or b
	size  int    // bytes
	order binary.ByteOrder
}

const wantDtype = "f4, f8, i1 to i8, u1 to u8 or b1"

// kinds names what NumPy's other dtypes hold.
var kinds = map[byte]string{
	'O': "pickled objects", 'c': "complex numbers",
	'S': "byte strings", 'a': "byte strings", 'U': "strings", 'V': "raw or structured data",
	'M': "dates", 'm': "time spans", 'f': "floats of another size",
}

// parseDtype reads NumPy's name of a dtype. An order that is = or missing is
// little endian, on every machine.
func parseDtype(name string) (dtype, error) {
	d := dtype{name: name, order: binary.LittleEndian}
	if strings.HasPrefix(name, ">") {
		d.order = binary.BigEndian
	}
	bare := name
	if name != "" && strings.Contains("<>=|", name[:1]) {
		bare = name[1:]
	}
	switch bare {
	case "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "b1":
		d.kind, d.size = bare[0], int(bare[1]-'0')
		return d, nil
	}
	what := "unknown"
	if bare != "" && kinds[bare[0]] != "" {
		what = kinds[bare[0]]
	}
	return d, fmt.Errorf("dtype %.40q is %s, want %s", name, what, wantDtype)
}

// widen appends to data the elements in raw, whole ones. An integer that no
// float64 equals is an error.
func (d dtype) widen(data []float64, raw []byte) ([]float64, error) {
	for ; len(raw) > 0; raw = raw[d.size:] {
		var v uint64
		switch d.size {
		case 1:
			v = uint64(raw[0])
		case 2:
			v = uint64(d.order.Uint16(raw))
		case 4:
			v = uint64(d.order.Uint32(raw))
		case 8:
			v = d.order.Uint64(raw)
		}
		x, exact := d.float(v)
		if !exact {
			n := fmt.Sprint(v)
			if d.kind == 'i' {
				n = fmt.Sprint(int64(v))
			}
			return nil, fmt.Errorf("element %d is %s, which no float64 equals", len(data), n)
		}
		data = append(data, x)
	}
	return data, nil
}

// float returns the element with bits v, and whether it is just that.
func (d dtype) float(v uint64) (x float64, exact bool) {
	switch d.kind {
	case 'f':
		if d.size == 4 {
			return float64(math.Float32frombits(uint32(v))), true
		}
		return math.Float64frombits(v), true
	case 'b':
		return float64(min(v, 1)), true
	case 'i':
		shift := 64 - 8*d.size
		n := int64(v<<shift) >> shift
		return float64(n), isExact(uint64(max(n, -n)))
	}
	return float64(v), isExact(v)
}

// isExact reports whether n's digits fit a float64's 53 bits.
func isExact(n uint64) bool { return n>>bits.TrailingZeros64(n) < 1<<53 }
