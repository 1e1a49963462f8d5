package npz

import (
	"encoding/binary"
	"fmt"
	"math"
	"math/bits"
	"strconv"
	"strings"
)

// A dtype tells how an element lies in a file.
type dtype struct {
	name  string // as the header has it: <f8
	kind  byte   // f, i, u or b
	size  int    // in bytes
	order binary.ByteOrder
}

const wantDtype = "f4, f8, i1 to i8, u1 to u8 or b1"

// otherKinds names what NumPy's other dtypes hold.
var otherKinds = map[byte]string{
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
	if bare != "" && otherKinds[bare[0]] != "" {
		what = otherKinds[bare[0]]
	}
	return d, fmt.Errorf("dtype %.40q is %s, want %s", name, what, wantDtype)
}

// appendTo appends to data the elements in raw. An integer that no float64
// equals is an error.
func (d dtype) appendTo(data []float64, raw []byte) ([]float64, error) {
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
		var x float64
		isExact := true
		switch {
		case d.kind == 'f' && d.size == 4:
			x = float64(math.Float32frombits(uint32(v)))
		case d.kind == 'f':
			x = math.Float64frombits(v)
		case d.kind == 'b':
			x = float64(min(v, 1))
		case d.kind == 'u':
			x, isExact = float64(v), fitsFloat64(v)
		case d.kind == 'i':
			shift := 64 - 8*d.size
			n := int64(v<<shift) >> shift
			x, isExact = float64(n), fitsFloat64(uint64(max(n, -n)))
		}
		if !isExact {
			n := strconv.FormatUint(v, 10)
			if d.kind == 'i' {
				n = strconv.FormatInt(int64(v), 10)
			}
			return nil, fmt.Errorf("element %d is %s, which no float64 equals", len(data), n)
		}
		data = append(data, x)
	}
	return data, nil
}

// fitsFloat64 reports whether the binary digits of n fit into the 53 of a float64.
func fitsFloat64(n uint64) bool { return n>>bits.TrailingZeros64(n) < 1<<53 }
