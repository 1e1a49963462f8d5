package npz

import (
	"fmt"
	"math"
	"math/bits"
	"strings"
)

// A dtype is the layout of an element in a file.
type dtype struct {
	name      string // <f8
	kind      byte   // f, i, u or b
	size      int    // in bytes
	bigEndian bool
}

const wantDtype = "f4, f8, i1 to i8, u1 to u8 or b1"

// parseDtype reads a dtype as a header has it: '<f8'. An order that is = or
// missing is little endian, on every machine.
func parseDtype(descr string) (dtype, error) {
	name := descr[1 : len(descr)-1]
	bare := name
	if name != "" && strings.Contains("<>=|", name[:1]) {
		bare = name[1:]
	}
	switch bare {
	case "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "b1":
		return dtype{name, bare[0], int(bare[1] - '0'), name[0] == '>'}, nil
	}
	return dtype{}, fmt.Errorf("dtype %.40s, want %s", descr, wantDtype)
}

// value returns the element in raw. An integer that no float64 equals is an error.
func (d dtype) value(raw []byte) (float64, error) {
	var v uint64
	for i := range raw {
		if d.bigEndian {
			v = v<<8 | uint64(raw[i])
		} else {
			v = v<<8 | uint64(raw[len(raw)-1-i])
		}
	}
	switch {
	case d.kind == 'f' && d.size == 4:
		return float64(math.Float32frombits(uint32(v))), nil
	case d.kind == 'f':
		return math.Float64frombits(v), nil
	case d.kind == 'b':
		return float64(min(v, 1)), nil
	case d.kind == 'u':
		if !fitsFloat64(v) {
			return 0, fmt.Errorf("%d, which no float64 equals", v)
		}
		return float64(v), nil
	}
	shift := 64 - 8*d.size
	n := int64(v<<shift) >> shift // with the sign of the element
	if !fitsFloat64(uint64(max(n, -n))) {
		return 0, fmt.Errorf("%d, which no float64 equals", n)
	}
	return float64(n), nil
}

// fitsFloat64 reports whether the binary digits of n fit into the 53 of a float64.
func fitsFloat64(n uint64) bool { return n>>bits.TrailingZeros64(n) < 1<<53 }
